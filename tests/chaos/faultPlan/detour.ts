import { once } from "node:events";
import { createServer, request as send, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Spoils an answer as a bad line would; nothing else is sent then. */
export type Spoiled = (response: ServerResponse, text: string) => void;

/** The fate of a call on its way. By default it goes through. */
export interface Way {
  /** Before the service has it: it is lost, or delivered twice. */
  before?(action: string): "lost" | "twice" | undefined;
  /** The service has done it. */
  after?(action: string): Spoiled | undefined;
}

/** A faulty connection between a client and the emulator. */
export class Detour {
  way: Way = {};
  /** The actions of the calls, in order. */
  calls: string[] = [];
  readonly #server: Server;

  private constructor(
    server: Server,
    private readonly emulator: string,
    readonly endpoint: string,
  ) {
    this.#server = server;
    server.on("request", (request, response) => {
      // A break behind becomes a break in front.
      this.#pass(request, response).catch(() => response.destroy());
    });
  }

  static async to(emulator: string): Promise<Detour> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    // A server that listens on TCP has an address of this kind.
    const { port } = server.address() as AddressInfo;
    return new Detour(server, emulator, `http://127.0.0.1:${String(port)}`);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const action = String(request.headers["x-tc-action"]);
    this.calls.push(action);
    const body = await bodyOf(request);
    const before = this.way.before?.(action);
    if (before === "lost") {
      response.destroy();
      return;
    }
    if (before === "twice") await this.#forward(request, body);
    const answered = await this.#forward(request, body);
    const spoiled = this.way.after?.(action);
    if (spoiled) spoiled(response, answered.text);
    else response.writeHead(answered.status, answered.headers).end(answered.text);
  }

  /** With the headers as they came, or the signature would not fit. */
  async #forward(
    { headers }: IncomingMessage,
    body: Buffer,
  ): Promise<{ status: number; headers: IncomingMessage["headers"]; text: string }> {
    const onward = send(this.emulator, { method: "POST", headers });
    onward.end(body);
    const [answered] = (await once(onward, "response")) as [IncomingMessage];
    return { status: answered.statusCode ?? 502, headers: answered.headers, text: (await bodyOf(answered)).toString() };
  }
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
