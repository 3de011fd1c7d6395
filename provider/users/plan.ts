import type { Action, DesiredUser, Plan, RecordedUser } from "./actions";
import { differingFields, driftedFields, pendingChanges } from "./changes";
import { userFields, type UserField } from "./fields";
import { identitiesOf, type Identity } from "./identity";
import type { LiveUser } from "./live";
import type { LiveUsers } from "./liveUsers";
import { ownershipOf } from "./mark";
import { frees, inOrder, moversById, type Mover } from "./order";
import type { Policy } from "./policy";
import { compareRefs, refId, type UserRef } from "./ref";

/** What `plan` decides upon. */
export interface Situation {
  readonly desired: readonly DesiredUser[];
  readonly recorded: readonly RecordedUser[];
  readonly live: LiveUsers;
  /** A `create` never deletes or freezes: it may be a second one after a crash, with a record that was lost. */
  readonly verb: "create" | "update";
}

/**
 * Decides, without touching anything, how to turn the live users into the declared ones.
 * A user is recognised by the UserId we recorded, else by any of its identities; when two of its identities belong
 * to two different users nothing is guessed and the user becomes a conflict. What differs in the store although
 * nobody changed the declaration is drift: counted here, shown by refresh, repaired by the update after that.
 */
export function plan(situation: Situation, policy: Policy): Plan {
  const matching = match(situation, policy);
  const desired = [...situation.desired].sort((a, b) => compareRefs(a.ref, b.ref));
  const first = desired.filter(({ ref }) => matching.known.has(refId(ref)));
  const rest = desired.filter(({ ref }) => !matching.known.has(refId(ref)));

  const actions: Action[] = first.map((user) => forKnown(user, matching, policy));
  const removals = situation.recorded
    .filter((recorded) => !matching.continued.has(refId(recorded.ref)))
    .map((recorded) => forRemoved(recorded, situation, policy));
  const moving = moversById([...actions, ...removals]);
  for (const user of rest) actions.push(forUnknown(user, situation.live, matching.claimed, moving, policy));

  const spoken = new Set([...actions, ...removals].flatMap(liveIdsOf));
  return {
    actions: inOrder([...actions, ...removals], situation.live),
    orphans: situation.live
      .all()
      .filter((user) => ownershipOf(user, policy.mark).kind === "ours" && !spoken.has(user.id)),
    credentialsNoted:
      policy.passwords === "initial" ? desired.filter((user) => user.credentialChanged).map(({ ref }) => ref) : [],
  };
}

interface Matching {
  /** refId of a declared user → the recorded user it continues. */
  readonly known: ReadonlyMap<string, RecordedUser>;
  /** refIds of recorded users that go on under some declared key. */
  readonly continued: ReadonlySet<string>;
  /** UserIds that belong to a declared user. */
  readonly claimed: ReadonlyMap<string, UserRef>;
  readonly live: LiveUsers;
}

/** Pairs declared users with recorded ones: by key, then, for a user whose key was changed, by identity. */
function match({ desired, recorded, live }: Situation, policy: Policy): Matching {
  const byRef = new Map(recorded.map((user) => [refId(user.ref), user]));
  const known = new Map<string, RecordedUser>();
  const continued = new Set<string>();
  for (const { ref } of desired) {
    const same = byRef.get(refId(ref));
    if (!same) continue;
    known.set(refId(ref), same);
    continued.add(refId(ref));
  }
  const byIdentity = new Map<string, RecordedUser>();
  for (const user of recorded) {
    if (continued.has(refId(user.ref))) continue;
    const now = live.get(user.id);
    if (now && ownershipOf(now, policy.mark).kind !== "foreign") {
      for (const { key } of identitiesOf(now)) byIdentity.set(key, user);
    }
  }
  for (const { ref, user } of desired) {
    if (known.has(refId(ref))) continue;
    const candidates = new Set(identitiesOf(user).flatMap(({ key }) => byIdentity.get(key) ?? []));
    const [candidate] = candidates;
    if (!candidate || candidates.size > 1 || continued.has(refId(candidate.ref))) continue;
    known.set(refId(ref), candidate);
    continued.add(refId(candidate.ref));
  }
  const claimed = new Map<string, UserRef>();
  for (const { ref } of desired) {
    const id = known.get(refId(ref))?.id;
    if (id !== undefined) claimed.set(id, ref);
  }
  return { known, continued, claimed, live };
}

function forKnown(desired: DesiredUser, matching: Matching, policy: Policy): Action {
  const { ref, user } = desired;
  const recorded = matching.known.get(refId(ref));
  if (!recorded) throw new Error("only users with a record come here");
  const live = matching.live.get(recorded.id);
  if (!live) return { kind: "missing", recorded: { ...recorded, ref }, user };
  return forOurs(desired, live, recorded, recorded.origin, policy);
}

/** A user of ours that exists: bring what changed to the declaration. */
function forOurs(
  { ref, user, credentialChanged }: DesiredUser,
  live: LiveUser,
  recorded: RecordedUser | undefined,
  origin: RecordedUser["origin"],
  policy: Policy,
): Action {
  if (!live.primary) return { kind: "skip", ref, live, why: "linked" };
  const ownership = ownershipOf(live, policy.mark);
  if (ownership.kind === "foreign" && !(ownership.owner !== undefined && policy.takeOver.has(ownership.owner))) {
    return { kind: "conflict", ref, user, with: [live], reason: { kind: "foreign-mark", owner: ownership.owner } };
  }
  const pending = pendingChanges(user, live, recorded, policy.ignoreFields);
  const importOnly = pending.filter(({ field }) => !userFields[field].updatable).map(({ field }) => field);
  const hashChanged = credentialChanged && policy.passwords === "managed" && user.passwordEncryptType !== undefined;
  if (hashChanged) importOnly.push("password");
  // Without a previous declaration nobody changed anything: the difference is the service's or a hand's, so drift.
  const changedByProgram = recorded?.user !== undefined;
  if (importOnly.length > 0 && changedByProgram && policy.importOnlyChange !== "ignore") {
    return policy.importOnlyChange === "reimport" && origin === "created"
      ? { kind: "reimport", ref, user, live, fields: importOnly }
      : { kind: "conflict", ref, user, with: [live], reason: { kind: "import-only", fields: importOnly } };
  }
  const changes = pending.filter(({ field }) => userFields[field].updatable);
  const setPassword =
    credentialChanged &&
    policy.passwords === "managed" &&
    user.password !== undefined &&
    user.passwordEncryptType === undefined;
  const unfreeze = recorded?.frozen === true && live.status === "FREEZE";
  const drifted = driftedFields(user, live, recorded, policy.ignoreFields);
  return changes.length > 0 || setPassword || unfreeze || ownership.kind === "foreign"
    ? { kind: "update", ref, user, live, origin, changes, setPassword, unfreeze }
    : { kind: "keep", ref, user, live, origin, drifted };
}

/** A declared user without a record: new, ours from an interrupted run, or somebody else's. */
function forUnknown(
  desired: DesiredUser,
  live: LiveUsers,
  claimed: ReadonlyMap<string, UserRef>,
  moving: ReadonlyMap<string, Mover>,
  policy: Policy,
): Action {
  const { ref, user } = desired;
  const holders = new Map<string, { user: LiveUser; identity: Identity }>();
  for (const identity of identitiesOf(user)) {
    for (const holder of live.holding(identity.key)) {
      if (!holders.has(holder.id) && !givesUp(holder, identity, moving))
        holders.set(holder.id, { user: holder, identity });
    }
  }
  const [found] = holders.values();
  if (!found) return { kind: "import", ref, user };
  const withUsers = [...holders.values()].map((holder) => holder.user);
  if (holders.size > 1) return { kind: "conflict", ref, user, with: withUsers, reason: { kind: "two-users" } };
  if (claimed.has(found.user.id)) {
    return {
      kind: "conflict",
      ref,
      user,
      with: withUsers,
      reason: { kind: "identity-taken", field: found.identity.field },
    };
  }
  const ownership = ownershipOf(found.user, policy.mark);
  if (ownership.kind === "ours") return forOurs(desired, found.user, undefined, "created", policy);
  if (ownership.kind === "foreign") {
    if (ownership.owner !== undefined && policy.takeOver.has(ownership.owner)) {
      return {
        kind: "update",
        ref,
        user,
        live: found.user,
        origin: "created",
        changes: [],
        setPassword: false,
        unfreeze: false,
      };
    }
    return { kind: "conflict", ref, user, with: withUsers, reason: { kind: "foreign-mark", owner: ownership.owner } };
  }
  return forForeign(ref, user, found.user, policy);
}

/** A user that exists and carries no mark. */
function forForeign(ref: UserRef, user: DesiredUser["user"], live: LiveUser, policy: Policy): Action {
  if (!live.primary) return { kind: "skip", ref, live, why: "linked" };
  switch (policy.conflicts) {
    case "fail":
      return { kind: "conflict", ref, user, with: [live], reason: { kind: "exists" } };
    case "skip":
      return { kind: "skip", ref, live, why: "exists" };
    case "adopt": {
      const differing = differingFields(user, live, policy.ignoreFields);
      const identity = differing.find((field) => userFields[field].identity);
      if (identity)
        return { kind: "conflict", ref, user, with: [live], reason: { kind: "identity-differs", field: identity } };
      const keepGroups = live.lastSignOn !== null && !policy.adoptGrantsGroups;
      const changes = pendingChanges(user, live, undefined, policy.ignoreFields).filter(
        ({ field }) => userFields[field].updatable && !(field === "userGroups" && keepGroups),
      );
      return { kind: "adopt", ref, user, live, changes };
    }
  }
}

function forRemoved(recorded: RecordedUser, { live, verb }: Situation, policy: Policy): Action {
  const now = live.get(recorded.id);
  if (!now) return { kind: "forget", recorded, why: "gone" };
  if (ownershipOf(now, policy.mark).kind !== "ours") return { kind: "forget", recorded, why: "not-ours" };
  if (recorded.origin === "adopted") return { kind: "release", recorded, live: now };
  if (recorded.frozen && now.status === "FREEZE") return { kind: "forget", recorded, why: "frozen" };
  if (verb === "create" || policy.removals === "retain") return { kind: "forget", recorded, why: "retained" };
  return { kind: policy.removals, recorded, live: now };
}

/** Whether another action of this plan takes the identity from the user who holds it. */
function givesUp(holder: LiveUser, identity: Identity, moving: ReadonlyMap<string, Mover>): boolean {
  const mover = moving.get(holder.id);
  return mover !== undefined && frees(mover, identity);
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

/** The fields of a plan that were changed by hand in the store, for a count by field. */
export function driftOf(result: Plan): { ref: UserRef; fields: UserField[] }[] {
  return result.actions.flatMap((action) =>
    action.kind === "keep" && action.drifted.length > 0 ? [{ ref: action.ref, fields: action.drifted }] : [],
  );
}
