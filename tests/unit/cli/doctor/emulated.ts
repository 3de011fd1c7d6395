import { handlers } from "../../../../emulator/actions";
import { answerTo } from "../../../../emulator/gateway/callee";
import type { EmulatorSettings } from "../../../../emulator/service/config";
import { Database } from "../../../../emulator/service/database";
import { TABLES_OF_A_STORE } from "../../../../emulator/service/schema";
import { Service } from "../../../../emulator/service/service";
import { settleJobs } from "../../../../emulator/jobs/jobs";
import type { StoredUser } from "../../../../emulator/directory/userForm";
import { userOf } from "../../../../emulator/directory/users";
import { emulatorCredentials } from "../../../../ciam/credentials";
import { parseEndpoint } from "../../../../ciam/endpoint";
import type { ActionName, ImportUser, RequestOf } from "../../../../ciam/actions";
import { TokenBuckets } from "../../../../ciam/transport/limiter";
import type { TransportReply, TransportRequest } from "../../../../ciam/transport";
import type { Way } from "../../../../cli/doctor/service/way";
import { FakeClock } from "../../../support/fakeClock";

const ENDPOINT = "http://127.0.0.1:1";

/** One database for one service after the other: its statements are prepared once. */
const database = Database.open(undefined);
const TABLES = ["members", ...TABLES_OF_A_STORE, "stores", "meta", "sqlite_sequence"];

/** The emulated service in virtual time and without a socket, with one store. */
export class Emulated {
  readonly clock = new FakeClock();
  readonly storeId: string;
  /** The actions that were called. */
  readonly calls: string[] = [];
  /** Are asked before and after each call, and may throw what a broken connection would. */
  before: (request: TransportRequest) => void = () => undefined;
  after: (request: TransportRequest) => void = () => undefined;
  readonly #service: Service;

  constructor(settings: EmulatorSettings = {}, seed = 1) {
    database.transaction(() => {
      for (const table of TABLES) database.run(`DELETE FROM ${table}`);
    });
    this.#service = new Service(database, {
      config: settings,
      seed,
      clock: this.clock,
      ...emulatorCredentials,
      endpoint: ENDPOINT,
      log: (line) => {
        throw new Error(`the emulator failed: ${line}`);
      },
    });
    this.storeId = this.byHand("CreateUserStore", { UserPoolName: "customers" }).UserStoreId as string;
    this.clock.advance(600_000);
  }

  get way(): Way {
    return {
      endpoint: parseEndpoint(ENDPOINT),
      region: "ap-guangzhou",
      credentials: { get: () => Promise.resolve({ ...emulatorCredentials, source: "the test" }) },
      clock: this.clock,
      limiter: new TokenBuckets(this.clock),
      random: () => 0.5,
      transport: (request) => this.#carry(request),
    };
  }

  byHand<A extends ActionName>(action: A, request: RequestOf<A>): Record<string, unknown> {
    return database.transaction(() => handlers[action](this.#service.services, request)) as Record<string, unknown>;
  }

  /** Users of somebody else, there since a minute. */
  imported(users: readonly ImportUser[]): void {
    this.byHand("CreateApiImportUserJob", { UserStoreId: this.storeId, DataFlowUserCreateList: [...users] });
    this.clock.advance(60_000);
    settleJobs(this.#service.services);
  }

  users(): StoredUser[] {
    return database.all("SELECT doc FROM users ORDER BY seq").map(userOf);
  }

  count(table: "groups" | "stores" | "jobs"): number {
    return database.count(`SELECT count(*) AS n FROM ${table}`);
  }

  #carry(request: TransportRequest): Promise<TransportReply> {
    const { action, headers, body } = request;
    this.before(request);
    this.calls.push(action);
    const lowerCase = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const { text } = answerTo(this.#service, action, { headers: lowerCase, body });
    this.after(request);
    return Promise.resolve({ json: JSON.parse(text) as unknown, date: this.clock.now() });
  }
}
