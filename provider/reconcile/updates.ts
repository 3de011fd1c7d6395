import type { ActionOf, FieldChange } from "../users/actions";
import { sameValue } from "../users/compare";
import { userFields, type UserField } from "../users/fields";
import type { LiveUser } from "../users/live";
import { ownershipOf, RELEASED_MARK } from "../users/mark";
import type { DeclaredUser } from "../users/user";
import { toUpdateUser } from "../users/wire";
import type { RunContext } from "./context";
import { learnt } from "./imports";
import type { Ledger } from "./ledger";
import { readUser } from "./observe";
import { RunStopped } from "./stop";
import { repeatableWrite } from "./write";

/** Brings one of our users to its declaration. */
export async function updateUser(context: RunContext, ledger: Ledger, action: ActionOf<"update">): Promise<void> {
  const { ref, live, user, origin } = action;
  const remark = ownershipOf(live, context.mark).kind !== "ours";
  if (action.changes.length > 0 || remark) await writeFields(context, ledger, live, action.changes, { remark });
  if (action.unfreeze) await setStatus(context, ledger, live.id, "NORMAL");
  if (action.setPassword && user.password !== undefined) {
    await repeatableWrite(context, ledger, () =>
      context.calls.call("SetPassword", {
        UserStoreId: context.userStoreId,
        UserId: live.id,
        Password: user.password ?? "",
      }),
    );
  }
  ledger.manage({ ref, id: live.id, origin, ...keptForms(ledger.entryOf(ref)?.stored, action.changes) });
  ledger.settle(ref);
  ledger.counts.updated++;
}

/** Takes an existing user into care: mark and declared fields, never a credential. */
export async function adoptUser(context: RunContext, ledger: Ledger, action: ActionOf<"adopt">): Promise<void> {
  const { ref, live, user } = action;
  await writeFields(context, ledger, live, action.changes, { remark: true });
  ledger.manage({ ref, id: live.id, origin: "adopted", ...learnt(user, after(live, action.changes)) });
  ledger.settle(ref);
  ledger.counts.adopted++;
}

/** Lets a user go: the mark is cleared, or overwritten where clearing does nothing. */
export async function releaseUser(context: RunContext, ledger: Ledger, live: LiveUser): Promise<void> {
  for (const value of ["", RELEASED_MARK]) {
    await repeatableWrite(context, ledger, () =>
      context.calls.call("UpdateUser", {
        UserStoreId: context.userStoreId,
        UserId: live.id,
        ...toUpdateUser({ [context.mark.attribute]: value }),
      }),
    );
    const now = await readUser(context, live.id);
    if (!now || ownershipOf(now, context.mark).kind !== "ours") return;
  }
  throw new RunStopped(
    `the owner mark of user ${live.id} cannot be removed: the store keeps ${context.mark.attribute} as it is`,
  );
}

export async function setStatus(
  context: RunContext,
  ledger: Ledger,
  id: string,
  status: "NORMAL" | "FREEZE",
): Promise<void> {
  await repeatableWrite(context, ledger, () =>
    context.calls.call("UpdateUserStatus", { UserStoreId: context.userStoreId, UserId: id, Status: status }),
  );
}

/**
 * Sends the changed fields only. The first such write of a run is read back: whether the service leaves omitted fields
 * alone is not documented, and a change nobody declared must not happen to a second user.
 */
async function writeFields(
  context: RunContext,
  ledger: Ledger,
  live: LiveUser,
  changes: readonly FieldChange[],
  { remark }: { remark: boolean },
): Promise<void> {
  const { attribute, value } = context.mark;
  const fields: DeclaredUser = Object.fromEntries(changes.map(({ field, to }) => [field, to]));
  const sent: DeclaredUser = remark ? { ...fields, [attribute]: value } : fields;
  await repeatableWrite(context, ledger, () =>
    context.calls.call("UpdateUser", { UserStoreId: context.userStoreId, UserId: live.id, ...toUpdateUser(sent) }),
  );
  if (ledger.updatesProven) return;
  const now = await readUser(context, live.id);
  if (now) assertNothingElseChanged(live, now, sent);
  ledger.updatesProven = true;
}

function assertNothingElseChanged(before: LiveUser, now: LiveUser, sent: DeclaredUser): void {
  const touched = (Object.keys(userFields) as UserField[]).filter(
    (field) =>
      sent[field] === undefined &&
      userFields[field].readable &&
      !sameValue(field, before.fields[field], now.fields[field]),
  );
  if (touched.length === 0) return;
  throw new RunStopped(
    `the first update of this run also changed ${touched.join(", ")} of user ${now.id}, which was not sent. ` +
      `Nothing more is updated: somebody else is writing to this store, or it resets fields that an update leaves out`,
  );
}

function after(live: LiveUser, changes: readonly FieldChange[]): LiveUser {
  return { ...live, fields: { ...live.fields, ...Object.fromEntries(changes.map(({ field, to }) => [field, to])) } };
}

/** A learnt form is about one value: it is forgotten with it. */
function keptForms(stored: DeclaredUser | undefined, changes: readonly FieldChange[]): { stored?: DeclaredUser } {
  const changed = new Set<string>(changes.map(({ field }) => field));
  const kept = Object.fromEntries(Object.entries(stored ?? {}).filter(([field]) => !changed.has(field)));
  return Object.keys(kept).length > 0 ? { stored: kept } : {};
}
