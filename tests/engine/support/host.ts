import { serveEngine, type EngineServer, type Line } from "./engineService";
import { programFolder, type ProgramFolder } from "./programFolder";
import { ProviderProcess } from "./providerProcess";

/**
 * What the stacks of a test run share: the engine's service, a program's folder, and a process of the provider that
 * is always on its way, because starting one takes half a second.
 */
export class Host {
  static #only: Promise<Host> | undefined;

  /** Made when it is first asked for; the end of the tests takes it down. */
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
    return new Host(server, folder, listeners);
  }

  #spare: Promise<ProviderProcess> | undefined;

  private constructor(
    readonly server: EngineServer,
    readonly folder: ProgramFolder,
    readonly listeners: Set<(line: Line) => void>,
  ) {}

  /** A process that nobody has used yet, with nothing in its environment. */
  async process(): Promise<ProviderProcess> {
    const taken = this.#spare ?? this.start();
    this.#spare = this.start();
    // Whoever takes it sees the error.
    this.#spare.catch(() => undefined);
    return taken;
  }

  start(env: Readonly<Record<string, string>> = {}, cwd = this.folder.path): Promise<ProviderProcess> {
    return ProviderProcess.start({ engine: this.server.address, cwd, env });
  }
}
