import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { crc32 } from "node:zlib";

/** Keys of a bucket: the one writes, the other is refused whatever is no reading. */
export type BucketKey = "reader" | "writer";

interface Answer {
  readonly status: number;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A bucket as Pulumi's backend uses one: the part of S3 that lists, reads, writes, copies and deletes objects. */
export class Bucket {
  /** Writes that were refused, as method and path. */
  readonly refused: string[] = [];
  private readonly objects = new Map<string, Buffer>();

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Bucket> {
    const server = createServer();
    const bucket = new Bucket(server);
    server.on("request", (request, response) => void bucket.serve(request, response));
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    return bucket;
  }

  /** For `PULUMI_BACKEND_URL`. */
  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `s3://state?endpoint=http://127.0.0.1:${port}&s3ForcePathStyle=true&disableSSL=true&region=ap-guangzhou`;
  }

  /** The variables by which Pulumi knows one of the keys. */
  static credentials(key: BucketKey): { AWS_ACCESS_KEY_ID: string; AWS_SECRET_ACCESS_KEY: string } {
    return { AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: "not-a-secret" };
  }

  /** Somebody who can write the bucket edits an object, such as the state of a stack. Answers what it was before. */
  edit(name: string, change: (text: string) => string): string {
    const object = this.objects.get(name);
    if (!object) throw new Error(`the bucket has ${[...this.objects.keys()].join(", ")} and no ${name}`);
    const before = object.toString("utf8");
    this.objects.set(name, Buffer.from(change(before)));
    return before;
  }

  close(): Promise<void> {
    return new Promise((closed) => {
      this.server.close(() => closed());
      this.server.closeAllConnections();
    });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { status, body = "", headers = {} } = this.answer(request, Buffer.concat(chunks));
    response.writeHead(status, { "content-length": Buffer.byteLength(body), ...headers });
    response.end(request.method === "HEAD" ? undefined : body);
  }

  private answer({ method = "", url = "", headers }: IncomingMessage, body: Buffer): Answer {
    const { pathname, searchParams } = new URL(url, "http://bucket");
    const name = nameIn(decodeURIComponent(pathname));
    const isRead = method === "GET" || method === "HEAD";
    if (!isRead && !/Credential=writer\//.test(headers.authorization ?? "")) {
      this.refused.push(`${method} ${pathname}`);
      return fault(403, "AccessDenied");
    }
    if (isRead && name === "") return this.list(searchParams);
    if (isRead) return this.read(name);
    const source = headers["x-amz-copy-source"];
    if (method === "DELETE") this.objects.delete(name);
    else if (method !== "PUT") return fault(501, "NotImplemented");
    else if (typeof source !== "string") this.objects.set(name, unchunked(body, headers["x-amz-content-sha256"]));
    else return this.copy(nameIn(decodeURIComponent(source)), name);
    return { status: method === "DELETE" ? 204 : 200, headers: { etag: '"0"' } };
  }

  private read(name: string): Answer {
    const object = this.objects.get(name);
    if (!object) return fault(404, "NoSuchKey");
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(object));
    const headers = {
      etag: '"0"',
      "x-amz-checksum-crc32": sum.toString("base64"),
      "last-modified": EVER.toUTCString(),
    };
    return { status: 200, body: object, headers };
  }

  private copy(from: string, to: string): Answer {
    const object = this.objects.get(from);
    if (!object) return fault(404, "NoSuchKey");
    this.objects.set(to, object);
    return xml(
      200,
      `<CopyObjectResult><ETag>"0"</ETag><LastModified>${EVER.toISOString()}</LastModified></CopyObjectResult>`,
    );
  }

  private list(query: URLSearchParams): Answer {
    const prefix = query.get("prefix") ?? "";
    const delimiter = query.get("delimiter") ?? "";
    const folders = new Set<string>();
    const contents = [...this.objects].sort().flatMap(([name, object]) => {
      if (!name.startsWith(prefix)) return [];
      const end = delimiter === "" ? -1 : name.indexOf(delimiter, prefix.length);
      if (end < 0)
        return [
          `<Contents><Key>${name}</Key><LastModified>${EVER.toISOString()}</LastModified><ETag>"0"</ETag><Size>${object.length}</Size></Contents>`,
        ];
      folders.add(name.slice(0, end + 1));
      return [];
    });
    const prefixes = [...folders].map((folder) => `<CommonPrefixes><Prefix>${folder}</Prefix></CommonPrefixes>`);
    const head = `<Name>state</Name><KeyCount>${contents.length}</KeyCount><IsTruncated>false</IsTruncated>`;
    return xml(200, `<ListBucketResult>${head}${contents.join("")}${prefixes.join("")}</ListBucketResult>`);
  }
}

/** Nobody here asks how old an object is. */
const EVER = new Date("2026-01-01T00:00:00Z");

/** What comes after the name of the bucket. */
function nameIn(path: string): string {
  return path.replace(/^\/?[^/]*\/?/, "");
}

function xml(status: number, body: string): Answer {
  return {
    status,
    body: `<?xml version="1.0" encoding="UTF-8"?>${body}`,
    headers: { "content-type": "application/xml" },
  };
}

function fault(status: number, code: string): Answer {
  return xml(status, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

/** A body that is signed piece by piece has the length of each piece before it. */
function unchunked(body: Buffer, kind: string | string[] | undefined): Buffer {
  if (!String(kind).startsWith("STREAMING-")) return body;
  const pieces: Buffer[] = [];
  for (let at = 0; ;) {
    const start = body.indexOf("\r\n", at) + 2;
    const length = parseInt(body.toString("latin1", at, start), 16);
    if (!(length > 0)) return Buffer.concat(pieces);
    pieces.push(body.subarray(start, start + length));
    at = start + length + 2;
  }
}
