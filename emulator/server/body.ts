import type { IncomingMessage } from "node:http";

/**
 * A body over the limit is read and dropped up to this size, so that the caller sees the refusal; then the connection
 * is cut.
 */
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
