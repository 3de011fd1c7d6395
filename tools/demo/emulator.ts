import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";

const readyLine = z.object({ endpoint: z.string(), secretId: z.string(), secretKey: z.string(), admin: z.string() });
const journal = z.object({ counts: z.record(z.string(), z.number()) });

/** A `ciam-emulator` process, started as anybody would. */
export class EmulatorProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly ready: z.infer<typeof readyLine>,
  ) {}

  static async start(repository: string, options: readonly string[]): Promise<EmulatorProcess> {
    const child = spawn(process.execPath, [join(repository, "dist/emulator/main.js"), ...options], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      const first = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
      return new EmulatorProcess(child, readyLine.parse(JSON.parse(String(first.value))));
    } catch (error) {
      child.kill();
      throw new Error("ciam-emulator did not start", { cause: error });
    }
  }

  /** The number of calls of each action since the start, or since `forgetCalls`. */
  async calls(): Promise<Record<string, number>> {
    const reply = await fetch(`${this.ready.admin}/calls`);
    return journal.parse(await reply.json()).counts;
  }

  async forgetCalls(): Promise<void> {
    await fetch(`${this.ready.admin}/calls`, { method: "DELETE" });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, "exit");
    this.child.kill();
    await ended;
  }
}
