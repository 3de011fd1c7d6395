import { CiamError } from "../../ciam/errors";
import { everyAction, isRemoval, type DesiredUser, type Plan, type ManagedUser } from "../users/plan/actions";
import { differences } from "../users/plan/compare/changes";
import { identityFields, userFields } from "../users/model/fields";
import { identitiesOf } from "../users/model/identity/identity";
import type { LiveUser } from "../users/model/live";
import type { LiveUsers } from "../users/model/liveUsers";
import { otherOwnerOf } from "../users/model/mark";
import { match, type Matching } from "../users/plan/decide/match";
import { comparisonFor } from "../users/plan/decide/decide";
import { areOfOneProject, hasLineage } from "../users/model/owner";
import { plan } from "../users/plan/plan";
import type { Policy } from "../users/plan/policy";
import { inSteps } from "../users/plan/steps";
import { refId } from "../users/model/ref";
import type { DeclaredUser } from "../users/model/user";
import { apply } from "./apply";
import { assertAllCanCome, assertNoRelative } from "./beforeWriting/conflicts";
import type { RunContext } from "./run";
import type { AtRest } from "./atRest";
import { refusal, removalsOf, type DeletionLimit, type Headcount } from "./beforeWriting/guard";
import { awaitArrival, awaitJob, awaitStrangers, READ_LAG_MS } from "./imports/jobs";
import type { Ledger } from "./ledger";
import { areReadByOne, observeOurs, preflight, QUERYABLE, sizeOfStore, usersWithIdentity } from "./observe/observe";
import { remark, remarkOnOwners } from "./beforeWriting/remark";
import { PlanRefused } from "../messages/errors";

/** The goal of one `create` or `update`. */
export interface Target {
  readonly verb: "create" | "update";
  readonly desired: readonly DesiredUser[];
  readonly recorded: readonly ManagedUser[];
  /** Managed users who take no part, unless the store brings them in. */
  readonly atRest: AtRest;
  /** How many users are managed and declared, those at rest included. */
  readonly headcount: Headcount;
  readonly policy: Policy;
  readonly limit: DeletionLimit;
  /** True if all users leave another store once this succeeds; then nothing starts that cannot be finished. */
  readonly isMove: boolean;
  /** True to look for existing users before the first import. */
  readonly preflight: boolean;
  /** Waits until it can be told who of those that leave goes to another job. True if that is another plan. */
  readonly settle?: (leaving: readonly LiveUser[]) => Promise<boolean>;
  /** Jobs of earlier runs that were not seen to end. */
  readonly unfinishedJobs: readonly string[];
  /** The time of the previous run's last import, if its outcome is unknown. */
  readonly inDoubtSince?: number | undefined;
}

/** The plan and results of a run that are not in its ledger. */
export interface Reconciled {
  readonly plan: Plan;
  /** Users of the store that this job does not manage; undefined when they could not be counted. */
  readonly unmanaged: number | undefined;
}

/**
 * The walk: observe the store, plan, guard, apply. It can be repeated from wherever it stopped: the store decides, the
 * record is a hint. The ledger holds what was done, also when this throws.
 */
export async function reconcile(context: RunContext, ledger: Ledger, target: Target): Promise<Reconciled> {
  const { declared } = target.headcount;
  const { plan: decided, met } = await decideAtRest(context, target);
  for (const { recorded } of met) ledger.know(recorded);
  if (target.verb === "create") assertNoRelative(ledger, decided, { mark: target.policy.mark, declared });
  if (target.isMove) assertAllCanCome(ledger, decided, declared);
  const refused = refusal(removalsOf(decided), target.headcount, target.limit);
  if (refused !== undefined) throw new PlanRefused(refused);
  context.announce(decided);
  for (const id of outlived(decided, target)) ledger.vacate(id);
  await apply(context, ledger, decided);
  if (ledger.hasAnyResurfaced) await updateResurfaced(context, ledger, target);
  remark(context, ledger, decided);
  return { plan: decided, unmanaged: await unmanagedUsers(context, ledger) };
}

/** Those who left the sets and whose names the program has given to others. */
function outlived(decided: Plan, { desired }: Target): string[] {
  const names = new Set(desired.map(({ ref }) => refId(ref)));
  return everyAction(decided).flatMap((action) =>
    "recorded" in action && action.kind !== "missing" && action.recorded.left && names.has(refId(action.recorded.ref))
      ? [action.recorded.id]
      : [],
  );
}

/** The input of a decision. */
export type Decided = Pick<Target, "verb" | "desired" | "recorded" | "atRest" | "policy" | "preflight">;

/** A decision, and what it was made of. */
interface Decision {
  readonly plan: Plan;
  readonly live: LiveUsers;
  /** Who was at rest, and takes part because the store has brought it in. */
  readonly met: readonly Met[];
}

type Met = NonNullable<ReturnType<AtRest["find"]>>;

/** Reads the store and decides. Nothing is written. */
export async function decide(context: RunContext, target: Decided): Promise<Decision> {
  const { live, known, met } = await observe(context, target);
  const desired = [...target.desired, ...met.flatMap(({ desired: user }) => user ?? [])];
  const recorded = [...target.recorded, ...met.map(({ recorded: user }) => user)];
  const policy = { ...target.policy, now: context.calls.serviceNow() };
  return { plan: plan({ desired, recorded, live, known }, policy), live, met };
}

/**
 * Updates users that an earlier run had made and that showed only when they were sent again. It does only what an
 * update can do; the next run announces anything else first.
 */
async function updateResurfaced(context: RunContext, ledger: Ledger, target: Target): Promise<void> {
  const desired = target.desired.filter(({ ref }) => ledger.hasResurfaced(ref));
  const recorded = desired.flatMap(({ ref }) => {
    const entry = ledger.entryOf(ref);
    return entry ? [{ ...entry, inForce: undefined }] : [];
  });
  // A user without a record is found by identity only.
  const preflight = target.preflight || recorded.length < desired.length;
  const { plan: decided } = await decide(context, { ...target, desired, recorded, preflight });
  const steps = inSteps(everyAction(decided).filter(({ kind }) => kind === "update" || kind === "keep"));
  await apply(context, ledger, { steps });
  remarkOnOwners(context, { ...decided, steps });
}

/** The run is done and has to be recorded, so a failed count must not fail it. */
async function unmanagedUsers(context: RunContext, ledger: Ledger): Promise<number | undefined> {
  try {
    return Math.max(0, (await sizeOfStore(context)) - ledger.entries.length - context.atRest);
  } catch (error) {
    if (!(error instanceof CiamError)) throw error;
    return undefined;
  }
}

/**
 * Decides while no import is under way that could change the decision. A recorded user that is to be imported, or
 * imported again, may already be on its way: a run that was killed after it had sent an import recorded nothing.
 */
async function decideAtRest(context: RunContext, target: Target): Promise<Decision> {
  // Before anything is looked at: what is seen must not be old when an import is sent.
  if (isSomebodyLeaving(target)) await target.settle?.([]);
  const isAwaited = await awaitEarlierJobs(context, target);
  const decided = await decide(context, target);
  const isImporting = everyAction(decided.plan).some(({ kind }) => kind === "import" || kind === "reimport");
  const isStale = !isAwaited && isImporting && (await awaitStrangers(context));
  return settled(context, target, isStale ? await decide(context, target) : decided);
}

/** True if the record has somebody whom the program no longer declares under that name. */
function isSomebodyLeaving({ desired, recorded }: Pick<Target, "desired" | "recorded">): boolean {
  const declared = new Set(desired.map(({ ref }) => refId(ref)));
  return recorded.some(({ ref }) => !declared.has(refId(ref)));
}

/** Decides again if the users who leave turn out to go to another job. */
async function settled(context: RunContext, target: Target, decided: Decision): Promise<Decision> {
  const leaving = everyAction(decided.plan).flatMap((action) => (isRemoval(action) ? [action.live] : []));
  if (leaving.length === 0 || !(await target.settle?.(leaving))) return decided;
  return await decide(context, target);
}

/**
 * Waits until the outcome of everything an earlier run sent is known, before it is sent again. Answers whether it also
 * waited for other imports.
 */
async function awaitEarlierJobs(context: RunContext, target: Target): Promise<boolean> {
  const { unfinishedJobs, inDoubtSince, desired, recorded } = target;
  for (const id of unfinishedJobs) await awaitJob(context, id, "started by an earlier run");
  // A list may lag behind the end of a job.
  if (unfinishedJobs.length > 0) await context.clock.sleep(READ_LAG_MS);
  if (inDoubtSince !== undefined) await awaitArrival(context, inDoubtSince);
  const known = new Set(recorded.map(({ ref }) => refId(ref)));
  const hasNewcomers = desired.some(({ ref }) => !known.has(refId(ref)));
  if (hasNewcomers) await awaitStrangers(context);
  return hasNewcomers;
}

interface Observed {
  readonly live: LiveUsers;
  readonly known: Matching | undefined;
  readonly met: readonly Met[];
}

async function observe(context: RunContext, target: Decided): Promise<Observed> {
  const { desired, recorded, policy, atRest } = target;
  const aside = { count: atRest.count, take: ({ id }: LiveUser) => atRest.has(id), awaited: () => [] };
  const live = await observeOurs(context, recorded, [...policy.takeOver].filter(hasLineage), aside);
  const known = match(desired, recorded, live, policy.mark);
  const lacking = recorded.filter(({ id }) => !live.get(id));
  const unknown = newcomers(desired, known, live);
  // Where not all of ours were listed, only a search finds whom an earlier run made and did not record.
  const isLookedFor =
    target.preflight ||
    areReadByOne(recorded.length, atRest.count) ||
    (await isRelativeAbout(context, target, unknown));
  // A user that is deleted and imported again must meet no stranger at its new identity, so the store is searched even
  // when no preflight is due.
  if (!isLookedFor && policy.importOnlyChange !== "reimport") return { live, known, met: [] };
  await preflight(context, live, [...(isLookedFor ? unknown : []), ...renamed(desired, known, live, policy)]);
  const met = dropBystanders(live, [...unknown, ...desired.map(({ user }) => user)], atRest);
  // A recorded user that shows only now may change the matching.
  const isMatched = met.length === 0 && !lacking.some(({ id }) => live.get(id));
  return { live, known: isMatched ? known : undefined, met };
}

/**
 * Users at rest whose accounts have an identity that somebody else is to have: they take part. A search by pages of the
 * whole store has found all the others too, whom nobody needs.
 */
function dropBystanders(live: LiveUsers, wanted: readonly DeclaredUser[], atRest: AtRest): Met[] {
  if (atRest.count === 0) return [];
  const identities = new Set(wanted.flatMap((user) => identitiesOf(user).map(({ key }) => key)));
  return live.all().flatMap((user) => {
    const found = atRest.find(user.id);
    if (!found) return [];
    if (identitiesOf(user).some(({ key }) => identities.has(key))) return [found];
    live.forget(user.id);
    return [];
  });
}

/**
 * True if a job of our project, or an owner in `takeOver`, may have users in this store that only their identities lead
 * to. An interrupted run began with the first user, so the first one tells.
 */
async function isRelativeAbout(
  context: RunContext,
  { verb, policy }: Decided,
  [first]: readonly DeclaredUser[],
): Promise<boolean> {
  if (!first) return false;
  // The list of ours goes by the attribute of our own mark, and theirs may be in another one.
  if (policy.takeOver.size > 0) return true;
  if (verb === "update") return false;
  for (const identity of identitiesOf(first)) {
    if (!QUERYABLE.has(identity.field)) continue;
    const holders = await usersWithIdentity(context, identity, first[identity.field]);
    if (holders.some((holder) => isRelatives(holder, policy))) return true;
  }
  return false;
}

function isRelatives(holder: LiveUser, { mark }: Policy): boolean {
  const owner = otherOwnerOf(holder, mark);
  return owner !== undefined && areOfOneProject(owner, mark.owner);
}

/** The users whose place a stranger may hold already. */
function newcomers(desired: readonly DesiredUser[], known: Matching, live: LiveUsers): DeclaredUser[] {
  return desired
    .filter(({ ref }) => {
      const before = known.get(refId(ref));
      return !before || !live.get(before.id);
    })
    .map(({ user }) => user);
}

/** The new identities of known users, which a stranger may hold. */
function renamed(desired: readonly DesiredUser[], known: Matching, live: LiveUsers, policy: Policy): DeclaredUser[] {
  return desired.flatMap(({ ref, user }) => {
    const before = known.get(refId(ref));
    const now = before && live.get(before.id);
    if (!before || !now?.primary) return [];
    const comparison = comparisonFor(now, { origin: before.origin, by: "record" }, policy);
    const { pending } = differences(user, now, before, { ...comparison, among: identityFields });
    const taken = pending.filter(({ field }) => userFields[field].identity);
    return taken.length > 0 ? [Object.fromEntries(taken.map(({ field }) => [field, user[field]]))] : [];
  });
}
