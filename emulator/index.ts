import type { Clock } from "../ciam/clock";
import type { EmulatorSettings } from "./service/config";
import type { FaultSettings } from "./faults/faultRules";
import type { PresetName } from "./faults/presets";
import { suggestion } from "../text/suggest";
import { ConfigError } from "./service/errors";
import { listen } from "./start";

/** CIAM on this machine, for tests and trials: a real HTTP server with a real database. Not the cloud. */
export { emulatorCredentials } from "./gateway/credentials";
export type { EmulatorConfig, EmulatorSettings } from "./service/config";
export type { FaultSettings } from "./faults/faultRules";
export type { PresetName } from "./faults/presets";

export interface EmulatorOptions {
  /** Default: any free port. */
  readonly port?: number;
  /** Default: 127.0.0.1. */
  readonly host?: string;
  /** A SQLite file, which several emulators may share. Default: in memory. */
  readonly data?: string;
  /** The switches to set; `ciam-emulator config` lists them. */
  readonly config?: EmulatorSettings;
  /**
   * What goes wrong from the start: names of presets (`ciam-emulator faults` lists them), rules, or both. Default:
   * nothing.
   */
  readonly faults?: readonly (PresetName | FaultSettings)[];
  /** Makes ids and chances repeatable. */
  readonly seed?: number;
  /** The service's time. Default: that of this machine. */
  readonly clock?: Pick<Clock, "now">;
  /** Default: `emulatorCredentials`. */
  readonly secretId?: string;
  readonly secretKey?: string;
  /** Takes only signatures that follow the documents to the letter. Default: false. */
  readonly strictSignature?: boolean;
}

/** All of them; a program in JavaScript has no compiler to tell. */
const names: Readonly<Record<keyof EmulatorOptions, true>> = {
  port: true,
  host: true,
  data: true,
  config: true,
  faults: true,
  seed: true,
  clock: true,
  secretId: true,
  secretKey: true,
  strictSignature: true,
};

export interface Emulator {
  /** Such as `http://127.0.0.1:49152`. */
  readonly endpoint: string;
  readonly secretId: string;
  readonly secretKey: string;
  /** Where the admin API is: the endpoint and `/_emulator`. */
  readonly admin: string;
  /** For the header `X-Emulator-Token` of questions to `admin`; only when `host` lets others than this machine ask. */
  readonly adminToken?: string;
  close(): Promise<void>;
}

/**
 * Starts an emulator inside this process. It keeps no process alive, installs no handlers and prints nothing.
 *
 * @example
 * const emulator = await startEmulator({ config: { jobPendingMs: 0, jobProcessingMs: 0 } });
 * // … point a client at emulator.endpoint
 * await emulator.close();
 */
export async function startEmulator({ strictSignature = false, ...options }: EmulatorOptions = {}): Promise<Emulator> {
  const wrong = Object.keys(options).filter((name) => !Object.hasOwn(names, name));
  if (wrong.length > 0) {
    const told = wrong.map((name) => `${name}${suggestion(name, Object.keys(names))}`).join(", ");
    throw new ConfigError(`startEmulator has no option ${told}; there are ${Object.keys(names).join(", ")}`);
  }
  const listening = await listen({ ...options, signatures: strictSignature ? "strict" : "tolerant" });
  const { server, endpoint, secretId, secretKey, admin, adminToken } = listening;
  server.unref();
  server.on("connection", (socket) => socket.unref());
  const close = (): Promise<void> => listening.close();
  return { endpoint, secretId, secretKey, admin, ...(adminToken !== undefined && { adminToken }), close };
}
