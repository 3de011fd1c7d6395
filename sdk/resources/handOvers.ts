import * as pulumi from "@pulumi/pulumi";
import { setImmediate as nextTurn, setTimeout as delay } from "node:timers/promises";
import { isUrn, parseUrn } from "../../provider/planDocument/urn";
import { nameOf, ownerName } from "../../provider/users/model/owner";

/** So long a job waits for one that takes its users over: that one may be waiting for it. */
const LONGEST_WAIT_MS = 3_000;

/** What a program says of a job that may give users to others, or take theirs. */
interface Handing {
  readonly name: string;
  readonly takeOver: readonly unknown[] | undefined;
  readonly dependsOn: unknown;
}

/**
 * A job of the program among those it hands users to. Who gives users away comes to the engine after who takes them:
 * otherwise its preview would announce that it deletes them.
 */
export class HandOver {
  readonly #registered: Promise<void>;
  #register: () => void = () => undefined;
  #resource: unknown;

  private constructor(
    private readonly job: Handing,
    private readonly others: readonly HandOver[],
  ) {
    this.#registered = new Promise((resolve) => {
      this.#register = resolve;
    });
  }

  /** Of a job that is about to be registered. */
  static begin(job: Handing): HandOver {
    const program = pulumi.runtime.getMonitor() ?? noEngine;
    const jobs = programs.get(program) ?? [];
    programs.set(program, jobs);
    const made = new HandOver(job, jobs);
    jobs.push(made);
    return made;
  }

  /** The resource is made; its registration waits for its inputs. */
  is(resource: pulumi.CustomResource): void {
    this.#resource = resource;
    resource.urn.apply(() => this.#register());
  }

  /** Holds an input back until the jobs that take users from this one are registered. */
  holdBack<T>(input: pulumi.Output<T>): pulumi.Output<T> {
    return input.apply(async (value) => {
      // By then the program has made all jobs that it makes without waiting for anything.
      await nextTurn();
      const heirs = this.others.filter((other) => other.takesFrom(this) && !this.precedes(other));
      if (heirs.length === 0) return value;
      const waiting = new AbortController();
      await Promise.race([
        Promise.all(heirs.map((heir) => heir.#registered)),
        delay(LONGEST_WAIT_MS, undefined, waiting).catch(() => undefined),
      ]);
      waiting.abort();
      return value;
    });
  }

  /** Whether that one waits for this one, as far as it is known at once. */
  private precedes(other: HandOver, seen: readonly HandOver[] = []): boolean {
    if (seen.includes(this)) return false;
    const { dependsOn } = other.job;
    if ([dependsOn].flat().includes(this.#resource)) return true;
    return this.others.some(
      (next) => this.takesFrom(next) && (next === other || next.precedes(other, [...seen, this])),
    );
  }

  private takesFrom(other: HandOver): boolean {
    if (other === this) return false;
    const owner = ownerName({ project: pulumi.getProject(), stack: pulumi.getStack(), name: other.job.name });
    return owners(this.job.takeOver).some((entry) => {
      if (typeof entry !== "string") return entry !== undefined && entry === other.#resource;
      return (isUrn(entry) ? ownerName(parseUrn(entry)) : nameOf(entry)) === owner;
    });
  }
}

/** A process may run several programs; each talks to its own engine. */
const programs = new WeakMap<object, HandOver[]>();
const noEngine = {};

/** Of JavaScript anything may come; the check says what is wrong with it. */
function owners(takeOver: unknown): readonly unknown[] {
  return Array.isArray(takeOver) ? takeOver : [];
}
