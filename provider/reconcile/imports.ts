import type { CiamJob } from "../ciam/actions";
import { CiamError } from "../ciam/errors";
import { differingFields } from "../users/changes";
import { identitiesOf } from "../users/identity";
import type { LiveUser } from "../users/live";
import { LiveUsers } from "../users/liveUsers";
import type { DeclaredUser } from "../users/user";
import { halves, importItems, inBatches, type ImportItem } from "./batches";
import { mayWrite, type RunContext } from "./context";
import { failureFromService } from "./failures";
import { awaitJob, hasEnded, shortId, withJobSlot, type EndOfJob } from "./jobs";
import type { Ledger } from "./ledger";
import { usersWithIdentity, usersWithMark } from "./observe";
import { RunStopped } from "./stop";

/** How long a lost request may still be on its way in the service before it is safe to say that it never arrived. */
const REQUEST_DEADLINE_MS = 60_000;
const LOOKS = 3;
const SUBMITS_PER_BATCH = 3;

/** A user is "older than our submit" only beyond what two machines of one service may disagree by. */
const SERVICE_CLOCK_TOLERANCE_MS = 2_000;

/** A user that was sent, and the job that took it if its end is known. */
interface Sent {
  readonly item: ImportItem;
  readonly job: CiamJob | undefined;
}

interface Submitted {
  readonly items: readonly ImportItem[];
  readonly end: EndOfJob;
}

/**
 * Imports users by jobs, one after the other, and records each user's UserId or the reason why it has none.
 * The first job goes out alone and is read back before the next: how the service treats duplicates and marks is not
 * documented, and a surprise should meet one batch, not all of them.
 */
export async function importUsers(
  context: RunContext,
  ledger: Ledger,
  actions: readonly ImportItem["action"][],
): Promise<void> {
  const queue = inBatches(importItems(actions, context.mark), context.batch);
  let unconfirmed: Sent[] = [];
  let submitted = 0;
  let isFirst = true;
  for (let batch = queue.shift(); batch; batch = queue.shift()) {
    const sent = await submit(context, ledger, batch, part(submitted, batch.length, actions.length));
    if (sent === "too-large") {
      if (batch.length === 1) recordTooLarge(ledger, batch);
      else queue.unshift(...halves(batch));
      continue;
    }
    submitted += batch.length;
    const refused = recordRefusals(ledger, sent);
    const job = sent.end.kind === "ended" ? sent.end.job : undefined;
    for (const item of batch) if (!refused.has(item)) unconfirmed.push({ item, job });
    if (isFirst) {
      await confirm(context, ledger, unconfirmed);
      unconfirmed = [];
    }
    isFirst = false;
  }
  await confirm(context, ledger, unconfirmed);
}

/** Which of the users a job brings: `users 2001 to 4000 of 10000`. */
function part(before: number, count: number, all: number): string {
  if (count === all) return all === 1 ? "1 user" : `${String(all)} users`;
  return `users ${String(before + 1)} to ${String(before + count)} of ${String(all)}`;
}

/** Sends one batch and waits for its job; answers "too-large" when the service, or our own limit, says so. */
async function submit(
  context: RunContext,
  ledger: Ledger,
  batch: ImportItem[],
  about: string,
): Promise<Submitted | "too-large"> {
  let items: ImportItem[] = batch;
  for (let attempt = 1; items.length > 0; attempt++) {
    const intent = context.clock.now();
    try {
      mayWrite(context);
      const job = await withJobSlot(context, () => {
        mayWrite(context);
        ledger.wrote = true;
        return send(context, items);
      });
      ledger.job(reportOf(job, items.length));
      const end = await awaitJob(context, job.Id, about);
      ledger.job(
        end.kind === "ended"
          ? reportOf(end.job, items.length)
          : { ...reportOf(job, items.length), status: "FORGOTTEN" },
      );
      return { items: batch, end };
    } catch (error) {
      if (!(error instanceof CiamError)) throw error;
      if (isTooLarge(error)) return "too-large";
      if (error.class !== "unknown-outcome") throw error;
      context.reporter.warn(
        `the reply to an import job was lost (${error.code}); looking what became of it before anything is sent again`,
      );
      items = await absentAfter(context, items, intent);
      if (attempt === SUBMITS_PER_BATCH && items.length > 0) throw error;
    }
  }
  return { items: batch, end: { kind: "forgotten" } };
}

async function send({ calls, userStoreId }: RunContext, items: readonly ImportItem[]): Promise<CiamJob> {
  const { Job } = await calls.call("CreateApiImportUserJob", {
    UserStoreId: userStoreId,
    DataFlowUserCreateList: items.map(({ wire }) => wire),
  });
  return Job;
}

function isTooLarge(error: CiamError): boolean {
  return (
    error.code.startsWith("RequestSizeLimitExceeded") ||
    error.code === "LimitExceeded" ||
    error.code === "InvalidParameterValue.TooLarge"
  );
}

/**
 * What is missing after a submit whose reply was lost. A job names no owner and no users, so the list of jobs proves
 * nothing but that one is still running: the users themselves are looked for, three times over at least the time
 * that a request may be on its way.
 */
async function absentAfter(context: RunContext, items: readonly ImportItem[], intent: number): Promise<ImportItem[]> {
  let absent = [...items];
  for (let look = 1; look <= LOOKS; look++) {
    await quietSince(context, intent);
    const ours = new LiveUsers(await usersWithMark(context));
    absent = absent.filter(({ action }) => !isPresent(ours, action.user));
    if (absent.length === 0) return [];
    context.reporter.progress(
      `look ${String(look)} of ${String(LOOKS)}: ${String(absent.length)} of ${String(items.length)} users not there yet`,
    );
    if (look < LOOKS) await context.clock.sleep(REQUEST_DEADLINE_MS / (LOOKS - 1));
  }
  return absent;
}

/** Waits until no import job that may be the lost one is unfinished. */
async function quietSince(context: RunContext, intent: number): Promise<void> {
  const { calls, clock, userStoreId, timeouts, startedAt } = context;
  for (let wait = 250; clock.monotonic() - startedAt < timeouts.totalMs; wait = Math.min(wait * 2, 5_000)) {
    const { JobSet } = await calls.call("ListJobs", { UserStoreId: userStoreId });
    const running = (JobSet ?? []).some(
      (job) => job.Type === "IMPORT_USER" && !hasEnded(job) && (job.CreatedDate ?? intent) >= intent - 5 * 60_000,
    );
    if (!running) return;
    await clock.sleep(wait);
  }
}

function isPresent(live: LiveUsers, user: DeclaredUser): boolean {
  return identitiesOf(user).some(({ key }) => live.holding(key).length > 0);
}

function reportOf(job: CiamJob, submitted: number): Parameters<Ledger["job"]>[0] {
  return {
    id: job.Id,
    status: job.Status,
    submitted,
    failed: (job.FailedUsers ?? []).length,
    createdDate: job.CreatedDate ?? null,
  };
}

function recordTooLarge(ledger: Ledger, batch: readonly ImportItem[]): void {
  for (const { action } of batch) {
    ledger.fail(
      failureFromService(
        action.ref,
        action.user,
        "the user alone is larger than CIAM takes in one request",
        "RequestSizeLimitExceeded",
      ),
    );
  }
}

/** Pairs what the job says of failed users with those we sent: which identity it names is not documented. */
function recordRefusals(ledger: Ledger, { items, end }: Submitted): Set<ImportItem> {
  const refused = new Set<ImportItem>();
  if (end.kind !== "ended") return refused;
  const byValue = new Map<string, ImportItem>();
  for (const item of items) {
    for (const { field, normal } of identitiesOf(item.action.user)) {
      byValue.set(normal, item);
      byValue.set(String(item.action.user[field]), item);
    }
  }
  const said = [
    ...(end.job.FailedUsers ?? []).map((failed) => ({ of: failed.FailedUserIdentification, why: failed.FailedReason })),
    ...(end.job.ErrorDetails ?? []).map((detail) => ({ of: detail.UserId, why: detail.Error })),
  ];
  for (const { of, why } of said) {
    const item = byValue.get(of ?? "");
    if (!item) continue;
    refused.add(item);
    ledger.fail(failureFromService(item.action.ref, item.action.user, why ?? ""));
  }
  return refused;
}

/** Finds the imported users in the store and records their UserIds; who is not there gets a reason. */
async function confirm(context: RunContext, ledger: Ledger, sent: readonly Sent[]): Promise<void> {
  let missing = [...sent];
  for (let look = 1; look <= LOOKS && missing.length > 0; look++) {
    if (look > 1) {
      if (missing.every(({ job }) => job?.Status === "FAILED")) break;
      context.reporter.progress(`${String(missing.length)} imported users are not listed yet, looking again`);
      await context.clock.sleep(500 * 2 ** look);
    }
    const ours = new LiveUsers(await usersWithMark(context));
    missing = missing.filter(({ item: { action }, job }) => {
      const live = identitiesOf(action.user).flatMap(({ key }) => ours.holding(key))[0];
      if (live) recordImported(ledger, action, live, job);
      return !live;
    });
    context.reporter.progress(`imported: ${String(ledger.counts.created)}`);
  }
  const suspect = missing.find(({ job }) => job?.Status !== "FAILED");
  if (suspect) await stopIfUnmarked(context, suspect.item);
  for (const { item, job } of missing) {
    const { ref, user } = item.action;
    ledger.fail(
      job?.Status === "FAILED"
        ? failureFromService(
            ref,
            user,
            `import job ${shortId(job.Id)} FAILED before this user was imported`,
            "JobFailed",
          )
        : failureFromService(
            ref,
            user,
            "its job ended without naming it, and the store does not show it yet",
            "Unconfirmed",
          ),
    );
  }
}

function recordImported(
  ledger: Ledger,
  { ref, user }: ImportItem["action"],
  live: LiveUser,
  job: CiamJob | undefined,
): void {
  const submittedAt = job?.CreatedDate;
  if (
    submittedAt !== undefined &&
    submittedAt !== null &&
    live.createdDate < submittedAt - SERVICE_CLOCK_TOLERANCE_MS
  ) {
    throw new RunStopped(
      `user ${live.id} is older than the import job that was to create it: this store lets an import change existing users. ` +
        `Nothing more is imported. Declare such users with conflictPolicy: "adopt"`,
    );
  }
  ledger.manage({ ref, id: live.id, origin: "created", ...learnt(user, live) });
  ledger.settle(ref);
  ledger.counts.created++;
}

/** Values the service keeps in another form than it was sent: equal from now on. */
export function learnt(user: DeclaredUser, live: LiveUser): { stored?: DeclaredUser } {
  const differing = differingFields(user, live, new Set());
  if (differing.length === 0) return {};
  return { stored: Object.fromEntries(differing.map((field) => [field, live.fields[field]])) };
}

/** Without the mark we would never find our users again, so an import that loses it must not go on. */
async function stopIfUnmarked(context: RunContext, { action }: ImportItem): Promise<void> {
  const [identity] = identitiesOf(action.user);
  if (!identity) return;
  const found = await usersWithIdentity(context, identity, String(action.user[identity.field]));
  const [unmarked] = found.filter(({ fields }) => fields[context.mark.attribute] !== context.mark.value);
  if (!unmarked) return;
  throw new RunStopped(
    `user ${unmarked.id} was imported, or existed, without our owner mark in ${context.mark.attribute}. ` +
      `Nothing more is imported: check that the store keeps this attribute, or choose another ownerAttribute`,
  );
}
