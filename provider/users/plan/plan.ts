import type { Action, ConflictReason, DesiredUser, Plan, RecordedUser } from "./actions";
import { matchScore, match, type Matching } from "./match";
import { differingFields, pendingChanges } from "./changes";
import { userFields } from "../model/fields";
import { identitiesOf, type Identity } from "../model/identity";
import type { LiveUser } from "../model/live";
import type { LiveUsers } from "../model/liveUsers";
import { ownershipOf } from "../model/mark";
import { frees, inOrder, releasesById, type Releases } from "./order";
import { ADOPTION, comparisonFor, credentialChanged, decideRecorded, decideOwned, withheldGroups } from "./decide";
import type { Policy } from "./policy";
import { compareRefs, refId, type UserRef } from "../model/ref";
import { standingOf } from "./standing";

/** What `plan` decides upon. */
export interface Situation {
  readonly desired: readonly DesiredUser[];
  /** Only who stands here is ever removed: a `create` has no record, so it removes nobody. */
  readonly recorded: readonly RecordedUser[];
  readonly live: LiveUsers;
  /** Who of the record each declared user continues, where that has been found already in these same live users. */
  readonly known?: Matching | undefined;
}

/**
 * Decides, without touching anything, how to turn the live users into the declared ones.
 * A user is recognised by the UserId we recorded, else by any of its identities; when two of its identities belong
 * to two different users nothing is guessed and the user becomes a conflict. What differs in the store although
 * nobody changed the declaration is drift: counted here, shown by refresh, repaired by the update after that.
 */
export function plan({ desired: unsorted, recorded, live, ...found }: Situation, policy: Policy): Plan {
  const known = found.known ?? match(unsorted, recorded, live, policy.mark);
  const desired = [...unsorted].sort((a, b) => compareRefs(a.ref, b.ref));
  const continued = new Set([...known.values()].map(({ ref }) => refId(ref)));
  const claimed = new Map<string, UserRef>();
  for (const { ref } of desired) {
    const id = known.get(refId(ref))?.id;
    if (id !== undefined) claimed.set(id, ref);
  }

  const recordedIds = new Set(recorded.map(({ id }) => id));
  const actions: Action[] = [];
  const newcomers: DesiredUser[] = [];
  for (const user of desired) {
    const before = known.get(refId(user.ref));
    const action = before && decideRecorded(user, before, live, (id) => recordedIds.has(id), policy);
    if (!action) newcomers.push(user);
    else {
      actions.push(action);
      if ("live" in action) claimed.set(action.live.id, user.ref);
    }
  }
  const removals = recorded
    .filter(({ ref }) => !continued.has(refId(ref)))
    .map((user) => decideRemoval(user, live.get(user.id), policy));
  const releases = releasesById([...actions, ...removals]);
  for (const action of decideAllNew(newcomers, live, claimed, releases, policy)) actions.push(action);
  // A newcomer may have turned out to be one of those who were to go.
  const leaving = removals.filter(({ recorded: { id } }) => !claimed.has(id));

  const spoken = new Set([...actions, ...leaving].flatMap(liveIdsOf));
  return {
    actions: inOrder([...actions, ...leaving], live),
    orphans: live
      .all()
      .filter((user) => user.primary && ownershipOf(user, policy.mark).kind === "ours" && !spoken.has(user.id)),
    credentialsNoted: desired
      .filter((user) => {
        const before = known.get(refId(user.ref));
        const isApplied = policy.passwords === "managed" && before?.origin === "created";
        return !isApplied && credentialChanged(user, before);
      })
      .map(({ ref }) => ref),
    groupsWithheld: actions.filter((action) => withheldGroups(action, policy)).map(({ ref }) => ref),
  };
}

/**
 * Declared users without a record. One of them may turn out to be ours and give up an identity that another one wants,
 * so who found it taken is looked at again, as long as that helps somebody.
 */
function decideAllNew(
  newcomers: readonly DesiredUser[],
  live: LiveUsers,
  claimed: Map<string, UserRef>,
  moving: Map<string, Releases>,
  policy: Policy,
): DeclaredAction[] {
  const actions: DeclaredAction[] = [];
  const sought = new Map(newcomers.flatMap((user) => identitiesOf(user.user).map(({ key }) => [key, user] as const)));
  for (let open = newcomers; ;) {
    const waiting: { user: DesiredUser; conflict: DeclaredAction }[] = [];
    for (const user of open) {
      const action = decideNew(user, sought, live, claimed, moving, policy);
      if (action.kind === "conflict" && mayEnd(action.reason)) {
        waiting.push({ user, conflict: action });
        continue;
      }
      for (const { key } of identitiesOf(user.user)) sought.delete(key);
      if ("live" in action) claimed.set(action.live.id, user.ref);
      for (const [id, release] of releasesById([action])) moving.set(id, release);
      actions.push(action);
    }
    if (waiting.length === 0 || waiting.length === open.length) {
      return [...actions, ...waiting.map(({ conflict }) => conflict)];
    }
    open = waiting.map(({ user }) => user);
  }
}

/** Whether a conflict is about users who may give up an identity in this same plan. */
function mayEnd({ kind }: ConflictReason): boolean {
  return kind === "identity-taken" || kind === "two-users";
}

/** A declared user without a record: new, ours from an interrupted run, or somebody else's. */
function decideNew(
  desired: DesiredUser,
  sought: ReadonlyMap<string, DesiredUser>,
  live: LiveUsers,
  claimed: ReadonlyMap<string, UserRef>,
  moving: ReadonlyMap<string, Releases>,
  policy: Policy,
): DeclaredAction {
  const { ref, user } = desired;
  const identities = identitiesOf(user);
  const holders = new Map<string, { user: LiveUser; identity: Identity }>();
  for (const identity of identities) {
    for (const holder of live.holding(identity.key)) {
      if (!holders.has(holder.id) && !givesUp(holder, identity, moving))
        holders.set(holder.id, { user: holder, identity });
    }
  }
  const [found] = holders.values();
  if (!found) {
    const [linked] = identities.flatMap(({ key }) => live.linkedHolding(key));
    return linked ? { kind: "skip", ref, live: linked, why: "linked" } : { kind: "import", ref, user };
  }
  const withUsers = [...holders.values()].map((holder) => holder.user);
  if (holders.size > 1) return { kind: "conflict", ref, user, with: withUsers, reason: { kind: "two-users" } };
  const { kind } = standingOf(found.user, undefined, policy);
  if (claimed.has(found.user.id) || (kind === "ours" && isRathers(found.user, desired, sought))) {
    const reason = { kind: "identity-taken", field: found.identity.field } as const;
    return { kind: "conflict", ref, user, with: withUsers, reason };
  }
  if (kind === "free") return decideUnowned(ref, user, found.user, policy);
  return decideOwned(desired, found.user, undefined, policy);
}

/** Whether a user of ours is rather another one of those who are still looked for, by identity, than this one. */
function isRathers(live: LiveUser, { user }: DesiredUser, sought: ReadonlyMap<string, DesiredUser>): boolean {
  const own = matchScore(user, live);
  const rivals = identitiesOf(live).flatMap(({ key }) => sought.get(key) ?? []);
  return rivals.some((rival) => matchScore(rival.user, live) > own);
}

type DeclaredAction = Extract<Action, { ref: UserRef }>;

/** A user that exists and carries no mark. */
function decideUnowned(ref: UserRef, user: DesiredUser["user"], live: LiveUser, policy: Policy): DeclaredAction {
  switch (policy.conflicts) {
    case "fail":
      return { kind: "conflict", ref, user, with: [live], reason: { kind: "exists" } };
    case "skip":
      return { kind: "skip", ref, live, why: "exists" };
    case "adopt": {
      const comparison = comparisonFor(live, ADOPTION, policy);
      const identity = differingFields(user, live, comparison).find((field) => userFields[field].identity);
      if (identity)
        return { kind: "conflict", ref, user, with: [live], reason: { kind: "identity-differs", field: identity } };
      const changes = pendingChanges(user, live, undefined, comparison).filter(
        ({ field }) => userFields[field].updatable,
      );
      return { kind: "adopt", ref, user, live, changes };
    }
  }
}

type Removal = Extract<Action, { kind: "delete" | "freeze" | "release" | "forget" }>;

/** A user who left the sets. One that is retained is let go: with our mark on it nobody else could take care of it. */
function decideRemoval(recorded: RecordedUser, now: LiveUser | undefined, policy: Policy): Removal {
  if (!now) return { kind: "forget", recorded, why: "gone" };
  if (!now.primary) return { kind: "forget", recorded, why: "linked" };
  const ownership = ownershipOf(now, policy.mark);
  if (ownership.kind !== "ours") return { kind: "forget", recorded, why: "not-ours" };
  const elsewhere = policy.elsewhere?.(now);
  if (elsewhere === "taken-over") return { kind: "forget", recorded, why: "taken-over" };
  if (elsewhere === "declared") return { kind: "forget", recorded, why: "declared-elsewhere" };
  const isAdopted = recorded.origin === "adopted" || ownership.origin === "adopted";
  if (isAdopted || policy.removals === "retain") return { kind: "release", recorded, live: now };
  if (recorded.frozen || (policy.removals === "freeze" && now.status === "FREEZE")) {
    return { kind: "forget", recorded, why: "frozen" };
  }
  return { kind: policy.removals, recorded, live: now };
}

/** Whether another action of this plan takes the identity from the user who holds it. */
function givesUp(holder: LiveUser, identity: Identity, moving: ReadonlyMap<string, Releases>): boolean {
  const release = moving.get(holder.id);
  return release !== undefined && frees(release, identity);
}

function liveIdsOf(action: Action): string[] {
  switch (action.kind) {
    case "conflict":
      return action.with.map(({ id }) => id);
    case "import":
      return [];
    case "missing":
    case "forget":
      return [action.recorded.id];
    default:
      return [action.live.id];
  }
}
