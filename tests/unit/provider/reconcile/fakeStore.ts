import { parseEndpoint } from "../../../../ciam";
import type { ActionName, CiamJob, CiamUser, RequestOf, ResponseOf } from "../../../../ciam/actions";
import type { Calls, RunContext } from "../../../../provider/reconcile/run";
import { fromCiamUser } from "../../../../provider/users/ciam";
import { userFields, type UserField } from "../../../../provider/users/model/fields";
import type { LiveUser } from "../../../../provider/users/model/live";
import type { DeclaredUser } from "../../../../provider/users/model/user";
import { without } from "../../../../text/values";
import { FakeClock } from "../../../support/fakeClock";
import { MARK } from "../users/plan/builders";

type Filter = NonNullable<RequestOf<"DescribeUser">["Filters"]>[number];
type Answers = { [A in ActionName]?: (request: RequestOf<A>) => ResponseOf<A> };

/** A store in memory; a test can replace its answers one by one. */
export class FakeStore implements Calls {
  readonly endpoint = parseEndpoint("http://127.0.0.1:1");
  readonly pageSizes = new Map<ActionName, number>();
  readonly clock = new FakeClock();
  /** The calls, with the number of users where a call names several. */
  readonly calls: string[] = [];
  /** The duration of each call, in milliseconds of the clock. */
  latency = 0;
  private readonly users = new Map<string, CiamUser>();
  readonly jobs: CiamJob[] = [];

  readonly answers: Answers = {
    DescribeUser: ({ Filters = [], Pageable }) =>
      this.page(Pageable, (user) => Filters.every((one) => fits(user, one))),
    ListUser: ({ Pageable }) => this.page(Pageable, () => true),
    ListUserByProperty: ({ PropertyCode, PropertyValue }) => ({
      Users: [...this.users.values()].filter((user) => valueOf(user, PropertyCode) === PropertyValue),
    }),
    DescribeUserById: ({ UserId }) => ({ User: this.users.get(UserId) ?? null }),
    ListJobs: ({ JobIds }) => ({ JobSet: this.jobs.filter(({ Id }) => !JobIds || JobIds.includes(Id)) }),
    UpdateUser: ({ UserId, UserGroup, ...changes }) => {
      const user = this.users.get(UserId);
      if (user) this.users.set(UserId, { ...user, ...changes, ...(UserGroup && { UserGroups: UserGroup }), UserId });
      return { User: this.users.get(UserId) ?? null };
    },
    UpdateUserStatus: ({ UserId, Status }) => {
      const user = this.users.get(UserId);
      if (user) this.users.set(UserId, { ...user, Status });
      return {};
    },
    SetPassword: () => ({}),
    CreateApiImportUserJob: ({ DataFlowUserCreateList }) => {
      for (const user of DataFlowUserCreateList) {
        // These have another form in a live user.
        const rest = without(user, "UserGroup", "CustomizationAttributes", "Birthdate");
        this.put(`new-${String(user.UserName)}`, {}, { IndexedAttribute5: null, ...rest });
      }
      return { Job: this.addJob("COMPLETED") };
    },
    DeleteUsers: ({ UserIds }) => {
      for (const id of UserIds) this.users.delete(id);
      return {};
    },
  };

  /** Puts a user into the store, by default ours and just made. */
  put(id: string, fields: DeclaredUser, more: Partial<CiamUser> = {}): LiveUser {
    const wire = Object.fromEntries(
      Object.entries(fields).map(([field, value]) => [
        field === "userGroups" ? "UserGroups" : userFields[field as UserField].wire,
        value,
      ]),
    );
    const at = this.clock.now();
    const user: CiamUser = {
      UserId: id,
      Status: "NORMAL",
      CreatedDate: at,
      LastModifiedDate: at,
      IndexedAttribute5: MARK.values.created,
      ...wire,
      ...more,
    };
    this.users.set(id, user);
    return fromCiamUser(user);
  }

  /** Adds an import job, which the list shows in this status. */
  addJob(Status: string): CiamJob {
    const Id = `job-${String(this.jobs.length + 1)}`;
    const job: CiamJob = { Id, Status, Type: "IMPORT_USER", CreatedDate: this.clock.now() };
    this.jobs.push(job);
    return job;
  }

  remove(id: string): void {
    this.users.delete(id);
  }

  live(id: string): LiveUser | undefined {
    const user = this.users.get(id);
    return user && fromCiamUser(user);
  }

  get size(): number {
    return this.users.size;
  }

  serviceNow(): number {
    return this.clock.now();
  }

  async call<A extends ActionName>(action: A, request: RequestOf<A>): Promise<ResponseOf<A>> {
    const several = "UserIds" in request && Array.isArray(request.UserIds) ? ` ${String(request.UserIds.length)}` : "";
    this.calls.push(`${action}${several}`);
    this.clock.advance(this.latency);
    const answer: Answers[A] = this.answers[action];
    if (!answer) throw new Error(`the store has no ${action}`);
    return Promise.resolve(answer(request));
  }

  /** The calls of one action, since the beginning. */
  called(action: ActionName): string[] {
    return this.calls.filter((call) => call.split(" ")[0] === action);
  }

  private page(
    { PageNumber, PageSize }: { PageNumber: number; PageSize: number },
    wanted: (user: CiamUser) => boolean,
  ) {
    const found = [...this.users.values()].filter(wanted);
    return { Total: found.length, Content: found.slice((PageNumber - 1) * PageSize, PageNumber * PageSize) };
  }
}

function valueOf(user: CiamUser, property: string): unknown {
  return fromCiamUser(user).fields[property as UserField];
}

function fits(user: CiamUser, { PropertyKey = "", PropertyValue, OperateLogic }: Filter): boolean {
  return (valueOf(user, PropertyKey) === PropertyValue) === (OperateLogic !== "!=");
}

/** The context of a run on this store. Its messages are kept in `told`. */
export function contextOn(store: FakeStore, told: string[] = []): RunContext {
  const tell = (text: string | readonly string[]): void =>
    void told.push(...(typeof text === "string" ? [text] : text));
  return {
    calls: store,
    userStoreId: "store",
    mark: MARK,
    atRest: 0,
    clock: store.clock,
    reporter: { progress: () => undefined, info: tell, warn: tell },
    batch: { users: 2_000, bytes: 8 * 1024 * 1024, parallel: 1 },
    timeouts: { jobMs: 30 * 60_000, totalMs: 2 * 60 * 60_000 },
    startedAt: store.clock.monotonic(),
    engineIsAlive: () => true,
    takeOver: new Set(),
    elsewhere: () => undefined,
    announce: () => undefined,
  };
}
