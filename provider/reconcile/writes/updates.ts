import { freezing } from "../../../ciam/actions";
import { CiamError } from "../../../ciam/errors";
import { isUserGone } from "../../../ciam/errors/catalogue/meanings";
import type { ActionOf, FieldChange } from "../../users/plan/actions";
import { noForms, ValueForm, type KeptForms } from "../../users/plan/compare/inForce";
import { sameValue } from "../../users/plan/compare/compare";
import { allUserFields, userFields, type UserField } from "../../users/model/fields";
import type { LiveUser } from "../../users/model/live";
import { liveUser, toUpdateUser } from "../../users/ciam";
import { formerMarks, isMarkedAs, ownershipOf, RELEASED_MARK, type Origin } from "../../users/model/mark";
import type { DeclaredUser } from "../../users/model/user";
import type { RunContext } from "../run";
import { failureNotKept, failureUnmarked } from "../../messages/failures";
import type { Ledger } from "../ledger";
import { readUser } from "../observe/observe";
import { RunStopped } from "../../messages/errors";
import { repeatableWrite } from "./write";

/** Updates one of our users to match its declaration. */
export async function updateUser(context: RunContext, ledger: Ledger, action: ActionOf<"update">): Promise<void> {
  const { ref, live, user, origin } = action;
  const markAs = isMarkedAs(live, origin, context.mark) ? undefined : origin;
  let seen: Seen;
  try {
    seen = await writeFields(context, ledger, live, action.changes, markAs);
  } catch (error) {
    ledger.noteStays(live);
    throw error;
  }
  if (action.unfreeze) await setFreezing(context, ledger, live.id, "unfrozen");
  if (action.setPassword && user.password !== undefined) {
    const { password } = user;
    await repeatableWrite(context, ledger, () =>
      context.calls.call("SetPassword", { UserStoreId: context.userStoreId, UserId: live.id, Password: password }),
    );
  }
  ledger.manage({ ref, id: live.id, origin, ...formsAfter(action.forms, action.changes, seen) });
  ledger.count("updated");
  settleIfKept(ledger, action, seen);
  if (action.passwordWithheld && !ledger.hasFailed(ref)) ledger.fail(failureUnmarked(ref, user));
}

/** Adopts an existing user: writes the mark and the declared fields, never a credential. */
export async function adoptUser(context: RunContext, ledger: Ledger, action: ActionOf<"adopt">): Promise<void> {
  const { ref, live } = action;
  const seen = await writeFields(context, ledger, live, action.changes, "adopted");
  ledger.manage({ ref, id: live.id, origin: "adopted", ...formsAfter(noForms, action.changes, seen) });
  ledger.count("adopted");
  settleIfKept(ledger, action, seen);
}

/** Releases a user: clears the mark, or overwrites it where clearing does nothing. */
export async function releaseUser(context: RunContext, ledger: Ledger, live: LiveUser): Promise<void> {
  const { id } = live;
  const marked = [context.mark.attribute, ...formerMarks(live, context.mark)];
  for (const value of ["", RELEASED_MARK]) {
    try {
      await writeUser(context, ledger, id, Object.fromEntries(marked.map((attribute) => [attribute, value])));
    } catch (error) {
      if (isUserGone(error)) return;
      // A store may refuse an empty value.
      if (value !== "" || !(error instanceof CiamError) || !error.notExecuted) throw error;
    }
    const now = await readUser(context, id);
    if (!now || ownershipOf(now, context.mark).kind !== "ours") return;
  }
  throw new RunStopped(
    `the owner mark of user ${id} cannot be removed: the store keeps ${context.mark.attribute} as it is`,
  );
}

export async function setFreezing(
  context: RunContext,
  ledger: Ledger,
  id: string,
  to: keyof typeof freezing,
): Promise<void> {
  await repeatableWrite(context, ledger, () =>
    context.calls.call("UpdateUserStatus", { UserStoreId: context.userStoreId, UserId: id, Status: freezing[to] }),
  );
}

/** A user after a write: as the reply shows it, and as a read shows it. */
interface Seen {
  readonly answered?: LiveUser | undefined;
  readonly now?: LiveUser;
}

/**
 * Sends only the changed fields, and answers the user as the service then has it. The first such write of a run is read
 * back: the service does not document whether it leaves omitted fields alone, and an undeclared change must not hit a
 * second user.
 */
async function writeFields(
  context: RunContext,
  ledger: Ledger,
  live: LiveUser,
  changes: readonly FieldChange[],
  markAs: Origin | undefined,
): Promise<Seen> {
  const { attribute, values } = context.mark;
  const fields: DeclaredUser = Object.fromEntries(changes.map(({ field, to }) => [field, to]));
  const sent: DeclaredUser = markAs === undefined ? fields : { ...fields, [attribute]: values[markAs] };
  if (Object.keys(sent).length === 0) return {};
  const answered = await writeUser(context, ledger, live.id, sent);
  // The content of the reply is not documented either, so it is trusted only where it agrees with what was sent.
  const isExpected = answered !== undefined && notKept(changes, answered).length === 0;
  const isAtRisk = couldLose(live, sent);
  const { updates } = ledger.canaries;
  if (!updates.needsLook(isAtRisk) && (isExpected || answered === undefined)) return { answered };
  const now = await readUser(context, live.id);
  if (!now) return { answered };
  assertOnlyThisChanged(context, live, now, sent);
  updates.cameBack(isAtRisk);
  return { answered, now };
}

/** True if the user has an unsent value that an update could empty; without one, the write proves nothing. */
function couldLose(live: LiveUser, sent: DeclaredUser): boolean {
  return allUserFields.some((field) => {
    const { updatable, identity } = userFields[field];
    return updatable && !identity && sent[field] === undefined && !isNothing(live.fields[field] ?? "");
  });
}

async function writeUser(
  context: RunContext,
  ledger: Ledger,
  id: string,
  fields: DeclaredUser,
): Promise<LiveUser | undefined> {
  const { User } = await repeatableWrite(context, ledger, () =>
    context.calls.call("UpdateUser", { UserStoreId: context.userStoreId, UserId: id, ...toUpdateUser(fields) }),
  );
  return User?.UserId === id ? liveUser(User, context.phoneCountry) : undefined;
}

function assertOnlyThisChanged({ mark }: RunContext, before: LiveUser, now: LiveUser, sent: DeclaredUser): void {
  const { attribute } = mark;
  if (sent[attribute] !== undefined && now.fields[attribute] !== sent[attribute]) {
    throw new RunStopped(
      `user ${now.id} was given our owner mark and does not have it in ${attribute}. Nothing more is updated: ` +
        `check that the store keeps this attribute, or choose another ownerAttribute`,
    );
  }
  const touched = allUserFields.filter(
    (field) =>
      sent[field] === undefined &&
      userFields[field].readable &&
      !sameValue(field, before.fields[field], now.fields[field]),
  );
  if (touched.length === 0) return;
  throw new RunStopped(
    `an update also changed ${touched.join(", ")} of user ${now.id}, which was not sent. ` +
      `Nothing more is updated: somebody else is writing to this store, or it resets fields that an update leaves out`,
  );
}

/** Reports fields that the store accepted and left unchanged: they would otherwise be written again for ever. */
function settleIfKept(
  ledger: Ledger,
  { ref, user, live, changes }: ActionOf<"update"> | ActionOf<"adopt">,
  { now, answered }: Seen,
): void {
  const after = now ?? answered;
  const lost = after ? notKept(changes, after) : [];
  if (lost.length === 0) {
    ledger.markApplied(ref);
    return;
  }
  ledger.fail(failureNotKept(ref, user, lost));
  if (lost.some((field) => userFields[field].identity)) ledger.noteStays(live);
}

/** The fields that kept their old value although another one was sent. */
function notKept(changes: readonly FieldChange[], now: LiveUser): UserField[] {
  return changes.filter((change) => !isKept(change, now.fields[change.field])).map(({ field }) => field);
}

function isNothing(value: unknown): boolean {
  return value === "" || (Array.isArray(value) && value.length === 0);
}

/** Groups are compared one by one: a store may add the new ones and not remove the old ones. */
function isKept({ field, from, to }: FieldChange, now: unknown): boolean {
  // No value is a form of nothing.
  if (field !== "userGroups") return sameValue(field, to, now) || (!isNothing(to) && !sameValue(field, from, now));
  const [before, wanted, held] = [from, to, now].map((groups) => new Set(Array.isArray(groups) ? groups : []));
  const withdrawn = [...(before ?? [])].filter((group) => !wanted?.has(group));
  return [...(wanted ?? [])].every((group) => held?.has(group)) && !withdrawn.some((group) => held?.has(group));
}

/** A learnt form belongs to one value: it leaves with that value, and the form of the new value is learnt. */
function formsAfter(before: KeptForms, changes: readonly FieldChange[], seen: Seen): { forms?: KeptForms } {
  const forms = new Map(before);
  for (const change of changes) {
    const { field } = change;
    const form = formOf(change, seen);
    if (form !== undefined && field !== "userGroups") forms.set(field, new ValueForm(field, form));
    else forms.delete(field);
  }
  return forms.size > 0 ? { forms } : {};
}

/** The form in which the service keeps a value. If its reply and a read differ, somebody wrote in between. */
function formOf({ field, from, to }: FieldChange, { answered, now }: Seen): unknown {
  const value = (now ?? answered)?.fields[field];
  if (value === undefined || isNothing(to)) return undefined;
  if (sameValue(field, to, value) || sameValue(field, from, value)) return undefined;
  return answered && now && !sameValue(field, answered.fields[field], value) ? undefined : value;
}
