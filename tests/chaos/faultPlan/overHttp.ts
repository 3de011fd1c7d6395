import { startEmulator, type Emulator, type EmulatorSettings } from "../../../emulator";
import type { FaultRule } from "../../../emulator/faults/faults";
import type { CiamUser } from "../../../ciam/actions";
import { CiamClient, type CiamClientOptions } from "../../../ciam/client";
import { emulatorCredentials } from "../../../ciam/credentials";
import { parseEndpoint } from "../../../ciam/endpoint";
import { httpTransport } from "../../../ciam/transport/httpTransport";
import { noLimit } from "../../../ciam/transport/limiter";
import { FakeClock } from "../../support/fakeClock";
import type { Place } from "../program/project";
import { Detour } from "./detour";

/** Enough for every answer in these tests. */
const LARGEST_RESPONSE = 1024 * 1024;

/** The emulator at the other end of a real connection, in the time of the tests. */
export class OverHttp implements Place {
  readonly isDead = false;
  /** The options of every client made from now on. */
  options: Partial<CiamClientOptions> = {};

  private constructor(
    readonly clock: FakeClock,
    readonly emulator: Emulator,
    readonly line: Detour,
    /** The client of somebody else, past the faulty line. */
    readonly hands: CiamClient,
    readonly storeId: string,
  ) {}

  static async start(config: EmulatorSettings = {}): Promise<OverHttp> {
    const clock = new FakeClock();
    const emulator = await startEmulator({ seed: 1, clock, config });
    const line = await Detour.to(emulator.endpoint);
    const hands = clientOf(emulator.endpoint, clock, { limiter: noLimit });
    const { UserStoreId } = await hands.call("CreateUserStore", { UserPoolName: "store" });
    return new OverHttp(clock, emulator, line, hands, UserStoreId);
  }

  get calls(): string[] {
    return this.line.calls;
  }

  set calls(calls: string[]) {
    this.line.calls = calls;
  }

  get writes(): string[] {
    return this.calls.filter((action) => !/^(?:List|Describe)/.test(action));
  }

  client(): CiamClient {
    return clientOf(this.line.endpoint, this.clock, this.options);
  }

  kill(): never {
    throw new Error("nobody dies at the end of a connection: see the tests with the real process");
  }

  async users(): Promise<CiamUser[]> {
    this.clock.advance(1_001);
    const { Content } = await this.hands.call("ListUser", {
      UserStoreId: this.storeId,
      Pageable: { PageNumber: 1, PageSize: 1_000 },
      Original: true,
    });
    return Content ?? [];
  }

  async admin(method: string, path: string, body?: unknown): Promise<unknown> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const reply = await fetch(`${this.emulator.admin}${path}`, init);
    if (!reply.ok) throw new Error(await reply.text());
    return reply.json();
  }

  async setFaults(rules: readonly Partial<FaultRule>[]): Promise<void> {
    await this.admin("PUT", "/faults", rules);
  }

  /** The service's note of each call. */
  async journal(): Promise<{ action: string; outcome: string; at: number }[]> {
    return ((await this.admin("GET", "/calls")) as { calls: { action: string; outcome: string; at: number }[] }).calls;
  }

  async close(): Promise<void> {
    this.line.close();
    await this.emulator.close();
  }
}

function clientOf(endpoint: string, clock: FakeClock, options: Partial<CiamClientOptions>): CiamClient {
  return new CiamClient({
    endpoint: parseEndpoint(endpoint),
    region: "ap-guangzhou",
    credentials: { get: () => Promise.resolve(emulatorCredentials) },
    clock,
    random: () => 0.5,
    transport: httpTransport({ largestResponse: LARGEST_RESPONSE }),
    ...options,
  });
}
