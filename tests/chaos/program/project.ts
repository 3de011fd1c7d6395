import type { EmulatorSettings } from "../../../emulator/service/config";
import type { PlanDocument } from "../../../provider/planDocument/document";
import type { Services } from "../../../provider/resources/resource";
import type { DeclaredUser } from "../../../provider/users/model/user";
import type { CiamClient } from "../../../ciam/client";
import { onScreen } from "../../../text/escape";
import type { FakeClock } from "../../support/fakeClock";
import { Cloud, isRead, type Death, type Interruption } from "../service/cloud";
import { Engine, type Outcome } from "../engine/engine";
import { dynamic } from "../frontEnds/dynamic";
import type { FrontEnd } from "../frontEnds/frontEnd";
import { Stack } from "../engine/stack";
import { userFiles, type Way } from "./userFiles";
import { OWNER, Violation } from "../checker/violation";

/** Users of the one set of the program, by key. */
export type Users = Readonly<Record<string, DeclaredUser>>;

/** The service in front of a project. */
export interface Place {
  readonly clock: FakeClock;
  readonly storeId: string;
  /** Calls since the last reset of the count. */
  calls: string[];
  /** A client of a new process. */
  client(): CiamClient;
  kill(death: Death | undefined): void;
  /** Lets somebody press Ctrl-C. */
  interrupt?(at: Interruption, cancel: () => void): void;
  readonly isDead: boolean;
  /** Called when the last process's state was lost. */
  forgetProcess?(): void;
}

/** How a command ends before its time. */
export type EarlyEnd = (Death & { readonly who: "both" | "cli" }) | (Interruption & { readonly who: "Ctrl-C" });

/** One stack with one import job, and the commands of a person at it. Every command has a process of its own. */
export class Project<P extends Place = Cloud> {
  /** Everything that anybody could read: screens, errors, and the state with its secrets encrypted. */
  readonly seen = new Set<string>();
  readonly stack: Stack;
  readonly engine: Engine;
  /** Permanent lines, each with its command. */
  readonly said: string[] = [];
  /** Progress lines. */
  readonly progress: string[] = [];
  /** What previews have kept of each resource, by its urn: the last document. */
  readonly plans = new Map<string | undefined, PlanDocument>();
  /** How the program declares its users from now on. */
  way: Way = "value";
  /** Whether an `up` is previewed, as a person does it. */
  previews = false;
  private liveness: () => boolean = () => true;
  private draws = 0;

  constructor(
    readonly cloud: P,
    /** Inputs besides store and users. */
    private readonly inputs: Readonly<Record<string, unknown>> = {},
    private readonly owner = OWNER,
    /** Two projects never draw the same bytes by chance. */
    private readonly place = 0,
    ...frontEnds: readonly FrontEnd[]
  ) {
    const [first = dynamic, ...others] = frontEnds;
    this.stack = new Stack((text) => this.seen.add(text), [first, ...others]);
    this.engine = new Engine(this.stack);
  }

  static on(settings: EmulatorSettings = {}, inputs: Readonly<Record<string, unknown>> = {}): Project {
    return new Project(new Cloud(settings, 1), inputs);
  }

  async up(users: Users, inputs: Readonly<Record<string, unknown>> = {}): Promise<Outcome> {
    const program = this.program(users, inputs);
    if (this.previews) await this.preview(() => this.engine.preview(program));
    return this.command(() => this.engine.up(program));
  }

  /** A preview writes nothing, whatever it finds. */
  async preview<T extends Outcome | readonly Outcome[]>(act: () => Promise<T>): Promise<T> {
    const before = this.cloud.calls.length;
    const answer = await this.command(act);
    const writes = this.cloud.calls.slice(before).filter((action) => !isRead(action));
    if (writes.length > 0) throw new Violation(`a preview wrote: ${writes.join(", ")}`);
    return answer;
  }

  refresh(): Promise<Outcome> {
    return this.command(() => this.engine.refresh());
  }

  destroy(): Promise<Outcome> {
    return this.command(() => this.engine.destroy());
  }

  replace(users: Users): Promise<Outcome> {
    return this.command(() => this.engine.replace(this.program(users)));
  }

  /** The engine is checked before every write. */
  engineLivesWhile(lives: () => boolean): void {
    this.liveness = lives;
  }

  private say(text: string): void {
    this.said.push(text);
    this.seen.add(text);
  }

  program(users: Users, inputs: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
    return {
      __urn: this.engine.urn,
      userStoreId: this.cloud.storeId,
      owner: this.owner,
      // A number is for one change.
      acceptDeletions: 1_000 + Object.keys(users).length,
      ...this.inputs,
      ...inputs,
      ...userFiles.inputs(this.way, "staff", users, `staff-${String(this.place)}`),
    };
  }

  async command<T extends Outcome | readonly Outcome[]>(act: () => Promise<T>): Promise<T> {
    const { cloud } = this;
    // A command takes time to start, so that the calls of two do not fall into one second.
    cloud.clock.advance(1_001);
    const client = cloud.client();
    this.liveness = () => true;
    const services: Services = {
      client: () => Promise.resolve(client),
      endpointKind: () => "other",
      reporter: () => ({
        progress: (text) => {
          this.progress.push(onScreen(text));
          this.seen.add(onScreen(text));
        },
        info: (text) => this.say(onScreen(text)),
        warn: (text) => this.say(onScreen(text)),
      }),
      clock: cloud.clock,
      directory: userFiles.directory,
      randomBytes: (count) => Buffer.alloc(count, Buffer.from([this.place, ++this.draws])),
      disclosure: "masked",
      engineIsAlive: () => this.liveness(),
      keepPlan: (document) => this.plans.set(document.resource.urn, document),
    };
    await this.engine.command(services);
    const answer = await act();
    const outcomes: readonly Outcome[] = Array.isArray(answer) ? answer : [answer];
    for (const { message } of outcomes) {
      if (/please report this|fault of pulumi/.test(message) && !cloud.isDead) throw new Violation(message);
    }
    return answer;
  }

  /** Writes down only what the engine knew before the process, or the engine itself, died. Nobody dies of Ctrl-C. */
  async dying<T extends Outcome | readonly Outcome[]>(death: EarlyEnd, act: () => Promise<T>): Promise<T | undefined> {
    const { cloud, stack } = this;
    if (death.who === "Ctrl-C") {
      return this.command(() => {
        cloud.interrupt?.(death, () => stack.cancel());
        return act();
      });
    }
    const engine = { lives: true };
    stack.isAlive = () => engine.lives && !cloud.isDead;
    const answer = await this.command(() => {
      if (death.who === "both") cloud.kill({ ...death });
      else {
        const last = cloud.calls.length + death.atCall;
        this.engineLivesWhile(() => (engine.lives = engine.lives && cloud.calls.length <= last));
      }
      return act();
    });
    const isKept = stack.isAlive();
    stack.isAlive = () => true;
    if (isKept) return answer;
    cloud.forgetProcess?.();
    return undefined;
  }
}
