import { isDeepStrictEqual } from "node:util";
import type { EngineFailure } from "../../../provider/dynamic/failure";
import { fromEngine } from "../../../provider/engine/values";
import type { Services } from "../../../provider/resources/resource";
import { acting, type Act, type Values } from "./act";
import { dynamic } from "../frontEnds/dynamic";
import type { FrontEnd, Verbs, Witness } from "../frontEnds/frontEnd";
import { wholeOutputs } from "../checker/recorded";
import { Violation } from "../checker/violation";

/** The engine's record of a resource. */
export interface State {
  readonly id: string;
  readonly inputs: Values;
  readonly outputs: Values;
  readonly initErrors: readonly string[];
}

/** A resource in the state of a stack. */
export interface Resource extends State {
  readonly urn: string;
  /** If another resource took its place and it waits for its deletion: the program's inputs of that one. */
  readonly replacedBy: Values | undefined;
}

/** A resource as a program declares it. */
export interface Registration {
  readonly urn: string;
  /** Its former names. */
  readonly aliases: readonly string[];
  readonly inputs: Values;
  /** What the program does before it declares this one. */
  readonly after?: () => Promise<unknown>;
}

export interface Outcome {
  readonly urn: string;
  readonly ok: boolean;
  /** Whether a verb was called at all. */
  readonly step: "same" | "create" | "update" | "refresh" | "delete" | "none";
  readonly message: string;
  readonly reasons: readonly string[];
}

export interface UpOptions {
  /** `--target`: the other resources are left alone. */
  readonly targets?: ReadonlySet<string> | undefined;
  /** `--replace`. */
  readonly replaced?: ReadonlySet<string> | undefined;
  /** `--continue-on-error`. */
  readonly continuesOnError?: boolean;
}

type CarryOut = () => Promise<Outcome>;

/** The last outcome of a command that somebody has cancelled. */
const CANCELLED: Outcome = { urn: "", ok: false, step: "none", message: "update canceled", reasons: [] };

/** The engine, or the provider's process, is gone: a verb's answer is no longer written down. */
class Gone extends Error {
  override readonly name = "Gone";
}

/**
 * The engine's rules around the provider's verbs, for a stack of import jobs, stores and groups: the traces of a failure, the need for an
 * update, the meaning of a rename, a replacement and a target, the result of a refresh. Everything goes through JSON,
 * as on the way to another process.
 */
export class Stack {
  resources: readonly Resource[] = [];
  /** All verbs that were called and may have written something, in their order. */
  readonly acts: Act[] = [];
  /** True while an engine writes down the verbs' answers. */
  isAlive: () => boolean = () => true;
  /** Whether previews ask the store, where the front end can. */
  isLive = false;
  /** That of the program. */
  frontEnd: FrontEnd;
  /** By the type of their resources. */
  readonly #verbs = new Map<string, Verbs>();
  #isPreview = false;
  /** The resources of the last `up` that came before anybody pressed Ctrl-C. */
  readonly heard = new Set<string>();
  #isCancelled = false;
  #moments = 0;

  /** @param frontEnds of all resources; the first is that of the program, until it says otherwise */
  constructor(
    private readonly witness: Witness = () => undefined,
    private readonly frontEnds: readonly [FrontEnd, ...FrontEnd[]] = [dynamic],
  ) {
    [this.frontEnd] = frontEnds;
  }

  /** Begins a command, with a process of its own for each front end. */
  async command(services: Services): Promise<void> {
    this.#isCancelled = false;
    for (const frontEnd of this.frontEnds) {
      const verbs = await frontEnd.begin({ services, witness: this.witness, isLive: this.isLive });
      for (const kind of ["UserImportJob", "UserStore", "UserGroup"])
        this.#verbs.set(frontEnd.type.replace("UserImportJob", kind), verbs);
    }
  }

  /** Ctrl-C, once: what goes on is told so and comes to its end, and nothing more is begun. */
  cancel(): void {
    this.#isCancelled = true;
    for (const verbs of new Set(this.#verbs.values())) verbs.cancel();
  }

  /** The resource of this name that does not wait for its deletion. */
  current(urn: string): Resource | undefined {
    return this.resources.find((one) => one.urn === urn && !one.replacedBy);
  }

  /** What an `up` would do; the state stays as it is. */
  async preview(program: readonly Registration[], options: UpOptions = {}): Promise<Outcome[]> {
    const before = this.resources;
    this.#isPreview = true;
    try {
      return await this.up(program, options);
    } finally {
      this.#isPreview = false;
      this.resources = before;
    }
  }

  /** Resources are planned one after the other and changed side by side; undeclared ones are deleted last. */
  async up(program: readonly Registration[], options: UpOptions = {}): Promise<Outcome[]> {
    const running: Promise<Outcome>[] = [];
    const names = new Names(this.resources);
    this.heard.clear();
    for (const registration of program) {
      await registration.after?.();
      if (this.#isCancelled) break;
      this.heard.add(registration.urn);
      const found = names.enter(registration);
      const planned =
        found instanceof Error
          ? failed(registration.urn, "none", found)
          : await this.#plan(registration, found.old, options);
      running.push(typeof planned === "function" ? planned() : Promise.resolve(planned));
      if (typeof planned !== "function" && !planned.ok && !options.continuesOnError) break;
    }
    const outcomes = await Promise.all(running);
    if (this.#isCancelled) return [...outcomes, CANCELLED];
    if (!outcomes.every(({ ok }) => ok) && !options.continuesOnError) return outcomes;
    const declared = new Set(program.map(({ urn }) => urn));
    const leaving = this.resources.filter(
      ({ urn, replacedBy }) => (replacedBy || !declared.has(urn)) && (options.targets?.has(urn) ?? true),
    );
    return [...outcomes, ...(await this.#deleteAll(leaving, options))];
  }

  async refresh(): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const resource of this.resources) {
      if (this.#isCancelled) break;
      outcomes.push(await this.#refreshed(resource));
    }
    return this.#isCancelled ? [...outcomes, CANCELLED] : outcomes;
  }

  /** Without the program: the youngest first, up to the first that cannot be deleted. */
  destroy(): Promise<Outcome[]> {
    return this.#deleteAll(this.resources);
  }

  /** Plans a resource; returns an outcome if there is nothing to do, or none can be told. */
  async #plan(
    registration: Registration,
    old: Resource | undefined,
    { targets, replaced }: UpOptions,
  ): Promise<CarryOut | Outcome> {
    const { urn, inputs: goal } = registration;
    if (targets && !targets.has(urn)) {
      if (old && typeIn(old.urn) !== typeIn(urn))
        return failed(urn, "none", new Error("this is due to a change of providers mixed with --target"));
      if (old) this.#change(old, { ...old, urn });
      return done(urn, "same");
    }
    const isReplaced = old !== undefined && (replaced?.has(urn) ?? false);
    const checked = await this.#check(urn, old && !isReplaced ? old.inputs : {}, goal);
    if (!("inputs" in checked)) return checked;
    const news = checked.inputs;
    if (!old) return () => this.#create(registration, news, undefined);
    if (isReplaced) return () => this.#create(registration, news, old);
    try {
      const { changes, replaces = [] } = await this.#running(urn).diff(json({ ...old, urn }), json(news));
      const isDifferent = changes ?? !isDeepStrictEqual(old.inputs, news);
      if (isDifferent && replaces.length > 0) {
        // A new resource has no use for the old one's carried properties.
        const anew = await this.#check(urn, {}, goal);
        return "inputs" in anew ? () => this.#create(registration, anew.inputs, old) : anew;
      }
      if (isDifferent || old.initErrors.length > 0) return () => this.#update(urn, old, news);
    } catch (error) {
      return failed(urn, "none", error);
    }
    this.#change(old, { ...old, urn, inputs: news });
    return done(urn, "same");
  }

  async #check(urn: string, olds: Values, goal: Values): Promise<Outcome | { inputs: Values }> {
    try {
      const { inputs, failures } = await this.#running(urn).check(urn, json(olds), json(goal));
      if (failures.length === 0) return { inputs: plain(inputs) };
      return { ...done(urn, "none"), ok: false, message: failures.map(({ reason }) => reason).join("\n") };
    } catch (error) {
      return failed(urn, "none", error);
    }
  }

  /** A new resource, in the place of another one or of none: the old one goes after everything else. */
  async #create({ urn, inputs: goal }: Registration, news: Values, old: Resource | undefined): Promise<Outcome> {
    if (this.#isPreview) return this.#foreseen("create", urn, undefined, news);
    const replacement = old && { olds: wholeOutputs(old), news };
    // Who has made the old one deletes it, under the name it had there.
    const leaving = old && { ...old, urn: typeIn(old.urn) === typeIn(urn) ? urn : old.urn, replacedBy: goal };
    const keep = (state: State): void => {
      const others = this.resources.map((one) => (one === old && leaving ? leaving : one));
      this.resources = [...others, { ...state, urn, replacedBy: undefined }];
    };
    try {
      const called = { urn, verb: "create", news, replacement } as const;
      const { id, outs } = await this.#act(called, news, (verbs) => verbs.create(urn, json(news)));
      keep({ id, inputs: news, outputs: plain(outs), initErrors: [] });
      return done(urn, "create");
    } catch (error) {
      const { id, properties = {}, reasons = [] } = error as EngineFailure;
      // Without an id the engine has nothing to keep.
      if (id !== undefined) keep({ id, inputs: news, outputs: plain(properties), initErrors: reasons });
      return failed(urn, "create", error);
    }
  }

  async #update(urn: string, old: Resource, news: Values): Promise<Outcome> {
    const before = { ...old, urn };
    if (this.#isPreview) return this.#foreseen("update", urn, before, news);
    try {
      const called = { urn, verb: "update", olds: wholeOutputs(old), news } as const;
      const { outs } = await this.#act(called, old.inputs, (verbs) => verbs.update(json(before), json(news)));
      this.#change(old, { ...before, inputs: news, outputs: plain(outs), initErrors: [] });
      return done(urn, "update");
    } catch (error) {
      const { id, properties = {}, reasons = [] } = error as EngineFailure;
      // The existing resource was not made with the new inputs, so the old ones stay, with the new outputs.
      if (id !== undefined) this.#change(old, { ...before, outputs: plain(properties), initErrors: reasons });
      return failed(urn, "update", error);
    }
  }

  async #foreseen(step: Outcome["step"], urn: string, old: Resource | undefined, news: Values): Promise<Outcome> {
    try {
      await this.#running(urn).foresee(urn, old && json(old), json(news));
      return done(urn, step);
    } catch (error) {
      return failed(urn, step, error);
    }
  }

  async #refreshed(old: Resource): Promise<Outcome> {
    const { urn, inputs: recorded } = old;
    try {
      const called = { urn, verb: "read", olds: wholeOutputs(old) } as const;
      const read = await this.#act(called, recorded, (verbs) => verbs.read(json(old)));
      const inputs = plain(read.inputs ?? recorded);
      const now = { ...old, id: read.id ?? "", inputs, outputs: plain(read.props ?? {}), initErrors: [] };
      // For the screen the engine asks what differs, the other way round.
      if (now.id !== "") await this.#running(urn).diff(json(now), json(recorded));
      this.#change(old, now.id === "" ? undefined : now);
      return done(urn, "refresh");
    } catch (error) {
      return failed(urn, "refresh", error);
    }
  }

  async #deleteAll(leaving: readonly Resource[], { continuesOnError }: UpOptions = {}): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    if (this.#isPreview) return outcomes;
    for (const old of leaving.toReversed()) {
      if (this.#isCancelled) return [...outcomes, CANCELLED];
      const { urn, inputs, replacedBy } = old;
      const olds = wholeOutputs(old);
      const replacement = replacedBy && { olds, news: replacedBy };
      try {
        const called = { urn, verb: "delete", olds, replacement } as const;
        await this.#act(called, inputs, (verbs) => verbs.delete(json(old)));
        this.#change(old, undefined);
        outcomes.push(done(urn, "delete"));
      } catch (error) {
        outcomes.push(failed(urn, "delete", error));
        if (!continuesOnError) return outcomes;
      }
    }
    return outcomes;
  }

  #change(old: Resource, now: Resource | undefined): void {
    this.resources = this.resources.flatMap((one) => (one === old ? (now ?? []) : one));
  }

  /**
   * Calls a verb that may write; its answer is lost if nobody is left to write it down.
   *
   * @param kept the inputs that the state has beside what a failure leaves
   */
  async #act<T>(
    called: Pick<Act, "urn" | "verb"> & Partial<Act>,
    kept: Values,
    verb: (verbs: Verbs) => Promise<T>,
  ): Promise<T> {
    if (this.#isPreview) throw new Violation(`a preview called ${called.verb}`);
    if (!this.isAlive()) throw new Gone("the command is over");
    const fresh = { olds: undefined, news: undefined, replacement: undefined, outs: undefined, hasFailed: false };
    const act: Act = { ...fresh, ...called, sent: [], began: this.#moments++, ended: Infinity };
    this.acts.push(act);
    try {
      const answer = await acting.run(act, () => verb(this.#running(called.urn)));
      if (!this.isAlive()) throw new Gone("the command is over");
      act.outs = outsOf(answer, called.news ?? kept);
      return answer;
    } catch (error) {
      act.hasFailed = true;
      if (!this.isAlive()) throw new Gone(messageOf(error));
      const { properties } = error as EngineFailure;
      if (properties) act.outs = wholeOutputs({ inputs: kept, outputs: plain(properties) });
      throw error;
    } finally {
      act.ended = this.#moments++;
    }
  }

  /** The process that serves resources of this type. */
  #running(urn: string): Verbs {
    const verbs = this.#verbs.get(typeIn(urn));
    if (!verbs) throw new Error(`no command was begun that could serve ${urn}`);
    return verbs;
  }
}

/** Finds the state's resource for each of the program: by its name, or by a former name that no other has. */
class Names {
  private readonly olds: ReadonlyMap<string, Resource>;
  private readonly seen = new Set<string>();
  /** Former name → its present owner. */
  private readonly aliased = new Map<string, string>();

  /** The state as the command finds it; changes by its steps are not seen. */
  constructor(resources: readonly Resource[]) {
    this.olds = new Map(resources.filter(({ replacedBy }) => !replacedBy).map((one) => [one.urn, one]));
  }

  enter({ urn, aliases }: Registration): { old: Resource | undefined } | Error {
    const other = this.aliased.get(urn);
    if (other !== undefined) {
      return new Error(`Duplicate resource URN '${urn}' conflicting with alias on resource with URN '${other}'`);
    }
    this.seen.add(urn);
    const name = [urn, ...aliases].find((one) => this.olds.has(one));
    if (name === undefined || name === urn) return { old: this.olds.get(urn) };
    if (this.seen.has(name) || this.aliased.has(name)) {
      return new Error(`Duplicate resource alias '${name}' applied to resource with URN '${urn}'`);
    }
    this.aliased.set(name, urn);
    return { old: this.olds.get(name) };
  }
}

function typeIn(urn: string): string {
  return urn.split("::")[2] ?? "";
}

/** The outputs in a verb's answer; a `delete` has none. */
function outsOf(answer: unknown, given: Values): Values | undefined {
  const { outs, props, inputs } = (answer ?? {}) as { outs?: object; props?: object; inputs?: object };
  const said = outs ?? props;
  return said && wholeOutputs({ inputs: inputs ? plain(inputs) : given, outputs: plain(said) });
}

function done(urn: string, step: Outcome["step"]): Outcome {
  return { urn, ok: true, step, message: "", reasons: [] };
}

function failed(urn: string, step: Outcome["step"], error: unknown): Outcome {
  if (error instanceof Violation) throw error;
  const { reasons = [] } = error as EngineFailure;
  return { urn, ok: false, step, message: messageOf(error), reasons };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** In the form that another process gets. */
function json<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** In the form that the engine hands to a provider: secrets unwrapped. */
function plain(value: object): Values {
  return fromEngine(json(value as Values));
}
