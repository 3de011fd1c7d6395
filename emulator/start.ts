import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { hostInUrl } from "./hosts";
import { httpServer } from "./http";
import { Service, type ServiceOptions } from "./service";

export interface ListenOptions extends ServiceOptions {
  /** Default: 0, any free one. */
  readonly port?: number | undefined;
  /** Default: 127.0.0.1. */
  readonly host?: string | undefined;
}

export interface Listening {
  readonly endpoint: string;
  readonly secretId: string;
  readonly secretKey: string;
  readonly admin: string;
  readonly server: Server;
  close(): Promise<void>;
}

export async function listen(options: ListenOptions): Promise<Listening> {
  const { port = 0, host = "127.0.0.1", ...rest } = options;
  const service = new Service(rest);
  const server = httpServer(service, host);
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (error) {
    service.close();
    throw error;
  }
  // A server that listens on TCP has an address of this kind.
  const address = server.address() as AddressInfo;
  service.endpoint = `http://${hostInUrl(host)}:${String(address.port)}`;
  let closed: Promise<void> | undefined;
  return {
    endpoint: service.endpoint,
    secretId: service.secretId,
    secretKey: service.secretKey,
    admin: `${service.endpoint}/_emulator`,
    server,
    close: () => (closed ??= shut(server, service)),
  };
}

async function shut(server: Server, service: Service): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
  service.close();
}
