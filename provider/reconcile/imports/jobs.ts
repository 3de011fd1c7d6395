import { hasEnded, isImport, type CiamJob } from "../../../ciam/actions";
import { isSlotTaken } from "../../../ciam/errors/catalogue/meanings";
import { assertEngine, type RunContext } from "../run";
import { RunStopped } from "../../messages/errors";

/** The delays between looks at a job: short at first, for small jobs, then longer. */
const FIRST_LOOK_MS = 100;
const SLOWEST_LOOK_MS = 5_000;
const BACKOFF = 1.5;

/** After this many looks at a list that lacks the job, the job counts as forgotten: the users will tell what it did. */
const LOOKS_BEFORE_FORGOTTEN = 5;

/** How long a lost request may stay under way in the service; after that it never arrived. */
export const REQUEST_DEADLINE_MS = 60_000;

/** How far the service's clock may be behind ours. */
export const CLOCK_SKEW_MS = 5 * 60_000;

/** How far a list of users may lag behind a job that has just ended. */
export const READ_LAG_MS = 5_000;

export type EndOfJob = { kind: "ended"; job: CiamJob } | { kind: "forgotten" };

/** The job as the service lists it now; undefined when it does not. */
export async function lookAtJob({ calls, userStoreId }: RunContext, id: string): Promise<CiamJob | undefined> {
  const { JobSet } = await calls.call("ListJobs", { UserStoreId: userStoreId, JobIds: [id] });
  return (JobSet ?? []).find((job) => job.Id === id);
}

/** The store's import jobs that have not ended. They may be anybody's: a job does not name its owner. */
export async function runningImports({ calls, userStoreId }: RunContext): Promise<CiamJob[]> {
  const { JobSet } = await calls.call("ListJobs", { UserStoreId: userStoreId });
  return (JobSet ?? []).filter((job) => isImport(job) && !hasEnded(job));
}

/** Polls until the job ends, and reports its status. */
export async function awaitJob(context: RunContext, id: string, about: string): Promise<EndOfJob> {
  const { clock, reporter, timeouts } = context;
  const began = clock.monotonic();
  let missed = 0;
  for (let wait = FIRST_LOOK_MS; ; wait = Math.min(wait * BACKOFF, SLOWEST_LOOK_MS)) {
    const job = await lookAtJob(context, id);
    if (job && hasEnded(job)) return { kind: "ended", job };
    missed = job ? 0 : missed + 1;
    if (missed >= LOOKS_BEFORE_FORGOTTEN) return { kind: "forgotten" };
    reporter.progress(`job ${shortId(id)} ${job?.Status ?? "not listed yet"}, ${about}`);
    if (clock.monotonic() - began > timeouts.jobMs) {
      throw new RunStopped(
        `import job ${id} is still ${job?.Status ?? "unlisted"} after ${seconds(timeouts.jobMs)} (timeouts.job); ` +
          `it goes on in CIAM, the next \`pulumi up\` or \`pulumi refresh\` looks at it again`,
      );
    }
    assertEngine(context);
    await clock.sleep(wait);
  }
}

/**
 * Waits for import jobs that were running before this run began, and answers whether there were any. One of them may
 * come from an earlier run that was killed before it recorded anything, and may bring the very users that are missing.
 * A list may lag behind the end of a job.
 */
export async function awaitStrangers(context: RunContext): Promise<boolean> {
  const running = (await runningImports(context)).map(({ Id }) => Id);
  if (running.length === 0) return false;
  await awaitEnd(context, running);
  await context.clock.sleep(READ_LAG_MS);
  return true;
}

/** Waits until an import whose reply was lost has arrived or never will. */
export async function awaitArrival({ clock, reporter }: RunContext, sentAt: number): Promise<void> {
  const left = Math.min(REQUEST_DEADLINE_MS, sentAt + REQUEST_DEADLINE_MS - clock.now());
  if (left <= 0) return;
  reporter.progress(
    `an earlier run lost the reply to an import and does not know its outcome: waiting ${seconds(left)}`,
  );
  await clock.sleep(left);
}

/** Waits until all of these jobs have ended, for `timeouts.job` at most. */
export async function awaitEnd(context: RunContext, ids: readonly string[]): Promise<void> {
  const { clock, reporter, timeouts } = context;
  const began = clock.monotonic();
  let running = ids;
  for (let wait = FIRST_LOOK_MS; running.length > 0; wait = Math.min(wait * BACKOFF, SLOWEST_LOOK_MS)) {
    const names = running.map(shortId).join(", ");
    if (clock.monotonic() - began > timeouts.jobMs) {
      reporter.warn(`import job ${names} has not ended in ${seconds(timeouts.jobMs)}; going on without it`);
      return;
    }
    reporter.progress(
      `import job ${names} was started before and is running: waiting, because it may hold the same users`,
    );
    assertEngine(context);
    await clock.sleep(wait);
    const now = new Set((await runningImports(context)).map(({ Id }) => Id));
    running = running.filter((id) => now.has(id));
  }
}

/**
 * Runs something that needs one of the store's two job slots, and waits while others hold them. Only a refusal by the
 * service shows that no slot is free, whatever ListJobs says.
 */
export async function withJobSlot<T>(context: RunContext, attempt: () => Promise<T>): Promise<T> {
  const { clock, reporter, timeouts, startedAt } = context;
  for (let wait = 500; ; wait = Math.min(wait * BACKOFF, SLOWEST_LOOK_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isSlotTaken(error)) throw error;
      const waited = clock.monotonic() - startedAt;
      // Another attempt would come after the deadline.
      if (waited + wait > timeouts.totalMs) {
        throw new RunStopped(
          `both job slots of user store ${context.userStoreId} stayed taken for ${seconds(timeouts.totalMs)} (timeouts.total)`,
        );
      }
      reporter.progress(`waiting for a job slot: two jobs run in this store (${seconds(waited)})`);
      await clock.sleep(wait);
    }
  }
}

export function shortId(id: string): string {
  return id.length > 8 ? `${id.slice(0, 8)}…` : id;
}

function seconds(ms: number): string {
  return `${String(Math.round(ms / 1000))} s`;
}
