import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Emulator } from "../../emulator";

const MAIN = join(__dirname, "../../emulator/main.js");

type Variables = Readonly<Record<string, string>>;

/** The result of a run of the command. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command to its end. */
export async function finished(args: readonly string[], stdin = "", variables: Variables = {}): Promise<Finished> {
  const env = { ...process.env, ...variables };
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ["pipe", "pipe", "pipe"] });
  // The process may end before it reads its input.
  child.stdin.on("error", () => undefined);
  child.stdin.end(stdin);
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout: await stdout, stderr: await stderr };
}

/** An emulator in its own process. */
export class EmulatorProcess {
  private constructor(
    private readonly child: ChildProcess,
    /** When its process was started, by `performance.now`. */
    readonly began: number,
    readonly readyLine: string,
    /** From the start of the process to its ready line, in milliseconds. */
    readonly startedIn: number,
    /** All it wrote to stderr, once it has ended. */
    readonly log: Promise<string>,
  ) {}

  static start(...args: string[]): Promise<EmulatorProcess> {
    return EmulatorProcess.within({}, ...args);
  }

  /** Starts it with these variables, as a container does. */
  static async within(variables: Variables, ...args: string[]): Promise<EmulatorProcess> {
    const env = { ...process.env, ...variables };
    const began = performance.now();
    const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
    const errors = textOf(child.stderr);
    const line = await Promise.race([firstLine(child.stdout), once(child, "close").then(() => undefined)]);
    if (line === undefined) throw new Error(`the emulator ended: ${await errors}`);
    return new EmulatorProcess(child, began, line, performance.now() - began, errors);
  }

  get ready(): Omit<Emulator, "close"> {
    return JSON.parse(this.readyLine) as Emulator;
  }

  /** Resident memory in MiB, as the system counts it. */
  get memory(): number {
    const status = readFileSync(`/proc/${String(this.child.pid)}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  }

  /** The processor time used so far. */
  get cpuSeconds(): number {
    const stat = readFileSync(`/proc/${String(this.child.pid)}/stat`, "utf8");
    const [user, system] = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .slice(11, 13);
    // In ticks, of which Linux tells a hundred for each second.
    return (Number(user) + Number(system)) / 100;
  }

  /** Ends it; returns its exit code, or undefined if the signal left no time for one. */
  async end(signal: "SIGTERM" | "SIGINT" | "SIGKILL" = "SIGKILL"): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const closed = once(this.child, "close");
    this.child.kill(signal);
    const [code] = (await closed) as [number | null];
    return code;
  }
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  return text;
}

function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    stream.on("data", (chunk: Buffer) => {
      text += String(chunk);
      if (text.includes("\n")) resolve(text);
    });
  });
}
