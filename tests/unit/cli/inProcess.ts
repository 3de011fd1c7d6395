import { Readable, Writable } from "node:stream";
import { run } from "../../../cli/shell/run";

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly stdin?: string | Buffer;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** True for a person at a screen. */
  readonly tty?: boolean;
  /** The typed text. */
  readonly typed?: string;
  readonly signal?: AbortSignal;
}

/** Runs the command inside this process. */
export async function ciam(
  args: readonly string[],
  { stdin = "", env = {}, tty = false, typed, signal }: RunOptions = {},
): Promise<Ran> {
  const stdout = new Written(tty);
  const stderr = new Written(tty);
  const code = await run(
    args,
    { stdout, stderr, stdin: typed === undefined ? Readable.from([Buffer.from(stdin)]) : new Keyboard(typed), env },
    signal,
  );
  return { code, stdout: stdout.text, stderr: stderr.text };
}

/** A terminal that echoes typed text unless told not to. */
class Keyboard extends Readable {
  readonly isTTY = true;
  private raw = false;

  constructor(private typed: string) {
    super();
  }

  setRawMode(raw: boolean): void {
    this.raw = raw;
  }

  override _read(): void {
    if (!this.raw) throw new Error("what is typed would be shown");
    const [key = null] = this.typed;
    this.typed = this.typed.slice(1);
    this.push(key);
  }
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
