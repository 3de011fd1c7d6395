import { startEmulator, type Emulator, type EmulatorSettings } from "../../../../emulator";
import { CiamClient, type ActionName, type RequestOf, type ResponseOf } from "../../../../ciam";
import { parseEndpoint } from "../../../../ciam/endpoint";

export type CloudUser = NonNullable<ResponseOf<"DescribeUserById">["User"]>;

const READS = /^(List|Describe)/;

/** Jobs that end at once, so that nobody waits; a test that wants to see one says how long it takes. */
const QUICK: EmulatorSettings = { jobPendingMs: 0, jobProcessingMs: 0, jobProcessingMsPerThousandUsers: 0 };

/** The service as a test has it: an emulator, and somebody else's hands in it. */
export class Cloud {
  private readonly client: CiamClient;

  private constructor(private readonly emulator: Emulator) {
    const { secretId, secretKey } = emulator;
    this.client = new CiamClient({
      endpoint: parseEndpoint(emulator.endpoint),
      region: "ap-guangzhou",
      credentials: { get: () => Promise.resolve({ secretId, secretKey }) },
    });
  }

  static async open(
    config: EmulatorSettings = {},
    keys: { secretId?: string; secretKey?: string } = {},
  ): Promise<Cloud> {
    return new Cloud(await startEmulator({ config: { ...QUICK, ...config }, ...keys }));
  }

  get endpoint(): string {
    return this.emulator.endpoint;
  }
  get secretId(): string {
    return this.emulator.secretId;
  }
  get secretKey(): string {
    return this.emulator.secretKey;
  }

  call<A extends ActionName>(action: A, request: RequestOf<A>): Promise<ResponseOf<A>> {
    return this.client.call(action, request);
  }

  async store(name = "customers"): Promise<string> {
    const { UserStoreId } = await this.call("CreateUserStore", { UserPoolName: name });
    return UserStoreId;
  }

  async users(store: string): Promise<CloudUser[]> {
    const request = { UserStoreId: store, Pageable: { PageNumber: 1, PageSize: 1000 }, Original: true };
    return (await this.call("ListUser", request)).Content ?? [];
  }

  /** The name each user signs in with, sorted: most tests need no more to see who is there. */
  async names(store: string): Promise<string[]> {
    return (await this.users(store)).map((user) => user.UserName ?? user.Email ?? user.UserId).sort();
  }

  async user(store: string, userName: string): Promise<CloudUser> {
    const found = (await this.users(store)).find((user) => user.UserName === userName);
    if (!found) throw new Error(`the store has no user ${userName}`);
    return found;
  }

  /** Somebody edits a user by hand. */
  async edit(
    store: string,
    userName: string,
    fields: Omit<RequestOf<"UpdateUser">, "UserStoreId" | "UserId">,
  ): Promise<void> {
    await this.call("UpdateUser", { UserStoreId: store, UserId: (await this.user(store, userName)).UserId, ...fields });
  }

  /** Somebody deletes a user by hand. */
  async drop(store: string, userName: string): Promise<void> {
    await this.call("DeleteUsers", { UserStoreId: store, UserIds: [(await this.user(store, userName)).UserId] });
  }

  /** Calls that something sets off, by action. */
  async callsDuring<T>(work: () => Promise<T>): Promise<{ result: T; calls: string[]; writes: string[] }> {
    await this.admin("DELETE", "/calls");
    const result = await work();
    const calls = (await this.calls()).map(({ action }) => action);
    return { result, calls, writes: calls.filter((action) => !READS.test(action)) };
  }

  async calls(): Promise<{ action: string; outcome: string; users?: number }[]> {
    const { calls } = (await this.admin("GET", "/calls")) as { calls: { action: string; outcome: string }[] };
    return calls;
  }

  configure(settings: EmulatorSettings): Promise<unknown> {
    return this.admin("PATCH", "/config", settings);
  }

  faults(rules: unknown): Promise<unknown> {
    return this.admin("PUT", "/faults", rules);
  }

  noFaults(): Promise<unknown> {
    return this.admin("DELETE", "/faults");
  }

  /** All that the service has: stores, users, jobs and its time. */
  async snapshot(): Promise<string> {
    return (await this.asked("GET", "/snapshot")).text();
  }

  async restore(snapshot: string): Promise<void> {
    await (await this.asked("PUT", "/snapshot", snapshot)).text();
  }

  async admin(method: string, path: string, body?: unknown): Promise<unknown> {
    const reply = await this.asked(method, path, body === undefined ? undefined : JSON.stringify(body));
    return reply.json();
  }

  private async asked(method: string, path: string, body?: string): Promise<Response> {
    const reply = await fetch(`${this.emulator.admin}${path}`, { method, ...(body === undefined ? {} : { body }) });
    if (!reply.ok) throw new Error(await reply.text());
    return reply;
  }

  close(): Promise<void> {
    return this.emulator.close();
  }
}
