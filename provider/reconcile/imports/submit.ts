import type { CiamJob } from "../../../ciam/actions";
import { AmbiguousError } from "../../../ciam/errors";
import { isTakenForRepetition, isTooLarge } from "../../../ciam/errors/catalogue/meanings";
import { LiveUsers } from "../../users/model/liveUsers";
import { holdersOf, type ImportItem, type Sent } from "./batches";
import { assertMayWrite, type RunContext } from "../run";
import { awaitJob, CLOCK_SKEW_MS, REQUEST_DEADLINE_MS, runningImports, withJobSlot } from "./jobs";
import { FORGOTTEN, type JobReport, type Ledger } from "../ledger";
import { ourUsers, preflight } from "../observe/observe";
import { toImportUser } from "../../users/ciam";
import { refusalsOf } from "./refusals";

const LOOKS = 3;
const SUBMITS_PER_BATCH = 3;

export interface Outcome {
  /** Users whose job has ended, or who arrived by a job whose reply was lost. */
  readonly sent: readonly Sent[];
  /** Users that the service did not take because the request was too large. */
  readonly tooLarge: readonly ImportItem[];
}

/**
 * Sends one batch as a job and waits for its end. A submit without a reply may have been executed, so it is never
 * repeated blindly: its users are looked up, and only those that are missing are sent again.
 */
export async function submit(
  context: RunContext,
  ledger: Ledger,
  batch: readonly ImportItem[],
  about: string,
): Promise<Outcome> {
  let items = batch;
  const arrived: Sent[] = [];
  for (let attempt = 1; items.length > 0; attempt++) {
    const intent = context.clock.now();
    let job: CiamJob;
    try {
      job = await send(context, ledger, items);
    } catch (error) {
      if (isTooLarge(error)) return { sent: arrived, tooLarge: items };
      if (!(error instanceof AmbiguousError)) throw error;
      context.reporter.warn(
        `the reply to an import job was lost (${error.code}); looking up its users before anything is sent again`,
      );
      const doubt = ledger.beginDoubt(intent);
      const absent = new Set(await absentAfter(context, items, intent));
      ledger.endDoubt(doubt);
      // A user older than the submit by any clock was not made by it.
      const since = intent - CLOCK_SKEW_MS;
      for (const item of items) if (!absent.has(item)) arrived.push({ item, end: "unknown", since });
      items = [...absent];
      if (items.length > 0 && !mayTryAgain(context, error, attempt)) throw error;
      continue;
    }
    return { sent: [...arrived, ...(await awaitResult(context, ledger, job, items, { about, intent }))], tooLarge: [] };
  }
  return { sent: arrived, tooLarge: [] };
}

/**
 * A service that rejects a request as a repetition remembers it for an unknown time: only the run's own deadline ends
 * the wait.
 */
function mayTryAgain({ clock, startedAt, timeouts }: RunContext, error: AmbiguousError, attempt: number): boolean {
  return isTakenForRepetition(error) ? clock.monotonic() - startedAt < timeouts.totalMs : attempt < SUBMITS_PER_BATCH;
}

async function send(context: RunContext, ledger: Ledger, items: readonly ImportItem[]): Promise<CiamJob> {
  const { calls, userStoreId, mark } = context;
  return withJobSlot(context, async () => {
    assertMayWrite(context);
    ledger.beginWrite();
    const { Job } = await calls.call("CreateApiImportUserJob", {
      UserStoreId: userStoreId,
      DataFlowUserCreateList: items.map(({ action }) => toImportUser(action.user, mark)),
    });
    return Job;
  });
}

/** Waits for the end of a job and matches its refusals with the users it took. */
async function awaitResult(
  context: RunContext,
  ledger: Ledger,
  accepted: CiamJob,
  items: readonly ImportItem[],
  { about, intent }: { about: string; intent: number },
): Promise<Sent[]> {
  ledger.noteJob(reportOf(accepted, items.length));
  const since = typeof accepted.CreatedDate === "number" ? { since: accepted.CreatedDate } : {};
  const end = await awaitJob(context, accepted.Id, about);
  if (end.kind === "forgotten") {
    // The job may still be running, unlisted.
    await absentAfter(context, items, intent);
    ledger.noteJob({ ...reportOf(accepted, items.length), status: FORGOTTEN });
    return items.map((item) => ({ item, end: "unknown", ...since }));
  }
  const { job } = end;
  ledger.noteJob(reportOf(job, items.length));
  const refusals = refusalsOf(job, items);
  return items.map((item) => {
    const refusal = refusals.get(item);
    return { item, end: job, ...since, ...(refusal !== undefined && { refusal }) };
  });
}

/**
 * The users that are missing after a submit whose reply was lost. A job names neither its owner nor its users, so the
 * list of jobs only shows that one is still running. The users themselves are looked up, three times over at least the
 * time that a request may be under way, and for as long as they keep coming.
 */
async function absentAfter(context: RunContext, items: readonly ImportItem[], intent: number): Promise<ImportItem[]> {
  let absent = [...items];
  for (let look = 1; look <= LOOKS; look++) {
    await quietSince(context, intent);
    const present = new LiveUsers(await ourUsers(context, ["created"]));
    // If the mark was lost on the way, only the identity finds the user.
    if (look === LOOKS)
      await preflight(
        context,
        present,
        absent.map(({ action }) => action.user),
      );
    const left = absent.filter((item) => holdersOf(present, item).length === 0);
    if (left.length === 0) return [];
    if (left.length < absent.length) look = 1;
    absent = left;
    context.reporter.progress(
      `look ${String(look)} of ${String(LOOKS)}: ${String(absent.length)} of ${String(items.length)} users not there yet`,
    );
    if (look < LOOKS) await context.clock.sleep(REQUEST_DEADLINE_MS / (LOOKS - 1));
  }
  return absent;
}

/** Waits until every import job that may be the lost one has ended. */
async function quietSince(context: RunContext, intent: number): Promise<void> {
  const { clock, timeouts, startedAt } = context;
  for (let wait = 250; clock.monotonic() - startedAt < timeouts.totalMs; wait = Math.min(wait * 2, 5_000)) {
    const running = await runningImports(context);
    if (!running.some(({ CreatedDate }) => (CreatedDate ?? intent) >= intent - CLOCK_SKEW_MS)) return;
    await clock.sleep(wait);
  }
}

function reportOf(job: CiamJob, submitted: number): JobReport {
  return {
    id: job.Id,
    status: job.Status,
    submitted,
    failed: (job.FailedUsers ?? []).length,
    createdDate: job.CreatedDate ?? null,
  };
}
