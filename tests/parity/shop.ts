import { expect } from "chai";
import { hasCredential } from "../../emulator/directory/passwords";
import { replaceUser, signOn } from "../../emulator/directory/users";
import type { StoredUser } from "../../emulator/directory/userForm";
import type { EmulatorSettings } from "../../emulator/service/config";
import type { FaultRule } from "../../emulator/faults/faults";
import { isObject } from "../../text/values";
import { Cloud, isRead } from "../chaos/service/cloud";
import type { Outcome } from "../chaos/engine/engine";
import type { Registration, UpOptions } from "../chaos/engine/stack";
import { Project, type EarlyEnd, type Users } from "../chaos/program/project";
import { wholeOutputs } from "../chaos/checker/recorded";
import type { Column } from "./columns";

/** More inputs of the job. */
export type Inputs = Readonly<Record<string, unknown>>;

/** A command that has ended. */
export interface Ran extends Outcome {
  readonly calls: readonly string[];
  /** In the order of their names. */
  readonly writes: readonly string[];
  /** What was to be read: the lines of the resource, its error and the reasons. */
  readonly screen: string;
}

/** A command for several resources. */
export interface RanAll extends Ran {
  /** The errors of all. */
  readonly all: string;
}

/** A program with one job, `staff`, in one column of the table, its store, and the hands of others in that. */
export class Shop {
  readonly cloud: Cloud;
  readonly project: Project;
  #numbers = 0;

  constructor(
    readonly column: Column,
    settings: EmulatorSettings,
  ) {
    this.cloud = new Cloud({ jobPendingMs: 0, jobProcessingMs: 0, ...settings }, 1);
    // A limit of removals is a matter of some walks, and is not lifted for the others.
    this.project = new Project(this.cloud, { acceptDeletions: undefined }, undefined, undefined, column.frontEnd);
    this.project.way = column.way;
  }

  // The person at the keyboard.

  preview(users: Users, inputs: Inputs = {}): Promise<Ran> {
    const program = this.project.program(users, inputs);
    return this.#run(() => this.project.preview(() => this.project.engine.preview(program)));
  }

  async up(users: Users, inputs: Inputs = {}): Promise<Ran> {
    return succeeded(await this.#run(() => this.project.up(users, inputs)));
  }

  async upFails(users: Users, inputs: Inputs = {}): Promise<Ran> {
    return failed(await this.#run(() => this.project.up(users, inputs)));
  }

  /** An `up` that does not come to its end. */
  async upEndsEarly(end: EarlyEnd, users: Users, inputs: Inputs = {}): Promise<void> {
    await this.project.dying(end, () => this.project.engine.up(this.project.program(users, inputs)));
  }

  /** A resource of a program that is not of the one job alone. */
  resource(
    kind: "UserStore" | "UserGroup",
    name: string,
    inputs: Inputs,
    ...formerNames: readonly string[]
  ): Registration {
    const urnOf = (each: string): string =>
      `urn:pulumi:dev::shop::${this.column.frontEnd.type.replace("UserImportJob", kind)}::${each}`;
    return { urn: urnOf(name), aliases: formerNames.map(urnOf), inputs };
  }

  /** An `up` of such a program. */
  async upOf(program: readonly Registration[], options: UpOptions = {}): Promise<RanAll> {
    let all = "";
    const ran = await this.#run(async () => {
      const outcomes = await this.project.command(() => this.project.stack.up(program, options));
      all = outcomes.map(({ message }) => message).join("\n");
      const nothing: Outcome = { urn: "", ok: true, step: "none", message: "", reasons: [] };
      return outcomes.find(({ ok }) => !ok) ?? outcomes[0] ?? nothing;
    });
    return { ...ran, all };
  }

  async refresh(): Promise<Ran> {
    return succeeded(await this.#run(() => this.project.refresh()));
  }

  async destroy(): Promise<Ran> {
    return succeeded(await this.#run(() => this.project.destroy()));
  }

  async replace(users: Users): Promise<Ran> {
    return this.#run(() => this.project.replace(users));
  }

  /** The state forgets the job; users and program are as they were. */
  loseState(): void {
    this.project.engine.state = undefined;
    this.cloud.submissions.forgetAll();
  }

  get outputs(): Record<string, unknown> {
    const { state } = this.project.engine;
    if (!state) throw new Error("there is no job in the state");
    return wholeOutputs(state);
  }

  /** What the state says of the job. */
  get staff(): { readonly status: string; readonly statusReason: string } {
    const { status, statusReason } = this.outputs;
    return { status: String(status), statusReason: String(statusReason) };
  }

  /** Nothing is left to do: an `up` makes no call, and a refresh finds nothing. */
  async isSettled(users: Users, inputs: Inputs = {}): Promise<void> {
    const again = await this.up(users, inputs);
    expect(again.calls, "calls of an up that changes nothing").to.deep.equal([]);
    const before = this.project.engine.state?.inputs;
    const { writes } = await this.refresh();
    expect(writes, "writes of a refresh").to.deep.equal([]);
    expect(this.project.engine.state?.inputs, "the inputs after a refresh").to.deep.equal(before);
  }

  /** What the last refresh found otherwise, by user: its fields, or "gone". By value it is seen in the inputs. */
  drift(declared: Users): Record<string, string> {
    const { drift, userSets } = this.project.engine.state?.inputs ?? {};
    if (isObject(drift))
      return Object.fromEntries(
        Object.entries(drift).map(([name, said]) => [name.replace(/^staff\//, ""), String(said)]),
      );
    const { staff } = isObject(userSets) ? userSets : {};
    const now: Record<string, unknown> = isObject(staff) ? staff : {};
    if (this.column.way === "file") return {};
    return Object.fromEntries(
      Object.entries(declared).flatMap(([key, user]) => {
        const live = now[key];
        if (!isObject(live)) return [[key, "gone"]];
        const fields = Object.entries(user).filter(([field, value]) => live[field] !== value);
        return fields.length === 0 ? [] : [[key, fields.map(([field]) => field).join(", ")]];
      }),
    );
  }

  // Everybody else.

  /** The names by which the users sign in, sorted. */
  get names(): string[] {
    return this.cloud
      .users()
      .map(({ UserName, Email, UserId }) => UserName ?? Email ?? UserId)
      .sort();
  }

  user(userName: string): StoredUser {
    const found = this.cloud.users().find((user) => user.UserName === userName);
    if (!found) throw new Error(`the store has no user ${userName}`);
    return found;
  }

  /** The UserIds of everybody. */
  ids(): string[] {
    return this.cloud.users().map(({ UserId }) => UserId);
  }

  idOf(userName: string): string {
    return this.user(userName).UserId;
  }

  /** Somebody registers with the application. */
  register(userName: string, more: object = {}): string {
    const { User } = this.cloud.byHand("CreateUser", {
      UserStoreId: this.cloud.storeId,
      UserName: userName,
      Email: `${userName}@example.com`,
      PhoneNumber: `+86-1380000809${String(this.#numbers++)}`,
      Password: "Correct-Horse-1",
      ...more,
    });
    this.cloud.clock.advance(600_000);
    return (User as StoredUser).UserId;
  }

  edit(userName: string, fields: Partial<StoredUser>): void {
    const { cloud } = this;
    cloud.db.transaction(() => replaceUser(cloud.service.services, { ...this.user(userName), ...fields }));
  }

  drop(userName: string): void {
    this.cloud.byHand("DeleteUsers", { UserStoreId: this.cloud.storeId, UserIds: [this.idOf(userName)] });
  }

  signOn(...userNames: readonly string[]): void {
    for (const userName of userNames) signOn(this.cloud.service.services, this.idOf(userName));
  }

  opens(userName: string, Password: string): boolean {
    return hasCredential(this.cloud.service.services, this.idOf(userName), { Password });
  }

  group(DisplayName: string): string {
    return this.cloud.byHand("CreateUserGroup", { UserStoreId: this.cloud.storeId, DisplayName }).UserGroupId as string;
  }

  /** The ids of the groups of the store, by name. */
  get groups(): Record<string, string> {
    const rows = this.cloud.db.all("SELECT id, name FROM groups WHERE store = ?", this.cloud.storeId);
    return Object.fromEntries(rows.map(({ id, name }) => [String(name), String(id)]));
  }

  /** The ids of all stores, by name. */
  get stores(): Record<string, string> {
    const rows = this.cloud.db.all("SELECT id, name FROM stores");
    return Object.fromEntries(rows.map(({ id, name }) => [String(name), String(id)]));
  }

  /** What the service does wrong from now on. */
  faults(...rules: readonly Partial<FaultRule>[]): void {
    this.cloud.setFaults(rules.map((rule) => ({ ...FAULT, ...rule })));
  }

  async #run(command: () => Promise<Outcome>): Promise<Ran> {
    const { cloud, project } = this;
    const [calls, said] = [cloud.calls.length, project.said.length];
    const outcome = await command();
    const made = cloud.calls.slice(calls);
    return {
      ...outcome,
      calls: made,
      writes: made.filter((action) => !isRead(action)).sort(),
      screen: [...project.said.slice(said), outcome.message, ...outcome.reasons].join("\n"),
    };
  }
}

const FAULT: FaultRule = {
  action: "*",
  nth: 1,
  when: "before",
  effect: "reset",
  code: "",
  status: 502,
  delayMs: 0,
  breaksAt: 0,
};

function succeeded(ran: Ran): Ran {
  expect(ran.ok, ran.screen).to.equal(true);
  return ran;
}

function failed(ran: Ran): Ran {
  expect(ran.ok, `it was to fail:\n${ran.screen}`).to.equal(false);
  return ran;
}

/** Users by name, each with an e-mail address. */
export function people(...names: readonly string[]): Users {
  return Object.fromEntries(names.map((name) => [name, { userName: name, email: `${name}@example.com` }]));
}
