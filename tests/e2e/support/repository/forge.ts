import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

/** Somebody who writes comments, by what GitHub and GitLab tell of such a one. */
export interface Author {
  readonly id: number;
  readonly login: string;
  readonly type: "Bot" | "User";
}

interface Comment {
  readonly id: number;
  body: string;
  readonly author: Author;
}

/** What a token of a GitHub workflow writes as; GitLab goes by the number. */
export const BOT: Author = { id: 41898282, login: "github-actions[bot]", type: "Bot" };
export const COLLEAGUE: Author = { id: 7, login: "colleague", type: "User" };

const bodySchema = z.object({ body: z.string() });

/** The part of a forge's API that keeps the comments of one pull request. The key that lets a request in is the bot's. */
export class Forge {
  readonly comments: Comment[] = [{ id: 1, body: "Looks good.", author: COLLEAGUE }];
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

  /** Somebody writes a comment by hand. */
  write(body: string, author: Author = COLLEAGUE): Comment {
    const comment = { id: this.comments.length + 1, body, author };
    this.comments.push(comment);
    return comment;
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
    const { pathname, searchParams } = new URL(url, this.url);
    if (method === "GET" && pathname.endsWith("/user"))
      return { status: 200, body: { id: BOT.id, username: BOT.login } };
    if (method === "GET") {
      const size = Number(searchParams.get("per_page") ?? 30);
      const from = (Number(searchParams.get("page") ?? 1) - 1) * size;
      return { status: 200, body: this.comments.slice(from, from + size).map(told) };
    }
    const { body } = bodySchema.parse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
    const id = Number(/\/(\d+)$/.exec(pathname)?.[1]);
    // POST has the number of the pull request in another place, and ends in the name of the collection.
    const comment = Number.isNaN(id) ? this.write(body, BOT) : this.comments.find((one) => one.id === id);
    if (!comment) return { status: 404, body: { message: "Not Found" } };
    // A maintainer's token may edit the comments of others: that nothing is written into them is up to the caller.
    comment.body = body;
    return { status: 200, body: told(comment) };
  }
}

/** As GitHub and as GitLab say it. */
function told({ id, body, author }: Comment): unknown {
  const { login, type } = author;
  return {
    id,
    body,
    html_url: `https://github.com/acme/users/pull/42#${id}`,
    user: { id: author.id, login, type },
    author: { id: author.id, username: login },
  };
}
