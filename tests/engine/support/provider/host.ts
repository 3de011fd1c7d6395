import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { serveEngine, type EngineServer, type Line } from "../engine/engineService";
import { DYNAMIC_PROVIDER, programFolder, REPOSITORY, type ProgramFolder } from "./programFolder";
import { environment, ProviderProcess } from "./providerProcess";

/**
 * Shared by the stacks of a test run: the engine's service, a program's folder, and a spare process of the provider,
 * because starting one takes half a second.
 */
export class Host {
  static #only: Promise<Host> | undefined;

  /** Made on first use; the end of the tests takes it down. */
  static get(): Promise<Host> {
    this.#only ??= this.#make();
    return this.#only;
  }

  static async #make(): Promise<Host> {
    const listeners = new Set<(line: Line) => void>();
    const server = await serveEngine((line) => {
      for (const listener of listeners) listener(line);
    });
    const folder = programFolder();
    process.on("exit", () => folder.remove());
    const compiled = join(folder.path, ".compiled");
    compileOnce(folder.path, compiled);
    return new Host(server, folder, listeners, compiled);
  }

  #spare: Promise<ProviderProcess> | undefined;

  private constructor(
    readonly server: EngineServer,
    readonly folder: ProgramFolder,
    readonly listeners: Set<(line: Line) => void>,
    private readonly compiled: string,
  ) {}

  /** A process that nobody has used yet, with nothing in its environment. */
  async process(): Promise<ProviderProcess> {
    const taken = this.#spare ?? this.start();
    this.#spare = this.start();
    // The taker of the process sees the error.
    this.#spare.catch(() => undefined);
    return taken;
  }

  start(env: Readonly<Record<string, string>> = {}, cwd = this.folder.path): Promise<ProviderProcess> {
    return ProviderProcess.start({
      engine: this.server.address,
      cwd,
      env: { ...quick(this.compiled), ...env },
    });
  }
}

/**
 * Half of the start of a process is compiling the SDK. A process that ends properly leaves the compiled code to the
 * others, which are killed.
 */
function compileOnce(cwd: string, cache: string): void {
  const program = `require(${JSON.stringify(DYNAMIC_PROVIDER)}); require("pulumi-tencentcloud-ciam/provider"); setTimeout(process.exit, 0)`;
  spawnSync(process.execPath, ["-e", program, "somewhere", "somewhere"], {
    cwd,
    env: { ...environment(cwd), ...quick(cache) },
  });
}

/** What a process is started with that shall be there soon. */
function quick(cache: string): Record<string, string> {
  return {
    NODE_COMPILE_CACHE: cache,
    NODE_OPTIONS: `--require=${join(REPOSITORY, "dist/tests/support/lazyPulumi.js")}`,
  };
}
