import { once } from "node:events";
import { createServer, request as send, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Asked about every call that passes; a call waits for the answer. */
export interface Listener {
  /** Before the service has the call. An object is the answer, and the service never gets the call. */
  before?(action: string): object | undefined;
  /** The service has done what was asked, and the caller does not know yet. */
  after?(action: string): void;
}

/** Stands in the line between a provider and the emulator. */
export class Tap {
  listener: Listener = {};
  /** What the calls asked for, in their order. */
  calls: string[] = [];

  private constructor(
    private readonly server: Server,
    readonly endpoint: string,
  ) {}

  static async into(emulator: string): Promise<Tap> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    // A server that listens on TCP has an address of this kind.
    const { port } = server.address() as AddressInfo;
    const tap = new Tap(server, `http://127.0.0.1:${String(port)}`);
    server.on("request", (request, reply) => tap.#pass(emulator, request, reply));
    return tap;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  #pass(emulator: string, request: IncomingMessage, reply: ServerResponse): void {
    const action = String(request.headers["x-tc-action"]);
    this.calls.push(action);
    const answer = this.listener.before?.(action);
    if (answer) {
      request.resume();
      reply.setHeader("Content-Type", "application/json");
      reply.end(JSON.stringify({ Response: { ...answer, RequestId: "00000000-0000-4000-8000-000000000000" } }));
      return;
    }
    // With the headers as they came, or the signature would not fit.
    const onward = send(emulator, { method: "POST", headers: request.headers }, (answered) => {
      this.listener.after?.(action);
      reply.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(reply);
    });
    onward.on("error", () => reply.destroy());
    // A caller that was killed in the middle of a call takes the rest of the call with it.
    request.on("error", () => onward.destroy());
    request.pipe(onward);
  }
}
