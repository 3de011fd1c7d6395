import { Readable, Writable } from "node:stream";
import { run } from "../../../cli/run";

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly stdin?: string | Buffer;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Whether a person sits before it. */
  readonly tty?: boolean;
  readonly signal?: AbortSignal;
}

/** Runs the command inside this process. */
export async function ciam(
  args: readonly string[],
  { stdin = "", env = {}, tty = false, signal }: RunOptions = {},
): Promise<Ran> {
  const stdout = new Written(tty);
  const stderr = new Written(tty);
  const code = await run(args, { stdout, stderr, stdin: Readable.from([Buffer.from(stdin)]), env }, signal);
  return { code, stdout: stdout.text, stderr: stderr.text };
}

class Written extends Writable {
  private readonly chunks: Buffer[] = [];

  constructor(readonly isTTY: boolean) {
    super();
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.chunks.push(chunk);
    done();
  }

  get text(): string {
    return Buffer.concat(this.chunks).toString("utf8");
  }
}
