import type { Clock } from "../ciam/clock";
import type { EmulatorSettings } from "./service/config";
import type { FaultSettings } from "./faults/faultRules";
import type { PresetName } from "./faults/presets";
import { suggestion } from "../text/suggest";
import { ConfigError } from "./service/errors";
import { listen } from "./server/start";

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
  /** The faults from the start: names of presets (`ciam-emulator faults` lists them), rules, or both. Default: none. */
  readonly faults?: readonly (PresetName | FaultSettings)[];
  /** Makes ids and random decisions repeatable. */
  readonly seed?: number;
  /** The service's time. Default: this machine's. */
  readonly clock?: Pick<Clock, "now">;
  /** Default: `emulatorCredentials`. */
  readonly secretId?: string;
  readonly secretKey?: string;
  /** Accepts only signatures that follow the documentation to the letter. Default: false. */
  readonly strictSignature?: boolean;
  /**
   * What to begin with: files of snapshots, and users for a store as `STORE=FILE`, from CSV, NDJSON, JSON or YAML. What is
   * there already stays as it is. Default: nothing.
   */
  readonly load?: readonly string[];
  /** Further names by which it may be asked, beside its own. Default: none. */
  readonly allowedHosts?: readonly string[];
  /** The token for questions to the emulator itself. Default: made up where `host` lets other machines ask, else none. */
  readonly adminToken?: string;
}

/** All option names, because JavaScript programs have no compiler to check them. */
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
  load: true,
  allowedHosts: true,
  adminToken: true,
};

export interface Emulator {
  /** For example `http://127.0.0.1:49152`. */
  readonly endpoint: string;
  readonly secretId: string;
  readonly secretKey: string;
  /** The address of the admin API: the endpoint and `/_emulator`. */
  readonly admin: string;
  /**
   * The value of the header `X-Emulator-Token` for questions to `admin`; present only when `host` lets other machines
   * ask, and no token was given.
   */
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
