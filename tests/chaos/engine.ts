import { inspect, isDeepStrictEqual } from "node:util";
import { specialSigKey } from "@pulumi/pulumi/runtime/rpc";
import type { EngineFailure } from "../../provider/dynamic/failure";
import { shell, type DynamicProvider } from "../../provider/dynamic/shell";
import { fromEngine } from "../../provider/dynamic/wire";
import type { Services } from "../../provider/resources/resource";
import { userImportJob } from "../../provider/resources/userImportJob";

type Values = Record<string, unknown>;

/** A resource as the engine keeps it. */
export interface State {
  readonly id: string;
  readonly inputs: Values;
  readonly outputs: Values;
  readonly initErrors: readonly string[];
}

export interface Outcome {
  readonly ok: boolean;
  /** Whether a verb was called at all. */
  readonly step: "same" | "create" | "update" | "refresh" | "delete" | "none";
  readonly message: string;
  readonly reasons: readonly string[];
}

/**
 * The engine's rules for one resource, around the provider's verbs: what is kept of a failure, when an update is due,
 * what a refresh leaves. Everything goes through JSON, as it does on the way to another process.
 */
export class Engine {
  state: State | undefined;
  #provider: DynamicProvider | undefined;

  /** Whoever wants to know gets all that is legible: what is kept without a secret's mark, and every error as it may be printed. */
  constructor(private readonly witness: (text: string) => void = () => undefined) {}

  /** Begins a command, which has a process of its own. */
  async command(services: Services): Promise<void> {
    this.#provider = witnessed(
      shell(userImportJob, () => ({ problems: [], services: () => services, linesTaken: () => Promise.resolve() })),
      this.witness,
    );
    await this.#provider.configure({ config: { get: () => undefined } });
  }

  async up(program: Values): Promise<Outcome> {
    const provider = this.#running();
    const before = this.state;
    const { inputs, failures } = await provider.check(json(before?.inputs ?? {}), json(program));
    if (failures.length > 0) return failed("none", failures.map(({ reason }) => reason).join("\n"));
    const news = plain(inputs);
    if (!before) return this.#create(news);
    try {
      if (!(await this.#differs(before, news)) && before.initErrors.length === 0) return done("same");
    } catch (error) {
      return failed("none", messageOf(error));
    }
    return this.#update(before, news);
  }

  async refresh(): Promise<Outcome> {
    const { state } = this;
    if (!state) return done("none");
    try {
      const read = await this.#running().read(state.id, json(state.outputs));
      this.state = read.id
        ? { id: read.id, inputs: plain(read.inputs ?? state.inputs), outputs: plain(read.props ?? {}), initErrors: [] }
        : undefined;
      return done("refresh");
    } catch (error) {
      return failed("refresh", messageOf(error));
    }
  }

  async destroy(): Promise<Outcome> {
    const { state } = this;
    if (!state) return done("none");
    try {
      await this.#running().delete(state.id, json(state.outputs));
      this.state = undefined;
      return done("delete");
    } catch (error) {
      return failed("delete", messageOf(error));
    }
  }

  /** `up --replace`: it is checked as a new one, and the class has the old one deleted first. */
  async replace(program: Values): Promise<Outcome> {
    const { state } = this;
    if (!state) return this.up(program);
    const { inputs, failures } = await this.#running().check(json({}), json(program));
    if (failures.length > 0) return failed("none", failures.map(({ reason }) => reason).join("\n"));
    const deleted = await this.destroy();
    return deleted.ok ? this.#create(plain(inputs)) : deleted;
  }

  async #differs({ id, inputs, outputs }: State, news: Values): Promise<boolean> {
    const { changes } = await this.#running().diff(id, json(outputs), json(news));
    return changes ?? !isDeepStrictEqual(inputs, news);
  }

  async #create(news: Values): Promise<Outcome> {
    try {
      const { id, outs } = await this.#running().create(json(news));
      this.state = { id, inputs: news, outputs: plain(outs), initErrors: [] };
      return done("create");
    } catch (error) {
      const failure = error as EngineFailure;
      if (failure.id !== undefined) {
        const { id, properties = {}, reasons = [] } = failure;
        this.state = { id, inputs: news, outputs: plain(properties), initErrors: reasons };
      }
      return failed("create", messageOf(error), failure.reasons);
    }
  }

  async #update(before: State, news: Values): Promise<Outcome> {
    try {
      const { outs } = await this.#running().update(before.id, json(before.outputs), json(news));
      this.state = { id: before.id, inputs: news, outputs: plain(outs), initErrors: [] };
      return done("update");
    } catch (error) {
      const failure = error as EngineFailure;
      if (failure.id !== undefined) {
        const { properties = {}, reasons = [] } = failure;
        // A failed update leaves the inputs as they were, with the outputs it returned.
        this.state = { ...before, outputs: plain(properties), initErrors: reasons };
      }
      return failed("update", messageOf(error), failure.reasons);
    }
  }

  #running(): DynamicProvider {
    if (!this.#provider) throw new Error("no command was begun");
    return this.#provider;
  }
}

/** The same verbs, with somebody who sees what they answer and what they throw. */
function witnessed(provider: DynamicProvider, witness: (text: string) => void): DynamicProvider {
  const seen = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      const value = await answer;
      witness(legible(value));
      return value;
    } catch (error) {
      const { stack = "", message } = error as Error;
      for (const text of [stack, message, inspect(error, { depth: Infinity }), legible(error)]) witness(text);
      throw error;
    }
  };
  return {
    configure: (request) => provider.configure(request),
    check: (olds, news) => seen(provider.check(olds, news)),
    diff: (id, olds, news) => seen(provider.diff(id, olds, news)),
    create: (inputs) => seen(provider.create(inputs)),
    read: (id, props) => seen(provider.read(id, props)),
    update: (id, olds, news) => seen(provider.update(id, olds, news)),
    delete: (id, props) => seen(provider.delete(id, props)),
  };
}

/** As it lies in a state: what is marked as a secret is cipher text there. */
function legible(value: unknown): string {
  return JSON.stringify(value ?? null, (_, member: unknown) => (isSecret(member) ? "[secret]" : member));
}

function isSecret(value: unknown): boolean {
  return value !== null && typeof value === "object" && specialSigKey in value;
}

function done(step: Outcome["step"]): Outcome {
  return { ok: true, step, message: "", reasons: [] };
}

function failed(step: Outcome["step"], message: string, reasons: readonly string[] = []): Outcome {
  return { ok: false, step, message, reasons };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** As another process gets it. */
function json<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** As the engine hands it to a provider again: secrets out of their wrapping. */
function plain(value: object): Values {
  return fromEngine(json(value as Values));
}
