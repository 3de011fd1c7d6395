import type { Action, DesiredUser, Plan, ManagedUser } from "./actions";
import { match, type Matching } from "./decide/match";
import { credentialChanged, decideRecorded, withheldGroups } from "./decide/decide";
import { decideNewcomers } from "./decide/newcomers";
import { decideRemoval, forgotten } from "./decide/removal";
import { inOrder, releasesById } from "./order";
import type { Policy } from "./policy";
import { inSteps } from "./steps";
import type { LiveUsers } from "../model/liveUsers";
import { ownershipOf } from "../model/mark";
import { compareRefs, refId, type UserRef } from "../model/ref";

/** The input of `plan`. */
export interface Situation {
  readonly desired: readonly DesiredUser[];
  /** Only recorded users are ever removed: a `create` has no record, so it removes nobody. */
  readonly recorded: readonly ManagedUser[];
  readonly live: LiveUsers;
  /** The matching of declared to recorded users, if these live users were matched already. */
  readonly known?: Matching | undefined;
}

/**
 * Decides, without touching anything, how to turn the live users into the declared ones.
 *
 * | declared | recorded | in the store | action |
 * |---|---|---|---|
 * | yes | as before | as declared, with our mark | keep |
 * | yes | as before | otherwise | keep, with drift: refresh shows it |
 * | yes | as before | gone | missing: refresh shows it |
 * | yes | as before | gone: a run ended between its deletion and its second import | forget, then as without a record |
 * | yes, changed | yes | with the former values | update |
 * | yes, a field that only an import sets changed | yes | with the former value | conflict, reimport or keep, by `importOnlyChange` |
 * | yes | yes | with the mark of another owner | conflict, unless `takeOver` names it |
 * | yes | left before, with none of these identities | any | as without a record; who left stays as it is |
 * | yes | no | no user has its identities | import |
 * | yes | no | one user has, without a mark | conflict, skip or adopt, by `conflictPolicy` |
 * | yes | no | one user has, with a mark | by its owner: see `Standing` |
 * | yes | no | two users have | conflict |
 * | yes | any | another user holds its new identity and keeps it | conflict |
 * | yes | any | another user holds its new identity and gives it up | as above, after that |
 * | yes | any | merged into another account | skip |
 * | no | created | with our mark | delete, freeze or release, by `removalPolicy` |
 * | no | adopted | with our mark | release |
 * | no | yes | gone, merged, or without our mark | forget |
 * | no | yes | declared by another job of the program | forget, once that has it |
 * | no | yes | perhaps declared by a job that is still to come | forget, and the record keeps it |
 * | no | no | with our mark | none: an orphan, only reported |
 *
 * For example, alice, ben, cara and dan are recorded. The program gives ben the e-mail that cara had, drops cara and
 * dan, and adds emil. Somebody edited alice's nickname in the store:
 *
 * | step | actions |
 * |---|---|
 * | note | keep alice (drifted: nickname) |
 * | remove | delete cara, so that her e-mail is free for ben |
 * | write | update ben (email) |
 * | import | import emil |
 * | remove | delete dan |
 *
 * A user is recognised by its recorded UserId, else by any of its identities. If two of its identities belong to two
 * different users, nothing is guessed and the user becomes a conflict. A difference in the store without a change of the
 * declaration is drift: counted here, shown by a refresh, repaired by the update after that.
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
    // Another account gets the name that the record has for one who is gone.
    if (before && action?.kind !== "missing" && !live.get(before.id)) actions.push(forgotten(before));
    if (!action) newcomers.push(user);
    else {
      actions.push(action);
      if ("live" in action) claimed.set(action.live.id, user.ref);
    }
  }
  const removals = recorded
    .filter(({ ref }) => !continued.has(refId(ref)))
    .map((user) => decideRemoval(user, live.get(user.id), policy, "update"));
  const releases = releasesById([...actions, ...removals]);
  for (const action of decideNewcomers(newcomers, live, claimed, releases, policy)) actions.push(action);
  // A newcomer may turn out to be one of the users to be removed.
  const leaving = removals.filter(({ recorded: { id } }) => !claimed.has(id));

  const spoken = new Set([...actions, ...leaving].flatMap(liveIdsOf));
  return {
    steps: inSteps(inOrder([...actions, ...leaving], live)),
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
