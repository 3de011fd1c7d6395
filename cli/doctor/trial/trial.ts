import type { CiamUser, ImportUser, QueryUserFilter } from "../../../ciam/actions";
import type { CiamError } from "../../../ciam/errors";
import { isSlotTaken } from "../../../ciam/errors/catalogue/meanings";
import { readAll } from "../../../provider/reconcile/observe/pages";
import type { Bench } from "../service/bench";
import { hasRefusedAll, isOver, JobLog, type JobStory, type Moment } from "./jobLog";
import { FOUND_BY, runOf, type DoctorsRun } from "./marks";

/** The trial cannot go on, for the reason in the message, which is half a sentence. */
export class TrialEnded extends Error {}

export type Submitted = { readonly job: string } | { readonly refusal: CiamError };

const FIRST_LOOK_MS = 100;
const SLOWEST_LOOK_MS = 1_000;
const BACKOFF = 1.15;

/** So long nobody waits for a job that no list has, or for users of one that has ended. */
const PATIENCE_MS = 60_000;

/** The guests that were seen at a moment, by name. */
export interface Sighting extends Moment {
  readonly names: ReadonlySet<string>;
}

/** The doctor's guests in a store: made by imports, found by their marks. */
export class Trial {
  readonly jobs = new JobLog();
  /** The greatest import that the service takes, as far as a refusal has told. */
  largestImport = Infinity;
  /** True once somebody of an import was waited for in vain, who may still come. */
  isAwaiting = false;
  #attempts = 0;

  constructor(
    readonly bench: Bench,
    readonly run: DoctorsRun,
  ) {}

  get storeId(): string {
    return this.bench.storeId;
  }

  /** The condition that a user is a guest of this run. */
  get ofThisRun(): QueryUserFilter {
    const { IndexedAttribute5: PropertyValue } = this.run.marks;
    return { PropertyKey: "indexedAttribute5", PropertyValue, Logic: true, OperateLogic: "=" };
  }

  guest(role: string, fields: ImportUser = {}): ImportUser {
    return { UserName: this.run.nameOf(role), ...fields, ...this.run.marks };
  }

  /** Sends an import as it is. */
  async submit(users: readonly ImportUser[], store = this.storeId): Promise<Submitted> {
    const { bench } = this;
    const asked = bench.clock.monotonic();
    const tried = await bench.tried("CreateApiImportUserJob", {
      UserStoreId: store,
      DataFlowUserCreateList: [...users],
    });
    if ("refusal" in tried) return tried;
    const { Id } = tried.reply.Job;
    if (store === this.storeId) this.jobs.add(Id, users.length, { asked, answered: bench.clock.monotonic() });
    return { job: Id };
  }

  /**
   * Sends an import, and again while others hold the job slots. Each time it is another one: a service may take the
   * second for a repetition, although it refused the first.
   */
  async submitted(users: readonly ImportUser[]): Promise<Submitted> {
    const { clock } = this.bench;
    const began = clock.monotonic();
    for (;;) {
      const attempt = String(++this.#attempts);
      const result = await this.submit(users.map((user) => ({ ...user, IndexedAttribute3: attempt })));
      if ("job" in result || !isSlotTaken(result.refusal)) return result;
      if (clock.monotonic() - began > PATIENCE_MS) throw new TrialEnded("other jobs of the account took all job slots");
      await this.bench.sleep(SLOWEST_LOOK_MS);
    }
  }

  /** One list of all jobs, noted for each of ours. */
  async look(): Promise<void> {
    const { bench, jobs } = this;
    const asked = bench.clock.monotonic();
    const { JobSet } = await bench.call("ListJobs", { UserStoreId: this.storeId });
    jobs.see(JobSet ?? [], { asked, answered: bench.clock.monotonic() });
  }

  /** Looks at a job until it is over and one of its users is listed. Answers what was listed meanwhile. */
  async watch(id: string, awaited: string): Promise<{ story: JobStory; sightings: Sighting[] }> {
    const { clock } = this.bench;
    const sightings: Sighting[] = [];
    const began = clock.monotonic();
    let overAt: number | undefined;
    for (let wait = FIRST_LOOK_MS; ; wait = Math.min(wait * BACKOFF, SLOWEST_LOOK_MS)) {
      await this.look();
      const story = this.jobs.story(id);
      if (!story) throw new TrialEnded("a job was lost");
      const sighting = await this.sighting();
      sightings.push(sighting);
      const isThere = sighting.names.has(awaited);
      if (isThere && (isOver(story) || story.looks.every(({ status }) => status === undefined)))
        return { story, sightings };
      if (hasRefusedAll(story)) return { story, sightings };
      const now = clock.monotonic();
      if (isOver(story)) overAt ??= now;
      if (!isOver(story) && story.looks.some(({ status }) => status !== undefined)) {
        this.bench.progress(`import job ${id.slice(0, 8)}… ${story.looks.at(-1)?.status ?? ""}`);
      } else if (now - (overAt ?? began) > PATIENCE_MS) {
        this.isAwaiting = true;
        return { story, sightings };
      }
      await this.bench.sleep(wait);
    }
  }

  /** Waits until all jobs of the doctor's are over. */
  async settled(): Promise<void> {
    for (let wait = FIRST_LOOK_MS; ; wait = Math.min(wait * BACKOFF, SLOWEST_LOOK_MS)) {
      await this.look();
      if (this.jobs.stories.every((story) => isOver(story) || isNeverListed(story))) return;
      await this.bench.sleep(wait);
    }
  }

  async sighting(): Promise<Sighting> {
    const { clock } = this.bench;
    const asked = clock.monotonic();
    const users = await this.guests();
    return { asked, answered: clock.monotonic(), names: new Set(users.map(({ UserName }) => UserName ?? "")) };
  }

  /** The guests of this run that the store lists. */
  async guests(): Promise<CiamUser[]> {
    return (await this.everybody()).filter((user) => runOf(user) === this.run.id);
  }

  /** The guests of every doctor. */
  async everybody(): Promise<CiamUser[]> {
    return (await marked(this.bench)).filter((user) => runOf(user) !== undefined);
  }

  /** A guest as it is now, in full or as reads without `Original` show it. */
  async readGuest(id: string, original = true): Promise<CiamUser | undefined> {
    const tried = await this.bench.tried("DescribeUserById", {
      UserStoreId: this.storeId,
      UserId: id,
      Original: original,
    });
    return "reply" in tried ? (tried.reply.User ?? undefined) : undefined;
  }
}

/** After this many lists without it, a job that was taken has been forgotten. */
const LOOKS = 5;

function isNeverListed({ looks }: JobStory): boolean {
  return looks.length >= LOOKS && looks.every(({ status }) => status === undefined);
}

/** Every user of the store with the attribute by which doctors find their guests. */
export function marked(bench: Bench): Promise<CiamUser[]> {
  return readAll(
    { calls: bench.client, action: "DescribeUser" },
    async (Pageable) => {
      const { Total, Content } = await bench.call("DescribeUser", {
        UserStoreId: bench.storeId,
        Pageable,
        Filters: [{ PropertyKey: FOUND_BY.key, PropertyValue: FOUND_BY.value, Logic: true, OperateLogic: "=" }],
        Sort: { PropertyKey: "id", Order: "ASC" },
        Original: true,
      });
      return { total: Total ?? 0, items: Content ?? [] };
    },
    ({ UserId }) => UserId,
  );
}
