import type { Action, DesiredUser, FieldChange, RecordedUser } from "./actions";
import { driftedFields, importOnlyChanges, pendingChanges, validForms, type Comparison } from "./changes";
import { userFields } from "../model/fields";
import { identitiesOf } from "../model/identity";
import type { LiveUser } from "../model/live";
import type { LiveUsers } from "../model/liveUsers";
import { formerMarks, isMarkedAs, ownershipOf, type Origin } from "../model/mark";
import type { Policy } from "./policy";
import type { UserRef } from "../model/ref";
import { standingOf, type Reason } from "./standing";

type DeclaredAction = Extract<Action, { ref: UserRef }>;

/** A declared user with a record. Nothing when it has to be looked for like a newcomer. */
export function decideRecorded(
  desired: DesiredUser,
  recorded: RecordedUser,
  live: LiveUsers,
  isRecorded: (id: string) => boolean,
  policy: Policy,
): Action | undefined {
  const now = live.get(recorded.id);
  if (now) return decideOwned(desired, now, recorded, policy);
  const again = importedAgain(desired, live, isRecorded, policy);
  if (again) return decideOwned(desired, again, undefined, policy);
  if (isHalfReimported(desired, recorded, policy)) return undefined;
  return { kind: "missing", recorded: { ...recorded, ref: desired.ref }, user: desired.user };
}

/** A run that was killed after it imported the user anew: the record still has the UserId of its former life. */
function importedAgain(
  { user }: DesiredUser,
  live: LiveUsers,
  isRecorded: (id: string) => boolean,
  { mark }: Policy,
): LiveUser | undefined {
  const ours = identitiesOf(user)
    .flatMap(({ key }) => live.holding(key))
    .filter((holder) => ownershipOf(holder, mark).kind === "ours" && !isRecorded(holder.id));
  const [found] = ours;
  return ours.every(({ id }) => id === found?.id) ? found : undefined;
}

/** A run that was killed between the deletion and the second import: what the preview showed is still to be done. */
function isHalfReimported(desired: DesiredUser, recorded: RecordedUser, policy: Policy): boolean {
  if (policy.importOnlyChange !== "reimport" || recorded.origin !== "created") return false;
  return (
    importOnlyChanges(desired.user, recorded, policy.ignoreFields).length > 0 || hashChanged(desired, recorded, policy)
  );
}

/** A user of ours that exists: bring what changed to the declaration. */
export function decideOwned(
  desired: DesiredUser,
  live: LiveUser,
  recorded: RecordedUser | undefined,
  policy: Policy,
): DeclaredAction {
  const { ref, user } = desired;
  if (!live.primary) return { kind: "skip", ref, live, why: "linked" };
  const standing = standingOf(live, recorded, policy);
  if (standing.kind === "foreign") {
    const { owner, isNamesake } = standing;
    return { kind: "conflict", ref, user, with: [live], reason: { kind: "foreign-mark", owner, isNamesake } };
  }
  if (standing.kind === "free") return { kind: "conflict", ref, user, with: [live], reason: { kind: "exists" } };
  const { origin, by } = standing;
  const comparison = comparisonFor(live, standing, policy);
  const pending = pendingChanges(user, live, recorded, comparison);
  const importOnly = pending.filter(({ field }) => !userFields[field].updatable).map(({ field }) => field);
  if (hashChanged(desired, recorded, policy)) importOnly.push("password");
  // Without a previous declaration nobody changed anything: the difference is the service's or a hand's, so drift.
  const changedByProgram = recorded?.user !== undefined;
  if (importOnly.length > 0 && changedByProgram && policy.importOnlyChange !== "ignore") {
    const conflict = { kind: "conflict", ref, user, with: [live] } as const;
    if (policy.importOnlyChange === "fail" || origin === "adopted") {
      return { ...conflict, with: [live], reason: { kind: "import-only", fields: importOnly, origin } };
    }
    if (ownershipOf(live, policy.mark).kind === "free")
      return { ...conflict, with: [live], reason: { kind: "mark-lost" } };
    return { kind: "reimport", ref, user, live, fields: importOnly };
  }
  const changes = [...pending.filter(({ field }) => userFields[field].updatable), ...movedMark(user, live, policy)];
  const isPasswordDue =
    policy.passwords === "managed" &&
    user.password !== undefined &&
    user.passwordEncryptType === undefined &&
    origin === "created" &&
    credentialChanged(desired, recorded);
  // Record and mark together give rights: an account whose mark is gone gets it back first.
  const passwordWithheld = isPasswordDue && by === "unmarked";
  const setPassword = isPasswordDue && !passwordWithheld;
  const stored = validForms(user, recorded);
  const unfreeze = live.status === "FREEZE" && recorded?.frozen === "this job";
  // The mark belongs to what is kept: without it the user would be found by its UserId only.
  if (changes.length > 0 || setPassword || unfreeze || !isMarkedAs(live, origin, policy.mark)) {
    return { kind: "update", ref, user, live, origin, by, changes, setPassword, passwordWithheld, unfreeze, stored };
  }
  const drifted = driftedFields(user, live, recorded, comparison);
  const differing = changedByProgram ? drifted : [...importOnly, ...drifted];
  return { kind: "keep", ref, user, live, origin, by, drifted: differing, stored };
}

/** The program chose another attribute for the mark: the former ones are emptied, unless the program uses them now. */
function movedMark(user: DesiredUser["user"], live: LiveUser, { mark }: Policy): FieldChange[] {
  return formerMarks(live, mark)
    .filter((former) => user[former] === undefined)
    .map((former) => ({ field: former, from: live.fields[former], to: "" }));
}

/**
 * Whether the program declares another credential than the user was given. One that was not known before counts as the
 * same: nobody's password is reset because a state was lost. Nor is that of an account we did not make by a first one.
 */
export function credentialChanged({ credential }: DesiredUser, recorded: RecordedUser | undefined): boolean {
  const before = recorded?.credential;
  if (!recorded || before === undefined || credential === null) return false;
  return before === null ? recorded.origin === "created" : before !== credential;
}

function hashChanged(desired: DesiredUser, recorded: RecordedUser | undefined, policy: Policy): boolean {
  return (
    policy.passwords === "managed" &&
    desired.user.passwordEncryptType !== undefined &&
    credentialChanged(desired, recorded)
  );
}

/**
 * Whoever registered before we came keeps the groups they have: an account must not become an administrator's by its
 * e-mail, nor by a mark that somebody wrote. Adoption is a person's word for accounts that were never used.
 */
export function comparisonFor(
  live: LiveUser,
  { origin, by }: { readonly origin: Origin; readonly by: Reason },
  policy: Pick<Policy, "conflicts" | "adoptGrantsGroups" | "grantsAnew" | "ignoreFields">,
): Comparison {
  const ignored = policy.ignoreFields;
  // Evidence makes a user ours; what gives it rights is record and mark, both of which it will have from now on.
  if (by === "leftover" || by === "interrupted" || by === "unmarked") return { ignored, groups: "withdraw" };
  if (origin === "created") return { ignored, groups: "all" };
  if (live.lastSignOn === null && policy.conflicts === "adopt") return { ignored, groups: "all" };
  if (!policy.adoptGrantsGroups) return { ignored, groups: "withdraw" };
  return { ignored, groups: policy.grantsAnew ? "grant" : "all" };
}

/** How somebody stands to us whom the program tells us to adopt. */
export const ADOPTION = { origin: "adopted", by: "record" } as const;

/** Whether the user of this action stays without a group it is declared to be in. */
export function withheldGroups(
  action: Action,
  policy: Policy,
): action is Extract<Action, { kind: "adopt" | "update" | "keep" }> {
  if (action.kind !== "adopt" && action.kind !== "update" && action.kind !== "keep") return false;
  const standing = action.kind === "adopt" ? ADOPTION : action;
  if (comparisonFor(action.live, standing, policy).groups !== "withdraw" || policy.ignoreFields.has("userGroups"))
    return false;
  const held = new Set(action.live.fields.userGroups ?? []);
  return (action.user.userGroups ?? []).some((group) => !held.has(group));
}
