import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EmulatorProcess } from "./emulator";

/** The output of a command, and its end. */
export interface Printed {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

/**
 * A Pulumi project in a temporary folder, with its own emulator and a Pulumi that keeps its state and home in the same
 * folder: neither the checkout nor the user's own Pulumi is touched.
 */
export class DemoProject {
  private constructor(
    private readonly folder: string,
    readonly emulator: EmulatorProcess,
    private readonly signal: AbortSignal,
  ) {}

  /** `emulator` are options of `ciam-emulator`. */
  static async create(repository: string, signal: AbortSignal, emulator: readonly string[] = []): Promise<DemoProject> {
    const folder = mkdtempSync(join(tmpdir(), "ciam-demo-"));
    try {
      for (const name of ["project", "state"]) mkdirSync(join(folder, name));
      symlinkSync(join(repository, "node_modules"), join(folder, "project", "node_modules"), "junction");
      return new DemoProject(folder, await EmulatorProcess.start(repository, emulator), signal);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Ends the processes and removes the files. */
  async remove(): Promise<void> {
    await this.emulator.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Runs `pulumi` in the project. */
  pulumi(args: readonly string[]): Promise<Printed> {
    return this.run("pulumi", args);
  }

  /** Runs a shell line in the project; `ciam` is the command of this package and knows the emulator. */
  shell(line: string, repository: string): Promise<Printed> {
    const bin = join(this.folder, "bin");
    mkdirSync(bin, { recursive: true });
    const main = join(repository, "dist/cli/main.js");
    writeFileSync(join(bin, "ciam"), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`, { mode: 0o755 });
    return this.run("sh", ["-c", line], {
      PATH: `${bin}:${process.env.PATH ?? ""}`,
      TENCENTCLOUD_CIAM_ENDPOINT: this.emulator.ready.endpoint,
    });
  }

  private async run(command: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Printed> {
    this.signal.throwIfAborted();
    const child = spawn(command, args, {
      cwd: this.project,
      env: { ...this.environment(), ...more },
      stdio: ["ignore", "pipe", "pipe"],
    });
    // Interrupted like a person would, so that it ends its own processes; the folder is removed once they are gone.
    const stop = (): void => void child.kill("SIGINT");
    this.signal.addEventListener("abort", stop, { once: true });
    const printed = { out: "", err: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (printed.out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (printed.err += text));
    try {
      const [code] = (await once(child, "close")) as [number | null];
      this.signal.throwIfAborted();
      return { ...printed, code: code ?? 1 };
    } finally {
      this.signal.removeEventListener("abort", stop);
    }
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.project, file), text);
  }

  /** Copies a file or a folder into the project. */
  copy(from: string, to: string): void {
    cpSync(from, join(this.project, to), { recursive: true });
  }

  /** Edits a file of the project. */
  edit(file: string, change: (text: string) => string): { before: string; after: string } {
    const path = join(this.project, file);
    const before = readFileSync(path, "utf8");
    const after = change(before);
    if (after === before) throw new Error(`the demo no longer fits ${file}: its edit changes nothing`);
    this.write(file, after);
    return { before, after };
  }

  private get project(): string {
    return join(this.folder, "project");
  }

  private environment(): NodeJS.ProcessEnv {
    const own = /^(?:PULUMI|TENCENTCLOUD)_/;
    const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
    return {
      ...inherited,
      PULUMI_HOME: join(this.folder, "home"),
      PULUMI_BACKEND_URL: `file://${join(this.folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      TENCENTCLOUD_SECRET_ID: this.emulator.ready.secretId,
      TENCENTCLOUD_SECRET_KEY: this.emulator.ready.secretKey,
    };
  }
}
