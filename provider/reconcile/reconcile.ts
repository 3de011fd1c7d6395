import { CiamError } from "../ciam/errors";
import { actionsOf, type DesiredUser, type Plan, type RecordedUser } from "../users/actions";
import { pendingChanges } from "../users/changes";
import { userFields } from "../users/fields";
import { frozenNote, staysFrozen } from "../users/frozen";
import { listed } from "../users/listed";
import type { LiveUsers } from "../users/liveUsers";
import { match, type Matching } from "../users/match";
import { comparisonFor } from "../users/ours";
import { plan } from "../users/plan";
import type { Policy } from "../users/policy";
import { refId, showRef, type UserRef } from "../users/ref";
import type { DeclaredUser } from "../users/user";
import { apply } from "./apply";
import type { RunContext } from "./context";
import { refusal, removalsOf, type DeletionLimit } from "./guard";
import { awaitArrival, awaitJob, awaitStrangers, READ_LAG_MS } from "./jobs";
import type { Ledger } from "./ledger";
import { observeOurs, preflight, sizeOfStore } from "./observe";
import { RunStopped } from "./stop";
import { NOTHING_LEFT, tally } from "./tally";
import { count } from "../users/count";

/** What one `create` or `update` shall reach. */
export interface Target {
  readonly verb: "create" | "update";
  readonly desired: readonly DesiredUser[];
  readonly recorded: readonly RecordedUser[];
  readonly policy: Policy;
  readonly limit: DeletionLimit;
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
  await awaitEarlierJobs(context, target);
  const { plan: decided } = await decide(context, target);
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
  const { desired, recorded, policy, verb } = target;
  const live = await observe(context, target);
  return { plan: plan({ desired, recorded, live, verb }, policy), live };
}

/**
 * Brings those to their declaration whom an earlier run had made and whom the lists did not show when this one began.
 * Only what an update can do: anything else is for the next run to announce first.
 */
async function updateFormers(context: RunContext, ledger: Ledger, target: Target): Promise<void> {
  const desired = target.desired.filter(({ ref }) => ledger.formers.has(refId(ref)));
  const recorded = desired.flatMap(({ ref }) => {
    const entry = ledger.entryOf(ref);
    return entry ? [{ ...entry, user: undefined }] : [];
  });
  const { plan: decided } = await decide(context, { ...target, desired, recorded });
  const actions = decided.actions.filter(({ kind }) => kind === "update" || kind === "keep");
  await apply(context, ledger, { ...decided, actions });
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

/** What an earlier run has sent is not sent again before it is known what became of it. */
async function awaitEarlierJobs(context: RunContext, target: Target): Promise<void> {
  const { unfinishedJobs, inDoubtSince, desired, recorded } = target;
  for (const id of unfinishedJobs) await awaitJob(context, id, "started by an earlier run");
  // A list may show its users only some time after the end.
  if (unfinishedJobs.length > 0) await context.clock.sleep(READ_LAG_MS);
  if (inDoubtSince !== undefined) await awaitArrival(context, inDoubtSince);
  const known = new Set(recorded.map(({ ref }) => refId(ref)));
  if (desired.some(({ ref }) => !known.has(refId(ref)))) await awaitStrangers(context);
}

async function observe(context: RunContext, target: Decided): Promise<LiveUsers> {
  const { desired, recorded, policy } = target;
  const live = await observeOurs(context, recorded, policy.takeOver);
  // Who is deleted to be imported again must find no stranger at its new identity, whatever the store is known for.
  if (!target.preflight && policy.importOnlyChange !== "reimport") return live;
  const known = match(desired, recorded, live, policy.mark);
  const unknown = target.preflight ? newcomers(desired, known, live) : [];
  await preflight(context, live, [...unknown, ...renamed(desired, known, live, policy)]);
  return live;
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
    const changes = pendingChanges(user, now, before, comparisonFor(now, before.origin, policy));
    const taken = changes.filter(({ field }) => userFields[field].identity);
    return taken.length > 0 ? [Object.fromEntries(taken.map(({ field }) => [field, user[field]]))] : [];
  });
}

/** What a person should know of users who were not touched. */
function remark({ reporter }: RunContext, { linked }: Ledger, decided: Plan): void {
  const missing = actionsOf(decided, "missing").map(({ recorded: { ref, id } }) => `${showRef(ref)} (${id})`);
  if (missing.length > 0) {
    reporter.warn(
      `gone from the store: ${listed(missing)}. Run \`pulumi refresh\` to see it, then \`pulumi up\` to import again`,
    );
  }
  if (decided.orphans.length > 0) {
    reporter.warn(
      `${count(decided.orphans.length, "user")} with our mark whom nobody declares: ${listed(decided.orphans.map(({ id }) => id))}. ` +
        `\`pulumi refresh\` shows them, the \`pulumi up\` after that removes whom this job made and releases whom it adopted`,
    );
  }
  const frozen = decided.actions.flatMap((action) => (staysFrozen(action) ? [showRef(action.ref)] : []));
  if (frozen.length > 0) reporter.info(frozenNote(frozen));
  if (linked.length > 0) {
    reporter.warn(`linked to another account and left alone: ${listed(linked)}`);
  }
  if (decided.groupsWithheld.length > 0) {
    const users = decided.groupsWithheld.map((ref: UserRef) => showRef(ref));
    reporter.warn(
      `not put into their groups, because they had signed on before they were adopted: ${listed(users)}. Set adoptGrantsGroups: true if they may have them`,
    );
  }
}
