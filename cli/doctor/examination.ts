import { systemClock } from "../../ciam/clock";
import { CiamError, UsageError } from "../../ciam/errors";
import { isActionDenied, isRefusal } from "../../ciam/errors/catalogue/meanings";
import { TokenBuckets } from "../../ciam/transport/limiter";
import type { IndexedAttribute } from "../../provider/users/model/fields";
import { count } from "../../text/format";
import type { Run } from "../commands/command";
import type { ConnectionOptions } from "../commands/options";
import { NoConnection } from "../shell/exit";
import { Progress, remark, type Screen } from "../shell/screen";
import { readOnly, storeFor, target } from "../store/connection";
import type { Finding } from "./finding";
import { clockFinding, credentialsFinding, endpointFinding } from "./machine/credentials";
import { machineFindings } from "./machine/machine";
import { besideSwitches } from "./probes/beside";
import { judgeAnswers, judgeTrial } from "./probes/judge";
import { isTold } from "./probes/judgement";
import type { Judgements } from "./probes/switches";
import { ask } from "./questions/questions";
import { Bench, OutOfBounds } from "./service/bench";
import { permissions, type Permissions } from "./service/permissions";
import { clientOn, type Way } from "./service/way";
import { census, censusFindings, strangersIn, type Census } from "./store/census";
import { cleanUp, cleanUpAtLast, LONG_LAG_MS } from "./trial/cleanUp";
import { findLeftovers, type Removed } from "./trial/leftovers";
import { DoctorsRun } from "./trial/marks";
import { observe } from "./trial/observe";

export interface ExaminationOptions extends ConnectionOptions {
  readonly store?: string;
  /** True, or the store once more. */
  readonly write?: true | string;
  readonly secondStore?: true;
  readonly ownerAttribute: IndexedAttribute;
}

/** The results of the doctor. */
export interface Examination {
  readonly findings: readonly Finding[];
  readonly judgements: Judgements;
  /** The reason why it could not go on; undefined if it could. */
  readonly stopped: Error | undefined;
}

/**
 * Looks at the machine, the account and a store, as far as it gets.
 *
 * @param findWay where the service is and who asks; default: by the options, and else as the provider looks for it
 */
export async function examine(
  options: ExaminationOptions,
  run: Run,
  findWay: () => Promise<Way> = () => wayTo(options, run.screen),
): Promise<Examination> {
  const progress = new Progress(run.screen);
  const doctor = new Doctor(options, run, progress, findWay);
  try {
    await doctor.examine();
  } catch (error) {
    if (run.signal.aborted && error instanceof LeftBehind) remark(run.screen, error.said);
    run.signal.throwIfAborted();
    if (!(error instanceof Error)) throw error;
    return { ...doctor.found, stopped: error };
  } finally {
    progress.clear();
  }
  return { ...doctor.found, stopped: undefined };
}

class Doctor {
  readonly #findings: Finding[] = [];
  #judgements: Judgements = {};

  constructor(
    private readonly options: ExaminationOptions,
    private readonly run: Run,
    private readonly progress: Progress,
    private readonly findWay: () => Promise<Way>,
  ) {}

  get found(): Pick<Examination, "findings" | "judgements"> {
    return { findings: this.#findings, judgements: this.#judgements };
  }

  async examine(): Promise<void> {
    const { options, run } = this;
    const { screen, signal } = run;
    const named = storeNamed(options);
    this.#findings.push(...(await machineFindings(screen.env, signal)));
    const way = await this.findWay();
    this.#findings.push(endpointFinding(way.endpoint, way.region));
    this.#findings.push(await credentialsFinding(await way.credentials.get()));
    const progress = (text: string): void => this.progress.show(text);
    const outside = new Bench({ way, storeId: named ?? NO_STORE, signal, progress });
    const { findings, whole } = await permissions(outside);
    this.#findings.push(...findings);
    this.#findings.push(clockFinding(outside.serviceNow() - way.clock.now()));
    const storeId = await storeFor(readOnly(clientOn(way)), named);
    const bench = new Bench({ way, storeId, signal, progress });
    const pageSize = await this.#ask(bench);
    const users = await census(bench, options.ownerAttribute, pageSize);
    this.#findings.push(...censusFindings(users, options.ownerAttribute));
    if (pageSize < FEW)
      throw new UsageError(
        `pages of ${String(pageSize)} are too small: this package reads users by ${String(FEW)} at least`,
      );
    if (options.write !== undefined) await this.#write(bench, users, whole);
    else await this.#tellLeftovers(bench);
  }

  /** Answers how large a page may be. */
  async #ask(bench: Bench): Promise<number> {
    try {
      const answers = await ask(bench);
      this.#judgements = judgeAnswers(answers);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.#say(`the questions about nobody were given up: ${error.message}`);
    }
    const { maxPageSize } = this.#judgements;
    return Math.min(USUAL_PAGE, maxPageSize && isTold(maxPageSize) ? Number(maxPageSize.value) : FEW);
  }

  async #tellLeftovers(bench: Bench): Promise<void> {
    const left = await leftIn(bench);
    if (left === undefined) return;
    this.#findings.push({
      about: "the store",
      asked: "did an earlier doctor leave something",
      cameBack: left,
      means: `the next \`ciam doctor --write\` of this store removes it`,
      page: "docs/ciam.md#doctor",
      standing: "wrong",
    });
  }

  async #write(bench: Bench, users: Census, whole: Permissions["whole"]): Promise<void> {
    const { options } = this;
    const strangers = strangersIn(users);
    if (!whole.has("users"))
      throw new UsageError("nothing was written: of all that is about users some may not be called, as the table says");
    requireConsent(options, bench.storeId, strangers);
    const left = sumOf((await cleanUp(bench, 0)).removed);
    if (left !== undefined) this.#say(`an earlier doctor had left something in the store: ${left}, removed now`);
    const mine = new DoctorsRun();
    this.#say(`what is made now has the mark of ${mine.owner}, and is removed again`);
    // Whoever may make something has to be able to remove it.
    const mayMakeStore = options.secondStore === true && whole.has("stores");
    const mayMakeGroups = whole.has("groups");
    let lagMs: number | undefined;
    try {
      const seen = await observe(bench, mine, { mayMakeStore, mayMakeGroups, mayExport: strangers === 0 });
      const judged = judgeTrial(seen, mayMakeStore);
      this.#judgements = { ...this.#judgements, ...judged };
      this.#findings.push(...besideSwitches(seen));
      lagMs = seen.isAwaiting ? LONG_LAG_MS : lagIn(judged);
    } finally {
      await this.#removeAll(bench, mine, lagMs);
    }
  }

  /** Beside the line that shows what the doctor is at. */
  #say(text: string): void {
    this.progress.clear();
    remark(this.run.screen, text);
  }

  /** Also when somebody has pressed Ctrl-C. What cannot be removed is said, with who removes it. */
  async #removeAll(bench: Bench, { owner }: DoctorsRun, lagMs: number | undefined): Promise<void> {
    if (this.run.signal.aborted)
      this.#say("removing what was made; pressed again, Ctrl-C leaves it to the next `ciam doctor --write`");
    this.progress.show("removing what was made");
    const next = "the next `ciam doctor --write` of this store removes them";
    try {
      const { isImporting } = await cleanUpAtLast(bench.afterwards(), lagMs);
      if (isImporting) this.#say(`an import in the store still runs; if it brings users of ${owner}, ${next}`);
    } catch (error) {
      if (!(error instanceof CiamError) && !(error instanceof OutOfBounds)) throw error;
      throw new LeftBehind([
        `users of ${owner} are still in the store, because they could not be removed: ${error.message}`,
        next,
      ]);
    }
  }
}

/** The longest time that users were seen to stay out of lists. */
function lagIn({ readLagMs }: Judgements): number | undefined {
  return readLagMs && isTold(readLagMs) ? readLagMs.within?.most : undefined;
}

/** The leftovers of earlier doctors, in words; undefined where these credentials may not search for them. */
async function leftIn(bench: Bench): Promise<string | undefined> {
  try {
    const { users, groups, stores } = await findLeftovers(bench);
    return sumOf({ users: users.length, groups: groups.length, stores: stores.length });
  } catch (error) {
    if (isActionDenied(error)) return undefined;
    throw error;
  }
}

/** Something of the doctor's could not be removed. */
class LeftBehind extends NoConnection {}

/** For questions that are about no store. */
const NO_STORE = "0".repeat(32);

const USUAL_PAGE = 1_000;
const FEW = 10;

async function wayTo(options: ConnectionOptions, screen: Screen): Promise<Way> {
  return { ...(await target(options, screen)), clock: systemClock, limiter: new TokenBuckets(systemClock) };
}

/** By `--store`, or by `--write` where that names one. */
function storeNamed({ store, write }: ExaminationOptions): string | undefined {
  if (typeof write !== "string" || store === undefined || store === write)
    return store ?? (write === true ? undefined : write);
  throw new UsageError(`--store ${store} and --write ${write} name two stores: name the same one twice`);
}

/** The doctor writes into a store without users, or into one that was named twice. */
function requireConsent({ store, write }: ExaminationOptions, storeId: string, strangers: number | undefined): void {
  if (strangers === 0 || (store === storeId && write === storeId)) return;
  const has = strangers === undefined ? "may have users" : `has ${count(strangers, "user")}`;
  throw new UsageError([
    `user store ${storeId} ${has}: nothing was written`,
    `the doctor never touches them; to let it make users of its own beside them, name the store twice: --store ${storeId} --write ${storeId}`,
  ]);
}

function sumOf({ users, groups, stores }: Removed): string | undefined {
  const parts = [
    ...(users > 0 ? [count(users, "user")] : []),
    ...(groups > 0 ? [count(groups, "group")] : []),
    ...(stores > 0 ? [count(stores, "store")] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(", ");
}
