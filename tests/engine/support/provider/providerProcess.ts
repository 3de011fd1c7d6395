import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { DYNAMIC_PROVIDER } from "./programFolder";
import { ProviderCalls } from "./providerCalls";

/** A line of the process's own output, which the engine shows on the row of the stack. */
export interface Printed {
  readonly stream: "stdout" | "stderr";
  readonly text: string;
}

export interface ProcessOptions {
  /** The address of the engine's service; the process gets it as its last argument. */
  readonly engine: string;
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The arguments that an engine with full logging puts before its address. */
const VERBOSE = ["--logtostderr", "-v=9"];

/** The real process that runs dynamic providers, as the engine starts it. */
export class ProviderProcess {
  readonly printed: Printed[] = [];

  private constructor(
    private readonly child: ChildProcess,
    readonly calls: ProviderCalls,
    readonly exited: Promise<unknown>,
  ) {}

  static async start({ engine, cwd, env = {} }: ProcessOptions): Promise<ProviderProcess> {
    const child = spawn(process.execPath, [DYNAMIC_PROVIDER, ...VERBOSE, engine], {
      cwd,
      env: { ...environment(cwd), ...env },
      stdio: "pipe",
    });
    running.add(child);
    const exited = once(child, "exit").finally(() => running.delete(child));
    const output = createInterface(child.stdout);
    const [port] = (await Promise.race([once(output, "line"), exited.then(() => ["nothing: it ended"])])) as [string];
    if (!/^\d+$/.test(port)) throw new Error(`the provider process printed ${port} where its port should be`);
    const process_ = new ProviderProcess(child, new ProviderCalls(`127.0.0.1:${port}`), exited);
    output.on("line", (text) => process_.printed.push({ stream: "stdout", text }));
    createInterface(child.stderr).on("line", (text) => process_.printed.push({ stream: "stderr", text }));
    return process_;
  }

  /** Ends it as the engine does after every command. */
  stop(): Promise<void> {
    return this.#end("SIGINT");
  }

  /** Without a chance to say anything. */
  kill(): Promise<void> {
    return this.#end("SIGKILL");
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    this.child.kill(signal);
    await this.exited;
    this.calls.close();
  }
}

/** Nothing of the tester's own: no credentials, no settings, no home. */
export function environment(home: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    HOME: home,
    PULUMI_NODEJS_PROJECT: "shop",
    PULUMI_PROJECT: "shop",
  };
}

/** No process outlives the tests. */
const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});
