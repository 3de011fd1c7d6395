import { expect } from "chai";
import type { EmulatorSettings } from "../../../emulator";
import { actions, isActionName } from "../../../ciam";
import { codeOf } from "../clients/vendor";
import { apiOf, type Api, type Caller, type Driver, type ImportedUser, type Job, type Send, type User } from "./api";
import type { Need } from "./case";
import { isPublishedFor } from "./codes";

/** The place of a run: an emulator, or any endpoint. */
export interface Place {
  readonly caller: Caller;
  /** Lets enough time pass for unfinished jobs. */
  letJobsEnd(): Promise<void>;
  /** Only with an emulator, whose clock can be set. */
  advance(ms: number): Promise<void>;
  /** Likewise. */
  stopClock(): Promise<void>;
  /** Only with an emulator's switches. */
  configure(settings: EmulatorSettings): Promise<void>;
}

/** The identities of a person, and a password. */
export interface Person {
  readonly UserName: string;
  readonly PhoneNumber: string;
  readonly Email: string;
  readonly Password: string;
}

const LOOKS = 200;
const STORE_ACTIONS: ReadonlySet<string> = new Set(["CreateUserStore", "UpdateUserStore", "DeleteUserStore"]);

/** Names are unique in a run: it is unknown whether identities of deleted users can be used again. */
let people = 0;

/** The tools of a case: a store without users and groups, the API, and shorthands. */
export class Bench {
  readonly api: Api;
  readonly #send: Send;
  readonly #madeStores: string[] = [];

  constructor(
    readonly UserStoreId: string,
    private readonly place: Place,
    private readonly driver: Driver,
    readonly needs: readonly Need[],
  ) {
    this.#send = driver.sendAs(place.caller);
    this.api = apiOf((action, request) => this.send(action, request));
  }

  get caller(): Caller {
    return this.place.caller;
  }

  /** Calls an action with any request. */
  send(action: string, request: object): Promise<unknown> {
    if (STORE_ACTIONS.has(action)) this.#declared("stores");
    else if (isActionName(action) && actions[action].endpoints === "mainland") this.#declared("mainland");
    return this.#send(action, request).catch((error: unknown) => {
      throw this.#unpublished(action, error) ?? error;
    });
  }

  /** The API for another caller. */
  as(other: Partial<Caller>): Api {
    return apiOf(this.driver.sendAs({ ...this.place.caller, ...other }));
  }

  /** The code of an action's answer: `OK`, or an error's. */
  code(action: string, request: object): Promise<string> {
    return codeOf(this.send(action, request));
  }

  /** Expects the refusal of a request in the wrong form. */
  async refusesForm(action: string, request: object, code: string): Promise<void> {
    expect(await this.code(action, request)).to.equal(this.driver.refusalOfForm(code));
  }

  person(name: string): Person {
    const number = ++people;
    return {
      UserName: `${name}-${String(number)}`,
      PhoneNumber: `+86-1380000${String(number % 10_000).padStart(4, "0")}`,
      Email: `${name}-${String(number)}@example.com`,
      Password: `Canary-${String(number)}-aA!`,
    };
  }

  /** A name that is unique in the run. */
  name(name: string): string {
    return this.person(name).UserName;
  }

  /** Makes a user with CreateUser. */
  async created(name: string, more: object = {}): Promise<User> {
    const { User } = await this.api.CreateUser({ UserStoreId: this.UserStoreId, ...this.person(name), ...more });
    return User;
  }

  /** Imports users by a job and waits for its end. */
  async imported(users: ImportedUser[]): Promise<Job> {
    const { Job } = await this.api.CreateApiImportUserJob({
      UserStoreId: this.UserStoreId,
      DataFlowUserCreateList: users,
    });
    return this.ended(Job.Id);
  }

  /** Imports one user and answers it. */
  async importedUser(user: ImportedUser): Promise<User> {
    const before = new Set((await this.users()).map(({ UserId }) => UserId));
    const { FailedUsers } = await this.imported([user]);
    const [made] = (await this.users()).filter(({ UserId }) => !before.has(UserId));
    if (!made) throw new Error(`the user was not imported: ${FailedUsers[0]?.FailedReason ?? "no reason is given"}`);
    return made;
  }

  /** Waits for the end of the job. */
  async ended(id: string): Promise<Job> {
    for (let look = 0; look < LOOKS; look++) {
      const { JobSet } = await this.api.ListJobs({ UserStoreId: this.UserStoreId, JobIds: [id] });
      const [job] = JobSet;
      if (!job) throw new Error("the job is not listed");
      if (job.Status !== "PENDING" && job.Status !== "PROCESSING") return job;
      await this.place.letJobsEnd();
    }
    throw new Error("the job does not end");
  }

  /** Every user of the store, unmasked. */
  async users(): Promise<User[]> {
    return usersOf(this.api, this.UserStoreId);
  }

  /** The user as it is now, unmasked. */
  async read(UserId: string): Promise<User> {
    return (await this.api.DescribeUserById({ UserStoreId: this.UserStoreId, UserId, Original: true })).User;
  }

  /** Makes a group and answers its id. */
  async group(DisplayName: string): Promise<string> {
    return (await this.api.CreateUserGroup({ UserStoreId: this.UserStoreId, DisplayName })).UserGroupId;
  }

  /** Makes another store and answers its id. */
  async store(more: object = {}): Promise<string> {
    const UserPoolName = this.name("store");
    const { UserStoreId } = await this.api.CreateUserStore({ UserPoolName, ...more });
    this.#madeStores.push(UserStoreId);
    return UserStoreId;
  }

  /** The other stores that the case made. */
  get madeStores(): readonly string[] {
    return this.#madeStores;
  }

  async advance(ms: number): Promise<void> {
    this.#declared("clock");
    await this.place.advance(ms);
  }

  /** Makes simultaneous work fall into one moment. */
  async stopClock(): Promise<void> {
    this.#declared("clock");
    await this.place.stopClock();
  }

  async configure(settings: EmulatorSettings): Promise<void> {
    this.#declared("switches");
    await this.place.configure(settings);
  }

  /** An error code that the action does not have, unless the emulator was configured otherwise. */
  #unpublished(action: string, error: unknown): Error | undefined {
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    if (code === undefined || this.needs.includes("switches") || isPublishedFor(action, code)) return undefined;
    return new Error(`${action} answers ${code}, which the vendor does not publish for it`);
  }

  /** Ensures that a case needs nothing that it did not declare. */
  #declared(need: Need): void {
    const has = this.needs.includes(need) || (need === "mainland" && this.needs.includes("stores"));
    if (!has) throw new Error(`the case has to say that it needs ${need}`);
  }
}

/** An id that nothing has. */
export const nobody = "f".repeat(32);

const PAGE = 100;

export async function usersOf(api: Api, UserStoreId: string): Promise<User[]> {
  const all: User[] = [];
  for (let PageNumber = 1; ; PageNumber++) {
    const page = await api.ListUser({ UserStoreId, Pageable: { PageSize: PAGE, PageNumber }, Original: true });
    all.push(...page.Content);
    if (page.Content.length === 0 || all.length >= page.Total) return all;
  }
}
