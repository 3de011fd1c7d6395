import type { Command } from "./command";
import { Deployment } from "./deployment";
import type { Line } from "./engineService";
import { Host } from "./host";
import { CommandFailed, type Failure, type Outcome, type Step } from "./outcome";
import type { Program } from "./program";
import type { ProviderProcess } from "./providerProcess";
import { Snapshot } from "./snapshot";
import { EMPTY, type ResourceState, type StackState } from "./state";
import { destroy, refresh } from "./stateCommands";
import type { Values } from "./values";

export interface StackOptions {
  /** The stack's whole configuration. */
  readonly config: Values;
  readonly name?: string;
  /** What the shell that runs `pulumi` has in its environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The command died with the engine that ran it. */
export class EngineDied extends Error {
  override readonly name = "EngineDied";
}

/**
 * Keeps the state of a stack as the engine does and drives the real process of a dynamic provider by its rules. Every
 * command has a process of its own, as every `pulumi` has.
 */
export class EngineDouble {
  state: StackState = EMPTY;
  config: Values;
  readonly name: string;
  readonly #env: StackOptions["env"];
  readonly #host: Host;
  #running: { process: ProviderProcess; snapshot: Snapshot; died: boolean } | undefined;

  private constructor(host: Host, { config, name = "dev", env }: StackOptions) {
    this.#host = host;
    this.config = config;
    this.name = name;
    this.#env = env;
  }

  static async start(options: StackOptions): Promise<EngineDouble> {
    return new EngineDouble(await Host.get(), options);
  }

  up(program: Program, { replace = [] }: { replace?: readonly string[] } = {}): Promise<Outcome> {
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

  destroy(): Promise<Outcome> {
    return this.#run("destroy", this.state.config, destroy);
  }

  /** What is recorded of a resource. */
  resource(name: string): ResourceState {
    const found = this.state.resources.find(({ urn, delete: waits }) => urn.endsWith(`::${name}`) && !waits);
    if (!found) throw new Error(`the state has no resource ${name}`);
    return found;
  }

  /** SIGKILL for the process of the provider; the engine lives and notes that the step failed. */
  async kill(): Promise<void> {
    await this.#running?.process.kill();
  }

  /** SIGKILL for the engine too: the state stays as it was last written. */
  async die(): Promise<void> {
    if (!this.#running) return;
    this.#running.died = true;
    this.#running.snapshot.freeze();
    await this.#running.process.kill();
  }

  async #run(
    verb: "up" | "preview" | "refresh" | "destroy",
    config: Values,
    work: (command: Command) => Promise<void>,
  ): Promise<Outcome> {
    const process = await (this.#env ? this.#host.start(this.#env) : this.#host.process());
    const snapshot = new Snapshot(this.state, config);
    const running = { process, snapshot, died: false };
    this.#running = running;
    const lines: Line[] = warningsOf(this.state);
    const ours = `urn:pulumi:${this.name}::`;
    const listener = (line: Line) => {
      if (line.urn === "" || line.urn.startsWith(ours)) lines.push(line);
    };
    this.#host.listeners.add(listener);
    const steps: Step[] = [];
    const failures: Failure[] = [];
    try {
      await process.calls.configure(config);
      await work({ calls: process.calls, snapshot, isPreview: verb === "preview", steps, failures });
    } finally {
      if (verb !== "preview") this.state = snapshot.state;
      await process.stop();
      this.#host.listeners.delete(listener);
      this.#running = undefined;
    }
    if (running.died) throw new EngineDied(`the engine was killed during ${verb}`);
    const outcome = {
      steps,
      failures,
      lines,
      printed: process.printed.map(({ text }) => text),
      answers: process.calls.answers,
    };
    if (failures.length > 0) throw new CommandFailed(outcome);
    return outcome;
  }
}

/** What a person is told of a command that was interrupted. */
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
