import { fork } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { performance } from "node:perf_hooks";
import type { Emulator } from "../emulator";
import { sign } from "../ciam/transport/tc3";

/** A call to repeat, by this many callers at once, for this long. */
export interface Load {
  readonly endpoint: string;
  readonly secretId: string;
  readonly secretKey: string;
  readonly action: string;
  readonly request: object;
  readonly callers: number;
  readonly seconds: number;
}

/**
 * The calls a second that an emulator answers. The callers run in their own process and cost as little as possible,
 * because they share the machine: each sends the same signed bytes over one socket and waits for the answer. A
 * signature is valid for five minutes by the service's own rule.
 */
export async function callsPerSecond(
  { endpoint, secretId, secretKey }: Pick<Emulator, "endpoint" | "secretId" | "secretKey">,
  load: Pick<Load, "action" | "request" | "callers" | "seconds">,
): Promise<number> {
  const child = fork(__filename, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  child.send({ endpoint, secretId, secretKey, ...load } satisfies Load);
  const [rate] = (await once(child, "message")) as [number];
  await once(child, "exit");
  return rate;
}

async function run(load: Load): Promise<number> {
  const until = performance.now() + load.seconds * 1000;
  const began = performance.now();
  const counts = await Promise.all(Array.from({ length: load.callers }, () => call(load, until)));
  const total = counts.reduce((sum, count) => sum + count, 0);
  return (total / (performance.now() - began)) * 1000;
}

/** One caller; returns the number of its answered calls. */
function call(load: Load, until: number): Promise<number> {
  const { hostname, port } = new URL(load.endpoint);
  const bytes = signed(load);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    let count = 0;
    let received = "";
    socket.on("error", reject);
    socket.on("connect", () => socket.write(bytes));
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      if (!isWhole(received)) return;
      if (received.includes('"Error"')) {
        reject(new Error(received));
        return;
      }
      count++;
      received = "";
      if (performance.now() < until) {
        socket.write(bytes);
      } else {
        socket.destroy();
        resolve(count);
      }
    });
  });
}

function isWhole(received: string): boolean {
  const head = received.indexOf("\r\n\r\n");
  if (head === -1) return false;
  const [, length = "0"] = /content-length: (\d+)/i.exec(received) ?? [];
  return received.length >= head + 4 + Number(length);
}

function signed({ endpoint, secretId, secretKey, action, request }: Load): Buffer {
  const { host } = new URL(endpoint);
  const body = JSON.stringify(request);
  const contentType = "application/json";
  const timestamp = Math.floor(Date.now() / 1000);
  const { authorization } = sign({ host, contentType, service: "ciam", timestamp, body, secretId, secretKey });
  const head = [
    "POST / HTTP/1.1",
    `Host: ${host}`,
    `Content-Type: ${contentType}`,
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    `X-TC-Action: ${action}`,
    "X-TC-Version: 2022-03-31",
    `X-TC-Timestamp: ${String(timestamp)}`,
    "X-TC-Region: ap-guangzhou",
    `Authorization: ${authorization}`,
  ];
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`);
}

if (require.main === module) {
  process.once("message", (load: Load) => {
    run(load).then(
      (rate) => process.send?.(rate, () => process.disconnect()),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
