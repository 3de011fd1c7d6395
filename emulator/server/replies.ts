import type { ServerResponse } from "node:http";

/** Has no header that would let a web page of another origin read it. */
export function plain(response: ServerResponse, status: number, text: string): void {
  reply(response, status, "text/plain; charset=utf-8", `${text}\n`);
}

export function data(response: ServerResponse, status: number, value: unknown): void {
  reply(response, status, "application/json", `${JSON.stringify(value)}\n`);
}

export function reply(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, {
    "Content-Type": type,
    "Content-Length": Buffer.byteLength(text),
    "X-Content-Type-Options": "nosniff",
  });
  response.end(text);
}
