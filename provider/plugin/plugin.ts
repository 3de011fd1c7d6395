import { BugError } from "../../ciam/errors";
import { databaseIn, stackOf } from "../frontEnds/embedded";
import { watchEngine } from "../frontEnds/liveness";
import { EngineReporters, type SendLine } from "../frontEnds/reporters";
import { configuredServices, type ConfiguredServices } from "../frontEnds/services";
import { RunStopped } from "../messages/errors";
import { untilAborted, type Calls } from "../reconcile/run";
import type { Props, Request, Services } from "../resources/resource";
import { Session } from "../resources/userImportJob/session/session";
import { configOf } from "./config";
import { engineLine } from "./engineLine";

type Configured = ConfiguredServices & {
  /** Whether previews ask the store. */
  readonly isLive: boolean;
  /** The name of the stack, where the engine tells the provider its own urn. */
  readonly stack: string | undefined;
};

/** What a verb is asked for, and how long it may take. */
export interface Asking {
  readonly urn: string;
  /** The inputs in the state, or those that go there. */
  readonly inputs: Props;
  /** `customTimeouts` of the resource, in seconds; 0 where the program sets none. */
  readonly timeoutSeconds?: number;
}

/** What the verbs of one run of the engine share. */
export class Plugin {
  #session = new Session();
  #canceller = new AbortController();
  #foreseen = new Set<string>();
  #line: SendLine | undefined;
  #isThere: () => boolean = () => true;
  #configured: Configured | undefined;
  readonly #reporters = new EngineReporters(() => this.#line);

  /** @param services what a configuration becomes */
  constructor(private readonly services = configuredServices) {}

  /** A run begins. A plugin that is started by hand, to be debugged, sees one after the other. */
  begin(engine: string | undefined): void {
    this.#session = new Session();
    this.#canceller = new AbortController();
    this.#foreseen = new Set();
    this.#line = undefined;
    this.#isThere = () => true;
    if (engine !== undefined) this.connect(engine);
  }

  /** Several verbs tell the engine's address; the first is as good as any. */
  connect(engine: string): void {
    if (this.#line || engine === "") return;
    this.#line = engineLine(engine);
    this.#isThere = watchEngine(engine);
  }

  /** False once a run has no engine any more that waits for it. */
  engineIsAlive(): boolean {
    return this.#isThere();
  }

  /** @param urn that of the provider itself */
  configure(config: Props, urn: string | undefined): void {
    const stack = stackOf(urn);
    const engine = { reporters: this.#reporters, isAlive: () => this.engineIsAlive() };
    const isLive = config.preview === "live";
    this.#configured = { ...this.services(configOf(config), engine), stack, isLive };
  }

  /** Whether previews ask the store. */
  get isLive(): boolean {
    return this.#known().isLive;
  }

  /** The problems of the configuration, as sentences. */
  get problems(): readonly string[] {
    return this.#known().problems;
  }

  /** The part of a request that is the same for every verb. */
  request({ urn, inputs, timeoutSeconds = 0 }: Asking): Request & { readonly urn: string } {
    const services = this.#known().services(databaseIn(inputs) ?? stackOf(urn));
    const stoppable = untilStopped(services, this.#untilStop(timeoutSeconds));
    // A verb that names nobody speaks of its own resource.
    const reporter = (named: string | undefined) => services.reporter(named ?? urn);
    return { urn, session: this.#session, services: { ...stoppable, reporter } };
  }

  /** A client for a look-up, which belongs to no resource. */
  async calls(): Promise<Calls> {
    const { services, stack } = this.#known();
    return untilStopped(services(stack), this.#untilStop(0)).client();
  }

  /** What `check` accepted, the next `diff` foresees: a refresh asks for a `diff` too, and has nothing to say. */
  passed(urn: string): void {
    this.#foreseen.add(urn);
  }

  /** True for the first `diff` after a `check`. */
  takePassed(urn: string): boolean {
    return this.#foreseen.delete(urn);
  }

  /** Ends what runs, at once and with all that is known. The engine says so at the end of every run, too. */
  cancel(
    reason = "the run was cancelled: what is done is recorded, and the next `pulumi up` goes on from there",
  ): void {
    this.#canceller.abort(new RunStopped(reason));
  }

  linesTaken(): Promise<void> {
    return this.#reporters.taken();
  }

  #known(): Configured {
    if (!this.#configured) throw new BugError("a verb was called before configure");
    return this.#configured;
  }

  #untilStop(timeoutSeconds: number): AbortSignal {
    const { signal } = this.#canceller;
    return timeoutSeconds > 0 ? AbortSignal.any([signal, afterTimeout(timeoutSeconds)]) : signal;
  }
}

/** Services whose calls and waits end with the signal. */
function untilStopped(services: Services, signal: AbortSignal): Services {
  const { clock } = services;
  return {
    ...services,
    client: async () => untilAborted({ calls: await services.client(), clock }, signal).calls,
    clock: { now: () => clock.now(), monotonic: () => clock.monotonic(), sleep: (ms) => clock.sleep(ms, signal) },
  };
}

function afterTimeout(seconds: number): AbortSignal {
  const canceller = new AbortController();
  const reason = `the resource's customTimeouts (${String(seconds)} s) are used up: what is done is recorded, and the next \`pulumi up\` goes on from there`;
  setTimeout(() => canceller.abort(new RunStopped(reason)), seconds * 1000).unref();
  return canceller.signal;
}
