import type { Action, DesiredUser, FieldChange, ManagedUser } from "../actions";
import { differences, importOnlyChanges, validForms, type Comparison } from "../compare/changes";
import { isSameCredential } from "../compare/credential";
import { ValueForm, type KeptForms } from "../compare/inForce";
import { userFields } from "../../model/fields";
import { identitiesOf } from "../../model/identity/identity";
import type { LiveUser } from "../../model/live";
import type { LiveUsers } from "../../model/liveUsers";
import { formerMarks, isMarkedAs, otherMarks, ownershipOf, RELEASED_MARK, type Origin } from "../../model/mark";
import type { Policy } from "../policy";
import type { UserRef } from "../../model/ref";
import { standingOf, type Reason } from "./standing";

type DeclaredAction = Extract<Action, { ref: UserRef }>;

/** Decides for a declared user with a record. Undefined when the user has to be looked up like a newcomer. */
export function decideRecorded(
  desired: DesiredUser,
  recorded: ManagedUser,
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

/**
 * The live user of a run that was killed right after it imported the user again: the record still has the old UserId.
 */
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

/**
 * True for a run that was killed between the deletion and the second import: the previewed action is still to be
 * finished.
 */
function isHalfReimported(desired: DesiredUser, recorded: ManagedUser, policy: Policy): boolean {
  if (policy.importOnlyChange !== "reimport" || recorded.origin !== "created") return false;
  return (
    importOnlyChanges(desired.user, recorded, policy.ignoreFields).length > 0 || hashChanged(desired, recorded, policy)
  );
}

/** Decides for a live user that is ours: writes the declared changes. */
export function decideOwned(
  desired: DesiredUser,
  live: LiveUser,
  recorded: ManagedUser | undefined,
  policy: Policy,
): DeclaredAction {
  const { ref, user } = desired;
  if (!live.primary) return { kind: "skip", ref, live, why: "linked" };
  const standing = standingOf(live, recorded, policy);
  if (standing.kind === "foreign") {
    return { kind: "conflict", ref, user, with: [live], reason: { ...standing, kind: "foreign-mark" } };
  }
  if (standing.kind === "free") return { kind: "conflict", ref, user, with: [live], reason: { kind: "exists" } };
  const { origin, by } = standing;
  const comparison = comparisonFor(live, standing, policy);
  const { pending, drifted } = differences(user, live, recorded, comparison);
  const importOnly = pending.filter(({ field }) => !userFields[field].updatable).map(({ field }) => field);
  if (hashChanged(desired, recorded, policy)) importOnly.push("password");
  // Without a previous declaration the program changed nothing: any difference is drift.
  const changedByProgram = recorded?.inForce !== undefined;
  if (importOnly.length > 0 && changedByProgram && policy.importOnlyChange !== "ignore") {
    const conflict = { kind: "conflict", ref, user, with: [live] } as const;
    if (policy.importOnlyChange === "fail" || origin === "adopted") {
      return { ...conflict, with: [live], reason: { kind: "import-only", fields: importOnly, origin } };
    }
    if (ownershipOf(live, policy.mark).kind === "free")
      return { ...conflict, with: [live], reason: { kind: "mark-lost" } };
    return { kind: "reimport", ref, user, live, fields: importOnly };
  }
  const written = pending.filter(({ field }) => userFields[field].updatable);
  const changes = [...written, ...movedMark(user, live, policy), ...otherMarksOff(user, live, written, policy)];
  const isPasswordDue =
    policy.passwords === "managed" &&
    user.password !== undefined &&
    user.passwordEncryptType === undefined &&
    origin === "created" &&
    credentialChanged(desired, recorded);
  // Rights need record and mark together: an account that lost its mark gets the mark back first.
  const passwordWithheld = isPasswordDue && by === "unmarked";
  const setPassword = isPasswordDue && !passwordWithheld;
  const forms = asSeen(validForms(user, recorded), live);
  const unfreeze = live.isFrozen && recorded?.frozen === "this job";
  // Every kept user needs its mark: without it, only the UserId would find the user.
  if (changes.length > 0 || setPassword || unfreeze || !isMarkedAs(live, origin, policy.mark)) {
    return { kind: "update", ref, user, live, origin, by, changes, setPassword, passwordWithheld, unfreeze, forms };
  }
  const differing = changedByProgram ? drifted : [...importOnly, ...drifted];
  return { kind: "keep", ref, user, live, origin, by, drifted: [...differing], forms };
}

/** The forms with the values that the store has in them: a record of prints cannot tell those. */
function asSeen(forms: KeptForms, { fields }: LiveUser): KeptForms {
  return new Map(
    [...forms].map(([field, form]) => [field, form.is(fields[field]) ? new ValueForm(field, fields[field]) : form]),
  );
}

/**
 * The program chose another attribute for the mark: the former attributes are emptied, unless the program uses them
 * now.
 */
function movedMark(user: DesiredUser["user"], live: LiveUser, { mark }: Policy): FieldChange[] {
  return formerMarks(live, mark)
    .filter((former) => user[former] === undefined)
    .map((former) => ({ field: former, from: live.fields[former], to: "" }));
}

/**
 * The user of another owner becomes ours, whose mark was in another attribute. It is written over, because a store need
 * not take an empty value: with two marks the user would be nobody's.
 */
function otherMarksOff(
  user: DesiredUser["user"],
  live: LiveUser,
  written: readonly FieldChange[],
  { mark }: Policy,
): FieldChange[] {
  return otherMarks(live, mark)
    .filter(({ at }) => at !== mark.attribute && !written.some(({ field }) => field === at))
    .map(({ at }) => ({ field: at, from: live.fields[at], to: user[at] ?? RELEASED_MARK }));
}

/**
 * True if the declared credential differs from the one the user was given. An unknown former one counts as equal: a
 * lost state must reset no passwords. An account we did not make keeps its password when a first one is declared.
 */
export function credentialChanged({ credential }: DesiredUser, recorded: ManagedUser | undefined): boolean {
  const before = recorded?.credential;
  if (!recorded || before === undefined || credential === null) return false;
  return before === null ? recorded.origin === "created" : !isSameCredential(before, credential);
}

function hashChanged(desired: DesiredUser, recorded: ManagedUser | undefined, policy: Policy): boolean {
  return (
    policy.passwords === "managed" &&
    desired.user.passwordEncryptType !== undefined &&
    credentialChanged(desired, recorded)
  );
}

/**
 * A user who registered before us keeps the groups they have: an e-mail address, or a mark that somebody wrote, must
 * not make an account an administrator. With `conflictPolicy: "adopt"`, accounts that were never used do get their
 * groups.
 */
export function comparisonFor(
  live: LiveUser,
  { origin, by }: { readonly origin: Origin; readonly by: Reason },
  policy: Pick<Policy, "conflicts" | "adoptGrantsGroups" | "grantsAnew" | "ignoreFields">,
): Comparison {
  const ignored = policy.ignoreFields;
  // The evidence makes the user ours; only record and mark give it rights. It has both from this run on.
  if (by === "leftover" || by === "interrupted" || by === "unmarked") return { ignored, groups: "withdraw" };
  if (origin === "created") return { ignored, groups: "all" };
  if (live.lastSignOn === null && policy.conflicts === "adopt") return { ignored, groups: "all" };
  if (!policy.adoptGrantsGroups) return { ignored, groups: "withdraw" };
  return { ignored, groups: policy.grantsAnew ? "grant" : "all" };
}

/** The standing of a user that the program tells us to adopt. */
export const ADOPTION = { origin: "adopted", by: "record" } as const;

/** True if this action leaves its user without a declared group. */
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
