import type { Action, ConflictReason, DesiredUser } from "../actions";
import { differingFields, pendingChanges } from "../compare/changes";
import { ADOPTION, comparisonFor, decideOwned } from "./decide";
import { matchScore } from "./match";
import { frees, releasesById, type Releases } from "../order";
import type { Policy } from "../policy";
import { standingOf, takesOver } from "./standing";
import { userFields } from "../../model/fields";
import { identitiesOf, type Identity } from "../../model/identity/identity";
import type { LiveUser } from "../../model/live";
import type { LiveUsers } from "../../model/liveUsers";
import { marksOf } from "../../model/mark";
import type { UserRef } from "../../model/ref";

type DeclaredAction = Extract<Action, { ref: UserRef }>;

/**
 * Decides for declared users without a record. One of them may turn out to be ours and give up an identity that another
 * one needs; a user that found its identity taken is therefore tried again, as long as that helps any.
 *
 * @param claimed UserId → the declared user it belongs to; every match is added
 * @param moving UserId → the action that can free one of its identities; every decision is added
 */
export function decideNewcomers(
  newcomers: readonly DesiredUser[],
  live: LiveUsers,
  claimed: Map<string, UserRef>,
  moving: Map<string, Releases>,
  policy: Policy,
): DeclaredAction[] {
  const actions: DeclaredAction[] = [];
  const sought = new Map(newcomers.flatMap((user) => identitiesOf(user.user).map(({ key }) => [key, user] as const)));
  const circles = new Circles(newcomers, live);
  const waiting = new Map<number, DeclaredAction>();
  const passes = new Passes(newcomers.length);
  for (let at = passes.next(); at !== undefined; at = passes.next()) {
    const user = newcomers[at];
    if (!user) continue;
    const action = decideNew(user, sought, live, claimed, moving, policy);
    if (action.kind === "conflict" && mayEnd(action.reason)) {
      waiting.set(at, action);
      continue;
    }
    waiting.delete(at);
    for (const { key } of identitiesOf(user.user)) sought.delete(key);
    if ("live" in action) claimed.set(action.live.id, user.ref);
    for (const [id, release] of releasesById([action])) moving.set(id, release);
    actions.push(action);
    for (const other of circles.around(at)) if (waiting.has(other)) passes.lookAgain(other);
  }
  return [...actions, ...[...waiting].sort(([a], [b]) => a - b).map(([, conflict]) => conflict)];
}

/** Groups of newcomers whose identities the same live users hold: a decision about one affects only the others. */
class Circles {
  private readonly holders: ReadonlySet<string>[];
  private readonly byHolder = new Map<string, number[]>();

  constructor(newcomers: readonly DesiredUser[], live: LiveUsers) {
    this.holders = newcomers.map(({ user }) => {
      const ids = identitiesOf(user).flatMap(({ key }) => live.holding(key).map(({ id }) => id));
      return ids.length === 0 ? NOBODY : new Set(ids);
    });
    this.holders.forEach((ids, at) => {
      for (const id of ids) {
        const around = this.byHolder.get(id);
        if (around) around.push(at);
        else this.byHolder.set(id, [at]);
      }
    });
  }

  around(at: number): number[] {
    return [...(this.holders[at] ?? [])].flatMap((id) => this.byHolder.get(id) ?? []);
  }
}

const NOBODY: ReadonlySet<string> = new Set();

/** Visits all newcomers in order, and then again those whose situation changed. */
class Passes {
  private pass: number[];
  private at = -1;
  private readonly queued: Set<number>;
  private readonly later = new Set<number>();

  constructor(count: number) {
    this.pass = Array.from({ length: count }, (_, n) => n);
    this.queued = new Set(this.pass);
  }

  next(): number | undefined {
    this.at++;
    if (this.at >= this.pass.length) {
      this.pass = [...this.later].sort((a, b) => a - b);
      this.later.clear();
      for (const one of this.pass) this.queued.add(one);
      this.at = 0;
    }
    const next = this.pass[this.at];
    if (next !== undefined) this.queued.delete(next);
    return next;
  }

  /** In this pass if its turn is still to come, else in the next. */
  lookAgain(one: number): void {
    if (this.queued.has(one)) return;
    if (one < (this.pass[this.at] ?? 0)) {
      this.later.add(one);
      return;
    }
    this.queued.add(one);
    let [from, to] = [this.at + 1, this.pass.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.pass[middle] ?? 0) < one) from = middle + 1;
      else to = middle;
    }
    this.pass.splice(from, 0, one);
  }
}

/** True if the conflict may end because a user gives up an identity in this same plan. */
function mayEnd({ kind }: ConflictReason): boolean {
  return kind === "identity-taken" || kind === "two-users";
}

/** Decides for a declared user without a record: new, ours from an interrupted run, or somebody else's. */
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

/** True if, by identity, another newcomer matches this user of ours better. */
function isRathers(live: LiveUser, { user }: DesiredUser, sought: ReadonlyMap<string, DesiredUser>): boolean {
  const own = matchScore(user, live);
  const rivals = identitiesOf(live).flatMap(({ key }) => sought.get(key) ?? []);
  return rivals.some((rival) => matchScore(rival.user, live) > own);
}

/** Decides for an existing user without a mark. */
function decideUnowned(ref: UserRef, user: DesiredUser["user"], live: LiveUser, policy: Policy): DeclaredAction {
  switch (policy.conflicts) {
    case "fail": {
      const marked = marksOf(live).find(({ owner }) => takesOver(policy.takeOver, owner));
      const reason = marked ? ({ kind: "marked-elsewhere", ...marked } as const) : ({ kind: "exists" } as const);
      return { kind: "conflict", ref, user, with: [live], reason };
    }
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

/** True if another action of this plan frees the identity. */
function givesUp(holder: LiveUser, identity: Identity, moving: ReadonlyMap<string, Releases>): boolean {
  const release = moving.get(holder.id);
  return release !== undefined && frees(release, identity);
}
