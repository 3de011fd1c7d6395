import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Ready } from "./cli";
import { ProviderCalls } from "./providerCalls";
import { environment } from "./providerProcess";

/** A CLI in its own process, and the provider it started; the test talks to the provider directly. */
export class SeparateCli {
  private constructor(
    private readonly cli: ChildProcess,
    private readonly group: number,
    readonly calls: ProviderCalls,
  ) {}

  static async start(cwd: string): Promise<SeparateCli> {
    const cli = spawn(process.execPath, [join(__dirname, "cli.js")], {
      cwd,
      env: environment(cwd),
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface(cli.stdout), "line")) as [string];
    const { port, group } = JSON.parse(line) as Ready;
    return new SeparateCli(cli, group, new ProviderCalls(`127.0.0.1:${port}`));
  }

  /** SIGKILL for the CLI alone. */
  async kill(): Promise<void> {
    if (this.cli.exitCode !== null || this.cli.signalCode !== null) return;
    this.cli.kill("SIGKILL");
    await once(this.cli, "exit");
  }

  /** Leaves nothing behind. */
  async close(): Promise<void> {
    await this.kill();
    this.calls.close();
    process.kill(-this.group, "SIGKILL");
  }
}
