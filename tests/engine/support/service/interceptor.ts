import { once } from "node:events";
import { createServer, request as send, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Asked about every call; the call waits for the answer. */
export interface Listener {
  /** Before the service gets the call. An object is the answer, and the service never sees the call. */
  before?(action: string): object | undefined;
  /** After the service carried out the call, before the caller knows. A caller whose reply is withheld waits for it. */
  after?(action: string): "withhold the reply" | undefined;
  /** Makes another reply of the service's. */
  rewrite?(action: string, sent: Sent, reply: string): string;
}

/** A call as it came. */
export interface Sent {
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A proxy between a provider and the emulator. */
export class Interceptor {
  listener: Listener = {};
  /** The actions of the calls, in order. */
  calls: string[] = [];

  private constructor(
    private readonly server: Server,
    readonly endpoint: string,
  ) {}

  static async into(emulator: string): Promise<Interceptor> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    // A server that listens on TCP has an address of this kind.
    const { port } = server.address() as AddressInfo;
    const tap = new Interceptor(server, `http://127.0.0.1:${String(port)}`);
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
    const { headers } = request;
    const body: Buffer[] = [];
    request.on("data", (part: Buffer) => body.push(part));
    // With the headers as they came, or the signature would not fit.
    const onward = send(emulator, { method: "POST", headers }, (answered) => {
      if (this.listener.after?.(action) === "withhold the reply") {
        answered.resume();
        return;
      }
      const { listener } = this;
      if (!listener.rewrite) {
        reply.writeHead(answered.statusCode ?? 502, answered.headers);
        answered.pipe(reply);
        return;
      }
      const parts: Buffer[] = [];
      answered.on("data", (part: Buffer) => parts.push(part));
      answered.on("end", () => {
        const text = listener.rewrite?.(action, { headers, body: textOf(body) }, textOf(parts));
        reply.writeHead(answered.statusCode ?? 502, { "Content-Type": "application/json" }).end(text);
      });
    });
    onward.on("error", () => reply.destroy());
    // A caller that was killed in the middle of a call takes the rest of the call with it.
    request.on("error", () => onward.destroy());
    request.pipe(onward);
  }
}

function textOf(parts: readonly Buffer[]): string {
  return Buffer.concat(parts).toString("utf8");
}
