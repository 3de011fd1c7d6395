import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server on this machine with the answers of a test. */
export class TestServer {
  url = "";
  readonly requests: { headers: IncomingMessage["headers"]; body: Buffer; fromPort: number | undefined }[] = [];
  #answer: (response: ServerResponse) => void = (response) => response.end();
  #server: Server | undefined;

  async open(): Promise<void> {
    const listener: RequestListener = (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { headers, socket } = request;
        this.requests.push({ headers, body: Buffer.concat(chunks), fromPort: socket.remotePort });
        this.#answer(response);
      });
      request.on("error", () => undefined);
    };
    const server = createServer(listener);
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // A server that listens on a port has an address of this kind.
    const { port } = server.address() as AddressInfo;
    this.url = `http://127.0.0.1:${String(port)}`;
  }

  answer(how: (response: ServerResponse) => void): void {
    this.requests.length = 0;
    this.#answer = how;
  }

  answerJson(value: unknown, headers: Record<string, string> = {}): void {
    this.answer((response) => response.writeHead(200, headers).end(JSON.stringify(value)));
  }

  async close(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
