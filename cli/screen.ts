import { constants } from "node:buffer";
import type { Readable, Writable } from "node:stream";
import { UsageError } from "../provider/ciam/usageError";
import { coloured, plain, type Paint } from "./render/paint";

/** Where the command speaks and listens; handed in, so that it can be run inside a test. */
export interface Screen {
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly stdin: Readable & { readonly isTTY?: boolean; setRawMode?(mode: boolean): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Colours only where a person looks, and not when the person does not want them (https://no-color.org). */
export function paintFor({ env }: Screen, stream: { readonly isTTY?: boolean }): Paint {
  return stream.isTTY && !env.NO_COLOR && env.TERM !== "dumb" ? coloured : plain;
}

export function say({ stdout }: Screen, text: string): void {
  stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

export function sayJson(screen: Screen, value: unknown): void {
  say(screen, JSON.stringify(value, undefined, 2));
}

/** For people, beside the output: a warning, or what is going on. */
export function remark({ stderr }: Screen, text: string): void {
  stderr.write(`${text}\n`);
}

/** A line that changes as long as it is true; nothing in a pipe. */
export class Progress {
  private isShown = false;

  constructor(private readonly screen: Screen) {}

  show(text: string): void {
    if (!this.screen.stderr.isTTY) return;
    this.screen.stderr.write(`\r\u001b[2K${text}`);
    this.isShown = true;
  }

  clear(): void {
    if (this.isShown) this.screen.stderr.write("\r\u001b[2K");
    this.isShown = false;
  }
}

/** What comes in until it ends. No text can be longer than this, and what never ends is not waited for. */
export async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : (chunk as Buffer);
    length += bytes.length;
    if (length > constants.MAX_STRING_LENGTH) throw new UsageError("the standard input is larger than 512 MiB");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
