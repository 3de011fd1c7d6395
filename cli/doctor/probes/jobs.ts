import type { Arrival, Batch } from "../trial/stages/arrival";
import type { JobStory, Moment } from "../trial/jobLog";
import type { Judgements } from "./switches";
import { measured, ms, told, untold, type Judgement, type Span } from "./judgement";

/** The duration of jobs, and the time until their users are listed. */
export function course(stories: readonly JobStory[], { batches }: Arrival): Judgements {
  const [first] = batches;
  const watched = stories.flatMap((story): Watched[] => {
    const phases = phaseOf(story);
    return phases ? [{ users: story.users, phases }] : [];
  });
  return {
    jobPendingMs: narrowest(
      watched.map(({ phases }) => phases.pending),
      "a job was PENDING",
    ),
    jobProcessingMs: narrowest(withoutUsers(watched), "a small job was PROCESSING"),
    readLagMs: first ? lag(first) : untold("no import was made"),
  };
}

interface Watched {
  readonly users: number;
  readonly phases: Phases;
}

const NEVER = "no job was watched from its beginning to its end";

interface Phases {
  readonly pending: Span;
  readonly processing: Span;
  readonly ended: Moment;
}

const RUNNING = new Set(["PENDING", "PROCESSING"]);

/** Between which moments a job changed, as far as it was watched; undefined for one that was not watched closely. */
function phaseOf({ taken, looks }: JobStory): Phases | undefined {
  const over = looks.findIndex(({ status }) => status === undefined || !RUNNING.has(status));
  const ended = looks[over];
  if (!ended || (ended.status === undefined && over === 0)) return undefined;
  const left = looks.findIndex(({ status }) => status !== "PENDING");
  const [lastPending, firstOther] = [looks[left - 1] ?? taken, looks[left] ?? ended];
  const lastRunning = looks[over - 1] ?? taken;
  const pendingLeast = left === 0 ? 0 : lastPending.asked - taken.answered;
  return {
    pending: { least: pendingLeast, most: firstOther.answered - taken.asked },
    processing: {
      least: Math.max(0, lastRunning.asked - firstOther.answered),
      most: ended.answered - (left === 0 ? taken.asked : lastPending.asked),
    },
    ended: { asked: lastRunning.asked, answered: ended.answered },
  };
}

function narrowest(spans: readonly Span[], what: string): Judgement {
  const [best] = [...spans].sort((a, b) => a.most - a.least - (b.most - b.least));
  return best ? measured(best, what) : untold(NEVER);
}

/** A job may take longer for each of its users: what two jobs of different sizes allow for that is taken off. */
function withoutUsers(watched: readonly Watched[]): Span[] {
  const [smallest] = [...watched].sort((a, b) => a.users - b.users);
  const [largest] = [...watched].sort((a, b) => b.users - a.users);
  if (!smallest || !largest) return [];
  const more = largest.users - smallest.users;
  const each =
    more > 0 ? Math.max(0, largest.phases.processing.most - smallest.phases.processing.least) / more : Infinity;
  return watched.map(({ users, phases: { processing } }) => ({
    least: Math.max(0, processing.least - Math.min(each, processing.most) * users),
    most: processing.most,
  }));
}

/** From the end of a job until its first user is listed. */
function lag({ story, sightings, users }: Batch): Judgement {
  const phases = phaseOf(story);
  const names = new Set(users.map(({ UserName }) => UserName));
  const at = sightings.findIndex((sighting) => [...sighting.names].some((name) => names.has(name)));
  const shown = sightings[at];
  if (!shown) return untold("no user of the job was ever listed");
  if (!phases) return untold("the job was forgotten before it was listed, so nobody knows when it ended");
  const before = sightings[at - 1];
  const least = before ? Math.max(0, before.asked - phases.ended.answered) : 0;
  return measured(
    { least, most: shown.answered - phases.ended.asked },
    "users were listed after the end of their job",
    "most",
  );
}

/** The time for which a job is listed after its end. */
export function retention(stories: readonly JobStory[]): Judgements {
  const spans = stories.flatMap((story) => kept(story) ?? []);
  const forgotten = spans.filter(({ most }) => most !== Infinity);
  if (spans.length === 0) return { jobRetentionMs: untold("no job was ever listed") };
  const least = Math.max(0, ...spans.map((span) => span.least));
  if (forgotten.length === 0) {
    const why = `all jobs were still listed when the doctor was done, ${ms(Math.floor(least))} after the end of the first`;
    return { jobRetentionMs: untold(why) };
  }
  const most = Math.min(...forgotten.map((span) => span.most));
  if (most < least) return { jobRetentionMs: untold("one job was listed for longer than another one") };
  return { jobRetentionMs: measured({ least, most }, "jobs were listed after their end", "least") };
}

function kept({ taken, looks }: JobStory): Span | undefined {
  const listed = looks.filter(({ status }) => status !== undefined);
  if (listed.length === 0) return undefined;
  const isRunning = ({ status }: { readonly status: string | undefined }): boolean => RUNNING.has(status ?? "");
  const lastRunning = looks.findLastIndex(isRunning);
  const lastListed = looks.findLastIndex(({ status }) => status !== undefined);
  const endedAfter = looks[lastRunning] ?? taken;
  const firstEnded = looks.slice(lastRunning + 1).find(({ status }) => status !== undefined);
  const gone = looks[lastListed + 1];
  if (!firstEnded && !gone) return undefined;
  return {
    least: firstEnded ? Math.max(0, (looks[lastListed]?.asked ?? 0) - firstEnded.answered) : 0,
    most: gone ? gone.answered - endedAfter.asked : Infinity,
  };
}

/** In which order users are listed where none is asked for. */
export function order({ orders, batches }: Arrival): Judgements {
  const sent = batches.flatMap(({ users }) => users.map(({ UserName = "" }) => UserName.toLowerCase()));
  const listed = orders.map((names) => names.map((name) => name.toLowerCase()));
  const common = sent.filter((name) => listed.every((names) => names.includes(name)));
  if (common.length < FEWEST) return { listOrder: untold("too few users were listed to tell an order") };
  const lists = listed.map((names) => names.filter((name) => common.includes(name)));
  const [first = []] = lists;
  if (lists.some((list) => list.join() !== first.join()))
    return { listOrder: told("unstable", "the same list came in different orders") };
  if (first.join() === common.join())
    return { listOrder: told("created", ordered(lists.length, "in the order of their import")) };
  if (first.join() === [...common].reverse().join())
    return { listOrder: told("reverse", ordered(lists.length, "in the reverse order of their import")) };
  return {
    listOrder: untold("a list came always in the same order, which is neither that of the import nor its reverse"),
  };
}

/** Fewer users are in any order by chance. */
const FEWEST = 5;

const ordered = (times: number, how: string): string => `users came ${how}, ${String(times)} times`;
