import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

interface Comment {
  readonly id: number;
  body: string;
}

const bodySchema = z.object({ body: z.string() });

/** The part of a forge's API that keeps the comments of one pull request. */
export class Forge {
  readonly comments: Comment[] = [{ id: 1, body: "Looks good." }];
  /** Method and path of each request. */
  readonly requests: string[] = [];

  private constructor(
    private readonly server: Server,
    /** What a request must bring to be let in: a header and its value. */
    private readonly key: readonly [header: string, value: string],
  ) {}

  static async open(key: readonly [header: string, value: string]): Promise<Forge> {
    const server = createServer();
    const forge = new Forge(server, key);
    server.on("request", (request, response) => {
      void forge.answer(request).then(({ status, body }) => {
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    return forge;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((closed) => {
      this.server.close(() => closed());
      this.server.closeAllConnections();
    });
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const { method = "", url = "" } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    this.requests.push(`${method} ${url}`);
    const [header, value] = this.key;
    if (request.headers[header] !== value) return { status: 401, body: { message: "Bad credentials" } };
    if (method === "GET") return { status: 200, body: this.comments };
    const { body } = bodySchema.parse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
    const id = Number(/\/(\d+)$/.exec(url)?.[1]);
    // POST has the number of the pull request in another place, and ends in the name of the collection.
    const comment = Number.isNaN(id)
      ? { id: this.comments.length + 1, body }
      : this.comments.find((one) => one.id === id);
    if (!comment) return { status: 404, body: { message: "Not Found" } };
    comment.body = body;
    if (Number.isNaN(id)) this.comments.push(comment);
    return { status: 200, body: { ...comment, html_url: `https://github.com/acme/users/pull/42#${comment.id}` } };
  }
}
