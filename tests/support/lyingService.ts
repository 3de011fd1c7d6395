import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A reply as it comes: any JSON. */
type Reply = Record<string, unknown>;

/** A proxy before an emulator that changes its replies. */
export class LyingService {
  /** Changes the reply to an action, in place. */
  lie: (action: string, reply: Reply) => void = () => undefined;

  private constructor(
    private readonly server: Server,
    readonly endpoint: string,
  ) {}

  static async before(endpoint: string): Promise<LyingService> {
    const { port } = new URL(endpoint);
    const server = createServer((incoming, response) => {
      const { method, url, headers } = incoming;
      const forwarded = request({ host: "127.0.0.1", port, method, path: url, headers }, (reply) => {
        const chunks: Buffer[] = [];
        reply.on("data", (chunk: Buffer) => chunks.push(chunk));
        reply.on("end", () => {
          const whole = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { Response: Reply };
          service.lie(String(headers["x-tc-action"]), whole.Response);
          response.writeHead(reply.statusCode ?? 500, { "content-type": "application/json" });
          response.end(JSON.stringify(whole));
        });
      });
      incoming.pipe(forwarded);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // A server that listens on a port has an address of this kind.
    const service = new LyingService(server, `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
    return service;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
