import type { IncomingMessage } from "node:http";

/** What is over the limit is read and dropped up to here, so that the caller gets to see the refusal; then it is hung up on. */
const PATIENCE = 64 * 1024 * 1024;

export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | "too-large"> {
  const chunks: Buffer[] = [];
  let size = 0;
  // A request without an encoding set hands out buffers.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) chunks.length = 0;
    else chunks.push(chunk);
    if (size > Math.max(PATIENCE, limit)) {
      request.socket.destroy();
      break;
    }
  }
  return size > limit ? "too-large" : Buffer.concat(chunks);
}
