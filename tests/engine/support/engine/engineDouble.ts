import type { Command } from "./command";
import { Deployment } from "./deployment";
import type { Line } from "./engineService";
import { Host } from "../provider/host";
import { CommandFailed, type Failure, type Outcome, type Step } from "./outcome";
import type { Program } from "../program";
import type { ProviderProcess } from "../provider/providerProcess";
import { Snapshot } from "./snapshot";
import { EMPTY, type ResourceState, type StackState } from "../state/state";
import { destroy, refresh } from "./stateCommands";
import type { Values } from "../state/values";

export interface StackOptions {
  /** The stack's whole configuration. */
  readonly config: Values;
  readonly name?: string;
  /** The environment of the shell that runs `pulumi`. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Commands share a process until it is killed, to save start time; by default each has its own. One that deletes what
   * the others made has its own all the same: no process deletes users that it has itself declared.
   */
  readonly sharesProcess?: boolean;
}

/** The command died with the engine that ran it. */
export class EngineDied extends Error {
  override readonly name = "EngineDied";
}

interface Running {
  readonly process: ProviderProcess;
  readonly snapshot: Snapshot;
  wasKilled: boolean;
  engineDied: boolean;
}

/**
 * Keeps the state of a stack as the engine does, and drives the real process of a dynamic provider by the engine's
 * rules. Every command has its own process, like every `pulumi`, unless told otherwise.
 */
export class EngineDouble {
  state: StackState = EMPTY;
  config: Values;
  readonly name: string;
  readonly #env: StackOptions["env"];
  readonly #host: Host;
  readonly #sharesProcess: boolean;
  #kept: { process: ProviderProcess; config: Values } | undefined;
  #running: Running | undefined;

  private constructor(host: Host, { config, name = "dev", env, sharesProcess = false }: StackOptions) {
    this.#host = host;
    this.config = config;
    this.name = name;
    this.#env = env;
    this.#sharesProcess = sharesProcess;
  }

  static async start(options: StackOptions): Promise<EngineDouble> {
    return new EngineDouble(await Host.get(), options);
  }

  async up(program: Program, { replace = [] }: { replace?: readonly string[] } = {}): Promise<Outcome> {
    if (replace.length > 0) await this.close();
    return this.#run("up", this.config, (command) =>
      new Deployment(command, { stack: this.name, replace }).run(program),
    );
  }

  preview(program: Program, { replace = [] }: { replace?: readonly string[] } = {}): Promise<Outcome> {
    return this.#run("preview", this.config, (command) =>
      new Deployment(command, { stack: this.name, replace }).run(program),
    );
  }

  refresh(): Promise<Outcome> {
    return this.#run("refresh", this.state.config, refresh);
  }

  async destroy(): Promise<Outcome> {
    await this.close();
    return this.#run("destroy", this.state.config, destroy);
  }

  /** The record of a resource. */
  resource(name: string): ResourceState {
    const found = this.state.resources.find(({ urn, delete: waits }) => urn.endsWith(`::${name}`) && !waits);
    if (!found) throw new Error(`the state has no resource ${name}`);
    return found;
  }

  /** SIGKILL for the process of the provider; the engine lives and notes that the step failed. */
  async kill(): Promise<void> {
    if (!this.#running) return;
    this.#running.wasKilled = true;
    await this.#running.process.kill();
  }

  /** SIGKILL for the engine too: the state stays as it was last written. */
  async die(): Promise<void> {
    if (!this.#running) return;
    this.#running.engineDied = true;
    this.#running.snapshot.freeze();
    await this.kill();
  }

  /** The engine dies, and the provider continues: nobody takes its answer. */
  dieAlone(): Promise<void> {
    if (this.#running) {
      this.#running.engineDied = true;
      this.#running.snapshot.freeze();
    }
    return Promise.resolve();
  }

  /** ctrl-C, once. */
  async interrupt(): Promise<void> {
    await this.#running?.process.calls.cancel();
  }

  /** Ends a shared process. */
  async close(): Promise<void> {
    await this.#kept?.process.stop();
    this.#kept = undefined;
  }

  async #run(
    verb: "up" | "preview" | "refresh" | "destroy",
    config: Values,
    work: (command: Command) => Promise<void>,
  ): Promise<Outcome> {
    const process = await this.#process(config);
    const snapshot = new Snapshot(this.state, config);
    const [printedBefore, answeredBefore] = [process.printed.length, process.calls.answers.length];
    const running: Running = { process, snapshot, wasKilled: false, engineDied: false };
    this.#running = running;
    const lines = warningsOf(this.state);
    const stopListening = this.#listen(lines);
    const steps: Step[] = [];
    const failures: Failure[] = [];
    try {
      await work({ calls: process.calls, snapshot, isPreview: verb === "preview", steps, failures });
    } finally {
      if (verb !== "preview") this.state = snapshot.state;
      this.#running = undefined;
      this.#kept = undefined;
      if (this.#sharesProcess && !running.wasKilled) this.#kept = { process, config };
      else await process.stop();
      stopListening();
    }
    if (running.engineDied) throw new EngineDied(`the engine was killed during ${verb}`);
    const printed = process.printed.slice(printedBefore).map(({ text }) => text);
    const outcome = { steps, failures, lines, printed, answers: process.calls.answers.slice(answeredBefore) };
    if (failures.length > 0) throw new CommandFailed(outcome);
    return outcome;
  }

  async #process(config: Values): Promise<ProviderProcess> {
    if (this.#kept?.config === config) return this.#kept.process;
    await this.close();
    const process = await (this.#env ? this.#host.start(this.#env) : this.#host.process());
    await process.calls.configure(config);
    return process;
  }

  #listen(lines: Line[]): () => void {
    const ours = `urn:pulumi:${this.name}::`;
    const listener = (line: Line) => {
      if (line.urn === "" || line.urn.startsWith(ours)) lines.push(line);
    };
    this.#host.listeners.add(listener);
    return () => this.#host.listeners.delete(listener);
  }
}

/** The warnings about an interrupted command. */
function warningsOf({ pendingOperations }: StackState): Line[] {
  return pendingOperations.map(({ urn, type }) => ({
    severity: "warning",
    urn: "",
    ephemeral: false,
    message: `${urn} was interrupted while ${type}`,
  }));
}

/** The outcome of a command that is expected to fail. */
export async function failing(command: Promise<Outcome>): Promise<Outcome> {
  try {
    await command;
  } catch (error) {
    if (error instanceof CommandFailed) return error.outcome;
    throw error;
  }
  throw new Error("the command was to fail and did not");
}
