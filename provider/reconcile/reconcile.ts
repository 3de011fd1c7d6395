import { CiamError } from "../../ciam/errors";
import { actionsOf, type DesiredUser, type Plan, type RecordedUser } from "../users/plan/actions";
import { pendingChanges } from "../users/plan/changes";
import { userFields } from "../users/model/fields";
import { identitiesOf } from "../users/model/identity";
import type { LiveUser } from "../users/model/live";
import type { LiveUsers } from "../users/model/liveUsers";
import { ownershipOf } from "../users/model/mark";
import { match, type Matching } from "../users/plan/match";
import { comparisonFor } from "../users/plan/decide";
import { areNamesakes, areOfOneProject, hasLineage } from "../users/model/owner";
import { plan } from "../users/plan/plan";
import type { Policy } from "../users/plan/policy";
import { refId } from "../users/model/ref";
import type { DeclaredUser } from "../users/model/user";
import { apply } from "./apply";
import type { RunContext } from "./run";
import { refusal, removalsOf, type DeletionLimit } from "./guard";
import { awaitArrival, awaitJob, awaitStrangers, READ_LAG_MS } from "./imports/jobs";
import type { Ledger } from "./ledger";
import { failureFromConflict } from "../messages/failures";
import { observeOurs, preflight, QUERYABLE, sizeOfStore, usersWithIdentity } from "./observe/observe";
import { remark, remarkOnOwners } from "./remark";
import { RunStopped } from "../messages/errors";
import { NOTHING_LEFT, tally } from "../messages/tally";
import { count } from "../../text/format";

/** What one `create` or `update` shall reach. */
export interface Target {
  readonly verb: "create" | "update";
  readonly desired: readonly DesiredUser[];
  readonly recorded: readonly RecordedUser[];
  readonly policy: Policy;
  readonly limit: DeletionLimit;
  /** Whether everybody leaves another store when this succeeds: then nothing is begun that cannot be ended. */
  readonly isMove: boolean;
  /** Whether to look for existing users before the first import. */
  readonly preflight: boolean;
  /** Jobs of earlier runs whose end was not seen. */
  readonly unfinishedJobs: readonly string[];
  /** When the last import was sent of which the run before could not say what became. */
  readonly inDoubtSince?: number | undefined;
}

/** What a run has decided and done, besides what stands in its ledger. */
export interface Reconciled {
  readonly plan: Plan;
  /** Users of the store that are not managed here; nothing when they could not be counted. */
  readonly unmanaged: number | undefined;
}

/**
 * The walk: observe the store, plan, guard, apply. It can be run again from wherever it stopped: what it finds in
 * the store decides, the record is a hint. The ledger holds what was done, also when this throws.
 */
export async function reconcile(context: RunContext, ledger: Ledger, target: Target): Promise<Reconciled> {
  const { desired, recorded } = target;
  const decided = await decideAtRest(context, target);
  assertNoRelative(ledger, decided, target);
  if (target.isMove) assertAllCanCome(ledger, decided, desired.length);
  const refused = refusal(removalsOf(decided), { managed: recorded.length, declared: desired.length }, target.limit);
  if (refused !== undefined) throw new RunStopped(refused);
  const doing = tally(decided) ?? NOTHING_LEFT;
  if (!context.isAnnounced(doing)) context.reporter.info(`plan: ${doing}`);
  await apply(context, ledger, decided);
  if (ledger.formers.size > 0) await updateFormers(context, ledger, target);
  remark(context, ledger, decided);
  return { plan: decided, unmanaged: await unmanagedUsers(context, ledger) };
}

/** What a decision takes into account. */
export type Decided = Pick<Target, "verb" | "desired" | "recorded" | "policy" | "preflight">;

/** Looks at the store and decides. Nothing is written, here or by anybody for it. */
export async function decide(context: RunContext, target: Decided): Promise<{ plan: Plan; live: LiveUsers }> {
  const { desired, recorded, policy } = target;
  const { live, known } = await observe(context, target);
  return { plan: plan({ desired, recorded, live, known }, { ...policy, now: context.calls.serviceNow() }), live };
}

/**
 * Brings those to their declaration whom an earlier run had made and who did not show before they were sent again.
 * Only what an update can do: anything else is for the next run to announce first.
 */
async function updateFormers(context: RunContext, ledger: Ledger, target: Target): Promise<void> {
  const desired = target.desired.filter(({ ref }) => ledger.formers.has(refId(ref)));
  const recorded = desired.flatMap(({ ref }) => {
    const entry = ledger.entryOf(ref);
    return entry ? [{ ...entry, user: undefined }] : [];
  });
  // Whom no record has is found by identity only.
  const preflight = target.preflight || recorded.length < desired.length;
  const { plan: decided } = await decide(context, { ...target, desired, recorded, preflight });
  const actions = decided.actions.filter(({ kind }) => kind === "update" || kind === "keep");
  await apply(context, ledger, { ...decided, actions });
  remarkOnOwners(context, { ...decided, actions });
}

/** The run is done and must be recorded, so a count that cannot be had is no reason to fail. */
async function unmanagedUsers(context: RunContext, ledger: Ledger): Promise<number | undefined> {
  try {
    return Math.max(0, (await sizeOfStore(context)) - ledger.entries.length);
  } catch (error) {
    if (!(error instanceof CiamError)) throw error;
    return undefined;
  }
}

/**
 * Decides when no import is under way that could change what is decided. Who is to be imported though the record has
 * them may be on the way: a run that was killed between the two halves of a re-import has recorded neither.
 */
async function decideAtRest(context: RunContext, target: Target): Promise<Plan> {
  const isAwaited = await awaitEarlierJobs(context, target);
  const { plan: decided } = await decide(context, target);
  if (isAwaited || actionsOf(decided, "import").length === 0 || !(await awaitStrangers(context))) return decided;
  return (await decide(context, target)).plan;
}

/**
 * What an earlier run has sent is not sent again before it is known what became of it. Answers whether other imports
 * were waited for too.
 */
async function awaitEarlierJobs(context: RunContext, target: Target): Promise<boolean> {
  const { unfinishedJobs, inDoubtSince, desired, recorded } = target;
  for (const id of unfinishedJobs) await awaitJob(context, id, "started by an earlier run");
  // A list may show its users only some time after the end.
  if (unfinishedJobs.length > 0) await context.clock.sleep(READ_LAG_MS);
  if (inDoubtSince !== undefined) await awaitArrival(context, inDoubtSince);
  const known = new Set(recorded.map(({ ref }) => refId(ref)));
  const hasNewcomers = desired.some(({ ref }) => !known.has(refId(ref)));
  if (hasNewcomers) await awaitStrangers(context);
  return hasNewcomers;
}

async function observe(
  context: RunContext,
  target: Decided,
): Promise<{ live: LiveUsers; known: Matching | undefined }> {
  const { desired, recorded, policy } = target;
  const live = await observeOurs(context, recorded, [...policy.takeOver].filter(hasLineage));
  const known = match(desired, recorded, live, policy.mark);
  const lacking = recorded.filter(({ id }) => !live.get(id));
  const unknown = newcomers(desired, known, live);
  const isLookedFor = target.preflight || (await isRelativeAbout(context, target, unknown));
  // Who is deleted to be imported again must find no stranger at its new identity, whatever the store is known for.
  if (!isLookedFor && policy.importOnlyChange !== "reimport") return { live, known };
  await preflight(context, live, [...(isLookedFor ? unknown : []), ...renamed(desired, known, live, policy)]);
  // One of the record who shows only now may change the pairs.
  return { live, known: lacking.some(({ id }) => live.get(id)) ? undefined : known };
}

/**
 * Whether a job of our project, or one to take over from, may have users in this store that only their identities lead to:
 * its lineage is not known. A run that was interrupted has begun with the first user, so that one tells.
 */
async function isRelativeAbout(
  context: RunContext,
  { verb, policy }: Decided,
  [first]: readonly DeclaredUser[],
): Promise<boolean> {
  if (!first) return false;
  if (![...policy.takeOver].every(hasLineage)) return true;
  if (verb === "update") return false;
  for (const identity of identitiesOf(first)) {
    if (!QUERYABLE.has(identity.field)) continue;
    const holders = await usersWithIdentity(context, identity, first[identity.field]);
    if (holders.some((holder) => isRelatives(holder, policy))) return true;
  }
  return false;
}

function isRelatives(holder: LiveUser, { mark }: Policy): boolean {
  const ownership = ownershipOf(holder, mark);
  if (ownership.kind !== "foreign" || ownership.owner === undefined) return false;
  return areOfOneProject(ownership.owner, mark.owner);
}

/**
 * A create that meets users of another job of its project writes nothing at all: the state was lost, or this is a second
 * one of the program, or a replacement, also of a job that had another name when it made them. Which of them, and so
 * whose the users are, only a person knows; and a replacement that fails here leaves the old resource whole.
 */
function assertNoRelative(ledger: Ledger, decided: Plan, { verb, desired, policy: { mark } }: Target): void {
  if (verb !== "create") return;
  const owners = new Set<string>();
  const conflicts = actionsOf(decided, "conflict").filter(({ reason }) => {
    if (reason.kind !== "foreign-mark" || reason.owner === undefined) return false;
    if (!areOfOneProject(reason.owner, mark.owner)) return false;
    owners.add(reason.owner);
    return true;
  });
  if (conflicts.length === 0) return;
  for (const conflict of conflicts) ledger.fail(failureFromConflict(conflict));
  const those = [...owners].join(" and ");
  const who = [...owners].every((owner) => areNamesakes(owner, mark.owner))
    ? `${those}, a job of this name with another state. Either that state is in use, in a second clone or as the ` +
      `resource that this one replaces (a replacement on its own store gains nothing), or it was lost. If it was lost, take`
    : `${those}, made by another job of this project or by this one under a former name. Either that job is in use, as ` +
      `itself or as the resource that this one replaces (a replacement on its own store gains nothing), or it is to give ` +
      `them away. If it is, take`;
  throw new RunStopped(
    `nothing was written: ${String(conflicts.length)} of ${count(desired.length, "declared user")} ${conflicts.length === 1 ? "belongs" : "belong"} to ` +
      `${who} them over with takeOver: ${stub([...owners])}: they keep UserIds and passwords, and this job updates and ` +
      `removes them as its own`,
  );
}

/** Behind a create that succeeds, the engine removes everybody from the store they were in. */
function assertAllCanCome(ledger: Ledger, decided: Plan, declared: number): void {
  const conflicts = actionsOf(decided, "conflict");
  if (conflicts.length === 0) return;
  for (const conflict of conflicts) ledger.fail(failureFromConflict(conflict, ledger.nameOf));
  throw new RunStopped(
    `nothing was written: ${String(conflicts.length)} of ${count(declared, "declared user")} cannot come into the new store, and the move would remove them from the old one`,
  );
}

/** A list as a program writes it. */
function stub(owners: readonly string[]): string {
  return `[${owners.map((owner) => JSON.stringify(owner)).join(", ")}]`;
}

/** Users whom a stranger may be already. */
function newcomers(desired: readonly DesiredUser[], known: Matching, live: LiveUsers): DeclaredUser[] {
  return desired
    .filter(({ ref }) => {
      const before = known.get(refId(ref));
      return !before || !live.get(before.id);
    })
    .map(({ user }) => user);
}

/** The identities that known users are to take, and that a stranger may hold. */
function renamed(desired: readonly DesiredUser[], known: Matching, live: LiveUsers, policy: Policy): DeclaredUser[] {
  return desired.flatMap(({ ref, user }) => {
    const before = known.get(refId(ref));
    const now = before && live.get(before.id);
    if (!before || !now?.primary) return [];
    const changes = pendingChanges(
      user,
      now,
      before,
      comparisonFor(now, { origin: before.origin, by: "record" }, policy),
    );
    const taken = changes.filter(({ field }) => userFields[field].identity);
    return taken.length > 0 ? [Object.fromEntries(taken.map(({ field }) => [field, user[field]]))] : [];
  });
}
