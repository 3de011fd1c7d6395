import { CiamError } from "../../../ciam/errors";
import { isRefusal } from "../../../ciam/errors/catalogue/meanings";
import { OutOfBounds, type Bench } from "../service/bench";
import { arrive, type Arrival } from "./stages/arrival";
import { crowd, type Crowd } from "./stages/crowd";
import { makeGroups, type Groups } from "./stages/groups";
import type { JobStory } from "./jobLog";
import { runOf, type DoctorsRun } from "./marks";
import { refuse, type Refusals } from "./stages/refusals";
import { remove, type Removal } from "./stages/removal";
import { makeSecondStore, type SecondStore } from "./stages/secondStore";
import { search, type Searches } from "./stages/searches";
import { Trial, TrialEnded } from "./trial";
import { update, type Updates } from "./stages/updates";

/** The observations of a stage of the trial, or the reason why there are none. */
export type Seen<T> = { readonly seen: T } | { readonly why: string };

/** All that the trial has seen. */
export interface Observations {
  readonly groups: Seen<Groups>;
  readonly arrival: Seen<Arrival>;
  readonly refusals: Seen<Refusals>;
  readonly updates: Seen<Updates>;
  readonly searches: Seen<Searches>;
  readonly crowd: Seen<Crowd>;
  readonly removal: Seen<Removal>;
  readonly secondStore: Seen<SecondStore>;
  /** The doctor's jobs in the store, and all looks at them. */
  readonly jobs: readonly JobStory[];
  /** True where somebody of an import was waited for in vain, who may still come. */
  readonly isAwaiting: boolean;
  /** The reason why nothing of this can be relied on; undefined if it can. */
  readonly disturbed: string | undefined;
}

export interface TrialOptions {
  readonly mayMakeGroups: boolean;
  readonly mayMakeStore: boolean;
  /** False where other users would be in an export. */
  readonly mayExport: boolean;
}

const NO_SECOND_STORE =
  "it takes a second user store, which is made with --second-store, where all about stores may be called";

/** Goes through all stages. One that fails leaves the others their chance, unless nobody answers any more. */
export async function observe(bench: Bench, run: DoctorsRun, options: TrialOptions): Promise<Observations> {
  const trial = new Trial(bench, run);
  const stages = new Stages(bench);
  const groups = options.mayMakeGroups
    ? await stages.go("groups", () => makeGroups(trial))
    : { why: "groups cannot be made and removed here" };
  const made = "seen" in groups ? groups.seen : { ids: [], why: groups.why };
  const arrival = await stages.go("a first import", () => arrive(trial, made));
  const after = <T>(name: string, work: (arrival: Arrival) => Promise<T>): Promise<Seen<T>> =>
    "seen" in arrival ? stages.go(name, () => work(arrival.seen)) : Promise.resolve(arrival);
  const refusals = await after("an import of users who are there", (guests) => refuse(trial, guests));
  const updates = await after("updates", (guests) => update(trial, guests, made));
  const searches = await after("searches", async (guests) => {
    const found = await search(trial, guests);
    if (!found) throw new TrialEnded("no plain user came");
    return found;
  });
  const secondStore = options.mayMakeStore
    ? await after("a second store", async () => {
        const store = await makeSecondStore(bench, run);
        if ("why" in store) throw new TrialEnded(store.why);
        return store;
      })
    : { why: NO_SECOND_STORE };
  const second = "seen" in secondStore ? secondStore.seen : undefined;
  const crowded = await after("many imports at once", () =>
    crowd(trial, { secondStore: second, mayExport: options.mayExport }),
  );
  const removal = await after("deletions", (guests) => remove(trial, guests, made.ids.length > 0));
  const disturbed = await after("a last look", (guests) => disturbance(trial, guests));
  return {
    groups,
    arrival,
    refusals,
    updates,
    searches,
    crowd: crowded,
    removal,
    secondStore,
    jobs: trial.jobs.stories,
    isAwaiting: trial.isAwaiting,
    disturbed: "seen" in disturbed ? disturbed.seen : undefined,
  };
}

class Stages {
  #over: string | undefined;

  constructor(private readonly bench: Bench) {}

  async go<T>(name: string, work: () => Promise<T>): Promise<Seen<T>> {
    if (this.#over !== undefined) return { why: this.#over };
    this.bench.progress(name);
    try {
      return { seen: await work() };
    } catch (error) {
      if (error instanceof TrialEnded) return { why: error.message };
      if (!(error instanceof CiamError) && !(error instanceof OutOfBounds)) throw error;
      const why = error instanceof CiamError ? `it was never finished: ${error.message}` : error.message;
      if (!isRefusal(error)) this.#over = why;
      return { why };
    }
  }
}

/** Another doctor at work removes our guests, and we see its. */
async function disturbance(trial: Trial, { guests }: Arrival): Promise<string | undefined> {
  const users = await trial.everybody();
  if (users.some((user) => runOf(user) !== trial.run.id)) return "another doctor was at work in the store meanwhile";
  const ids = new Set(users.map(({ UserId }) => UserId));
  const lasting = guests.filter(({ role, kept }) => kept && ["f", "g"].includes(role));
  return lasting.every(({ kept }) => kept && ids.has(kept.UserId))
    ? undefined
    : "somebody removed users of the doctor meanwhile";
}
