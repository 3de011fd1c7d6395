import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { cannotListen } from "./cannotListen";
import { ConfigError } from "../service/errors";
import { emulatorCredentials } from "../gateway/credentials";
import { Database } from "../service/database";
import { hostInUrl, isLocalOnly } from "./hosts";
import type { Answering } from "./loaded";
import type { ServiceOptions } from "../service/service";

/** Room for the longest query of the API, and for a longer one that gets a proper refusal. */
const LARGEST_HEAD = 128 * 1024;

export interface ListenOptions extends Omit<ServiceOptions, "endpoint" | "secretId" | "secretKey"> {
  /** Default: 0, any free one. */
  readonly port?: number | undefined;
  /** Default: 127.0.0.1. */
  readonly host?: string | undefined;
  /** A SQLite file. Default: in memory. */
  readonly data?: string | undefined;
  /** What to begin with: snapshots, and users for a store as `STORE=FILE`. Default: nothing. */
  readonly load?: readonly string[] | undefined;
  /** Further names by which it may be asked. Default: none. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Asked for by its own questions, from everywhere. Default: made up, if other machines can ask. */
  readonly adminToken?: string | undefined;
  /** Default: the emulator's own. */
  readonly secretId?: string | undefined;
  readonly secretKey?: string | undefined;
}

export interface Listening {
  readonly endpoint: string;
  readonly secretId: string;
  readonly secretKey: string;
  readonly admin: string;
  /** The value of the header `X-Emulator-Token` for questions to `admin`; present only when it was made up. */
  readonly adminToken?: string;
  readonly server: Server;
  /** Loads the service before the first request does. */
  prepare(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the database and listens. The service itself, with its schemas, is loaded by the first request, or at once if
 * there are settings to check: starting an emulator should cost neither time nor memory for what may never be asked.
 */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { port = 0, host = "127.0.0.1", data, load: orders = [], allowedHosts = [], ...rest } = options;
  requireToken(options.adminToken);
  const { secretId = emulatorCredentials.secretId, secretKey = emulatorCredentials.secretKey } = options;
  const db = Database.open(data);
  // Longer than our client keeps an idle connection, so that the client closes it.
  const server = createServer({ keepAliveTimeout: 75_000, maxHeaderSize: LARGEST_HEAD });
  const close = closer(server, db);
  try {
    await listening(server, host, port);
    // A server that listens on TCP has an address of this type.
    const address = server.address() as AddressInfo;
    const endpoint = `http://${hostInUrl(host)}:${String(address.port)}`;
    const madeUp = isLocalOnly(host) || options.adminToken !== undefined ? undefined : randomBytes(16).toString("hex");
    const access = { boundHost: host, allowedHosts, adminToken: options.adminToken ?? madeUp };
    const load = loader(() =>
      import("./loaded.js").then(({ load }) => load(db, access, { ...rest, endpoint, secretId, secretKey }, orders)),
    );
    server.on("request", (request, response) => {
      load().then(
        (answer) => answer(request, response),
        (error: unknown) => {
          options.log?.(error instanceof Error ? error.message : String(error));
          response.destroy();
        },
      );
    });
    if (options.config !== undefined || options.faults !== undefined || orders.length > 0) await load();
    const admin = `${endpoint}/_emulator`;
    const prepare = async (): Promise<void> => {
      await load();
    };
    return {
      endpoint,
      secretId,
      secretKey,
      admin,
      ...(madeUp !== undefined && { adminToken: madeUp }),
      server,
      prepare,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** It travels in a header and a cookie. */
function requireToken(token: string | undefined): void {
  if (token === undefined || /^[\w.~+/=-]{8,256}$/.test(token)) return;
  throw new ConfigError(
    "the admin token (CIAM_EMULATOR_ADMIN_TOKEN) must be 8 to 256 letters, digits or signs of . _ ~ + / = -",
  );
}

async function listening(server: Server, host: string, port: number): Promise<void> {
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (error) {
    throw cannotListen(error, host, port);
  }
}

function loader(load: () => Promise<Answering>): () => Promise<Answering> {
  let loading: Promise<Answering> | undefined;
  return () => (loading ??= load());
}

/** Does not wait for idle connections; may be called twice. */
function closer(server: Server, db: Database): () => Promise<void> {
  const shut = async (): Promise<void> => {
    if (server.listening) {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    }
    db.close();
  };
  let shutting: Promise<void> | undefined;
  return () => (shutting ??= shut());
}
