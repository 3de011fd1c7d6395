import { saysTaken } from "../../../ciam/errors/catalogue/reasons";
import { differingFields } from "../../users/plan/changes";
import type { LiveUser } from "../../users/model/live";
import { LiveUsers } from "../../users/model/liveUsers";
import { isMadeByUs, otherOwnerOf, type Origin } from "../../users/model/mark";
import { areNamesakes } from "../../users/model/owner";
import { isUntouched } from "../../users/plan/standing";
import type { DeclaredUser } from "../../users/model/user";
import { holdersOf, type ImportItem, type Sent } from "./batches";
import { failureOfMissing, hasBrokenDown } from "./missing";
import type { RunContext } from "../run";
import { failureResurfaced, failureFromConflict } from "../../messages/failures";
import { READ_LAG_MS } from "./jobs";
import type { Ledger } from "../ledger";
import { ourUsers, preflight } from "../observe/observe";
import { RunStopped } from "../../messages/errors";

const LOOKS = 3;

/** A user is "older than our submit" only beyond what two machines of one service may disagree by. */
const SERVICE_CLOCK_TOLERANCE_MS = 2_000;

/** Finds the imported users in the store and records their UserIds; who is not there gets a reason. */
export async function confirm(context: RunContext, ledger: Ledger, sent: readonly Sent[]): Promise<void> {
  let missing = [...sent];
  for (let look = 1; look <= LOOKS && missing.length > 0; look++) {
    if (look > 1) {
      if (!missing.some(isExpected)) break;
      context.reporter.progress(`${String(missing.length)} imported users are not listed yet, looking again`);
      await context.clock.sleep(500 * 2 ** look);
    }
    missing = recordFound(ledger, missing, new LiveUsers(await ourUsers(context, ["created"])));
    context.reporter.progress(`imported: ${String(ledger.counts.created)}`);
  }
  if (missing.length === 0) return;
  await explain(context, ledger, missing);
}

/** Records those who have arrived, and says nothing of the others: their job has not ended. */
export async function recordPresent(context: RunContext, ledger: Ledger, items: readonly ImportItem[]): Promise<void> {
  if (items.length === 0) return;
  const ours = new LiveUsers(await ourUsers(context, ["created"]));
  recordFound(
    ledger,
    items.map((item) => ({ item, end: "unknown" })),
    ours,
  );
}

/** Whether the user may be there: a job that broke down took some of its users first. */
function isExpected({ refusal }: Sent): boolean {
  return refusal === undefined;
}

function recordFound(ledger: Ledger, missing: readonly Sent[], ours: LiveUsers): Sent[] {
  const found: { one: Sent; live: LiveUser }[] = [];
  const left = missing.filter((one) => {
    const [live] = holdersOf(ours, one.item).filter(({ id }) => !isAnothers(ledger, one.item, id));
    if (live) found.push({ one, live });
    return !live;
  });
  const tolerance = touchedAfterCreation(found.map(({ live }) => live)) ? SERVICE_CLOCK_TOLERANCE_MS : 0;
  for (const { one, live } of found) recordImported(ledger, one, live, tolerance);
  return left;
}

/** Whether the service itself writes to users a moment after it created them: then nobody is as new as on the first day. */
function touchedAfterCreation(users: readonly LiveUser[]): boolean {
  return users.length > 1 && users.every((live) => live.lastModifiedDate > live.createdDate);
}

/** Whether the user is managed under another name: then it is no user that this import made. */
function isAnothers(ledger: Ledger, { action }: ImportItem, id: string): boolean {
  return ledger.manages(id) && ledger.entryOf(action.ref)?.id !== id;
}

/**
 * Looks by identity for those who were not found by the mark: a list may lag, an earlier run's job may have taken
 * them, a stranger may hold the identity, or the store may not keep our mark, in which case nothing more may be sent.
 */
async function explain(context: RunContext, ledger: Ledger, missing: readonly Sent[]): Promise<void> {
  if (missing.length === 0) return;
  const live = await holders(context, missing);
  for (const one of missing) {
    const [holder] = holdersOf(live, one.item);
    // With it the store keeps marks, and this import did not make the user.
    const owner = holder && otherOwnerOf(holder, context.mark);
    if (holder && isMadeByUs(holder, context.mark) && !isAnothers(ledger, one.item, holder.id))
      recordImported(ledger, one, holder);
    else if (holder && owner !== undefined) leaveToItsOwner(context, ledger, one, holder, owner);
    else if (holder && isExpected(one) && !hasBrokenDown(one) && !isOlder(holder, one.since))
      throw unmarked(context, holder);
    else ledger.fail(failureOfMissing(one, holder));
  }
}

/** It showed only now that somebody has the user, perhaps a run that was interrupted: whose it is can be decided anew. */
function leaveToItsOwner({ mark }: RunContext, ledger: Ledger, { item }: Sent, holder: LiveUser, owner: string): void {
  const { ref, user } = item.action;
  const isNamesake = areNamesakes(owner, mark.owner);
  ledger.fail(failureFromConflict({ ref, user, with: [holder], reason: { kind: "foreign-mark", owner, isNamesake } }));
  ledger.noteResurfaced(ref);
}

/**
 * The users who hold the identities of those that were not found. Where a job says that one is taken and nobody shows,
 * the list may lag behind: it is looked at again before anything is believed.
 */
async function holders(context: RunContext, missing: readonly Sent[]): Promise<LiveUsers> {
  const live = new LiveUsers();
  for (let look = 1; ; look++) {
    const unheld = missing.filter(({ item }) => holdersOf(live, item).length === 0);
    const sought = look === 1 ? unheld : unheld.filter(({ refusal = "" }) => saysTaken(refusal));
    if (sought.length === 0 || look > LOOKS) return live;
    if (look > 1) await context.clock.sleep(500 * 2 ** look);
    await preflight(
      context,
      live,
      sought.map(({ item }) => item.action.user),
    );
  }
}

function isOlder(live: LiveUser, since: number | undefined): boolean {
  return since !== undefined && live.createdDate < since - SERVICE_CLOCK_TOLERANCE_MS;
}

/** An import that found the user there and wrote over it. One of ours whom nobody has written to since is from an earlier run. */
function isOverwritten(live: LiveUser, since: number | undefined): boolean {
  const { lastModifiedDate: modified } = live;
  return (
    since !== undefined && isOlder(live, since) && (modified === 0 || modified >= since - SERVICE_CLOCK_TOLERANCE_MS)
  );
}

function recordImported(ledger: Ledger, { item, since, end, refusal }: Sent, live: LiveUser, tolerance = 0): void {
  const { ref, user } = item.action;
  if (end !== "unknown" && refusal === undefined && isOverwritten(live, since)) {
    throw new RunStopped(
      `user ${live.id} is older than the import job that was to create it: this store lets an import change existing users. ` +
        `Nothing more is imported. Declare such users with conflictPolicy: "adopt"`,
    );
  }
  if (wasThereToSee(live, since)) {
    recordResurfaced(ledger, item, live);
    return;
  }
  // A service that does not say when it took the job leaves only the user itself as evidence of who made it.
  const origin = since === undefined ? originByEvidence(live) : "created";
  ledger.manage({ ref, id: live.id, origin, ...learnt(user, live, tolerance) });
  ledger.markApplied(ref);
  ledger.count("created");
}

/** Whether the user was there for so long that the lists showed it when this run began, and it was taken for another. */
function wasThereToSee(live: LiveUser, since: number | undefined): boolean {
  return since !== undefined && live.createdDate < since - 2 * READ_LAG_MS;
}

/** One that an earlier run has imported, perhaps from another declaration: what differs is an update's to write. */
function recordResurfaced(ledger: Ledger, { action: { ref, user } }: ImportItem, live: LiveUser): void {
  ledger.manage({ ref, id: live.id, origin: originByEvidence(live) });
  if (differingFields(user, live, { ignored: new Set(), groups: "all" }).length === 0) {
    ledger.markApplied(ref);
    return;
  }
  ledger.fail(failureResurfaced(ref, user, live.id));
  ledger.noteResurfaced(ref);
}

/** A user with our mark that our record lacks: ours to remove only if nobody has used it. */
function originByEvidence(live: LiveUser): Origin {
  return isUntouched(live) ? "created" : "adopted";
}

/**
 * Values the service keeps in another form than it was sent: equal from now on. A user who was edited since the import
 * teaches nothing, or a hand's edit would be taken for the service's habit.
 */
function learnt(user: DeclaredUser, live: LiveUser, tolerance: number): { stored?: DeclaredUser } {
  if (live.lastModifiedDate > live.createdDate + tolerance) return {};
  const differing = differingFields(user, live, { ignored: new Set(), groups: "all" });
  if (differing.length === 0) return {};
  return { stored: Object.fromEntries(differing.map((field) => [field, live.fields[field]])) };
}

/** Without the mark we would never find our users again, so an import that loses it must not go on. */
function unmarked({ mark }: RunContext, { id }: LiveUser): RunStopped {
  return new RunStopped(
    `user ${id} was imported, or existed, without our owner mark in ${mark.attribute}. ` +
      `Nothing more is imported: check that the store keeps this attribute, or choose another ownerAttribute`,
  );
}
