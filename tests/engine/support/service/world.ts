import { mkdtempSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator, type Emulator, type EmulatorSettings } from "../../../../emulator";
import { userFromDocument } from "../../../../emulator/directory/userForm";
import { CiamClient, noLimit, parseEndpoint, type ImportUser } from "../../../../ciam";
import { restored, written } from "./databaseText";
import { until } from "../until";
import { secret, type Values } from "../state/values";

/** A user in the emulator's database, in the words of the wire. */
export interface StoredUser {
  readonly UserId: string;
  readonly [field: string]: unknown;
}

export interface JournalCall {
  readonly action: string;
  readonly outcome: string;
  readonly users?: number;
}

const DATABASE = "ciam.db";

const READS = /^(?:Describe|List)/;

/** An emulator with one user store, and an administrator's view and hands. */
export class World {
  #settings: unknown;

  private constructor(
    private readonly emulator: Emulator,
    private readonly folder: string,
    private readonly database: DatabaseSync,
    readonly client: CiamClient,
    public storeId: string,
  ) {}

  /** With an empty store. */
  static start(config: EmulatorSettings = {}): Promise<World> {
    return this.#open(config, mkdtempSync(join(tmpdir(), "ciam-world-")), async (client) => {
      const { UserStoreId } = await client.call("CreateUserStore", { UserPoolName: "staff" });
      return UserStoreId;
    });
  }

  /** With the content of another world. */
  static again(book: string, storeId: string): Promise<World> {
    const folder = mkdtempSync(join(tmpdir(), "ciam-world-"));
    restored(join(folder, DATABASE), book);
    return this.#open({}, folder, () => Promise.resolve(storeId));
  }

  static async #open(
    config: EmulatorSettings,
    folder: string,
    storeFor: (client: CiamClient) => Promise<string>,
  ): Promise<World> {
    const data = join(folder, DATABASE);
    const emulator = await startEmulator({
      data,
      seed: 1,
      config: { ratePerSecond: 0, jobPendingMs: 0, jobProcessingMs: 0, jobProcessingMsPerThousandUsers: 0, ...config },
    });
    const { secretId, secretKey } = emulator;
    const client = new CiamClient({
      endpoint: parseEndpoint(emulator.endpoint),
      region: "ap-singapore",
      credentials: { get: () => Promise.resolve({ secretId, secretKey }) },
      limiter: noLimit,
    });
    const storeId = await storeFor(client);
    return new World(emulator, folder, new DatabaseSync(data, { readOnly: true }), client, storeId);
  }

  /** Goes on with a new store, without faults, with nothing in the journal and the configuration of the first time. */
  async anew(): Promise<void> {
    this.#settings ??= await this.admin("GET", "/config");
    await this.admin("PATCH", "/config", this.#settings);
    await this.admin("DELETE", "/faults");
    const { UserStoreId } = await this.client.call("CreateUserStore", { UserPoolName: `after ${this.storeId}` });
    this.storeId = UserStoreId;
    await this.forgetCalls();
  }

  /** All content of this world, as text. */
  book(): string {
    return written(join(this.folder, DATABASE));
  }

  /** The configuration of a stack for this emulator. */
  get config(): Values {
    return {
      "ciam:endpoint": this.emulator.endpoint,
      "ciam:rate": "20",
      "tencentcloud:secretId": this.emulator.secretId,
      "tencentcloud:secretKey": secret(this.emulator.secretKey),
    };
  }

  get endpoint(): string {
    return this.emulator.endpoint;
  }

  /** All users of a store, from the database itself. */
  users(storeId = this.storeId): StoredUser[] {
    const rows = this.database.prepare("SELECT doc FROM users WHERE store = ? ORDER BY seq").all(storeId);
    return rows.map(({ doc }) => ({ ...userFromDocument(String(doc)) }));
  }

  /** Adds a user who has nothing to do with us; returns the id. */
  async addUser(user: ImportUser, storeId = this.storeId): Promise<string> {
    const before = new Set(this.users(storeId).map(({ UserId }) => UserId));
    const { Job } = await this.client.call("CreateApiImportUserJob", {
      UserStoreId: storeId,
      DataFlowUserCreateList: [user],
    });
    await until(async () => {
      const { JobSet } = await this.client.call("ListJobs", { UserStoreId: storeId, JobIds: [Job.Id] });
      return JobSet?.[0]?.Status === "COMPLETED";
    });
    const added = this.users(storeId).find(({ UserId }) => !before.has(UserId));
    if (!added) throw new Error("the user was refused");
    return added.UserId;
  }

  /** The application lets the user in, so the account is in use. */
  async signOn(userId: string): Promise<void> {
    await this.admin("POST", `/users/${userId}/sign-on`);
  }

  async addGroup(DisplayName: string): Promise<string> {
    const { UserGroupId } = await this.client.call("CreateUserGroup", { UserStoreId: this.storeId, DisplayName });
    return UserGroupId;
  }

  /** Calls the emulator got since `forgetCalls`. */
  async calls(): Promise<JournalCall[]> {
    const { calls } = (await this.admin("GET", "/calls")) as { calls: JournalCall[] };
    return calls;
  }

  /** The calls that change something. */
  async writes(): Promise<JournalCall[]> {
    return (await this.calls()).filter(({ action }) => !READS.test(action));
  }

  async forgetCalls(): Promise<void> {
    await this.admin("DELETE", "/calls");
  }

  async admin(method: string, path: string, body?: unknown): Promise<unknown> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const reply = await fetch(`${this.emulator.admin}${path}`, init);
    if (!reply.ok) throw new Error(await reply.text());
    return reply.json();
  }

  async close(): Promise<void> {
    this.database.close();
    await this.emulator.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
