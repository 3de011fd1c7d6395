import type { FieldChange, RecordedUser } from "./actions";
import { sameValue } from "./compare";
import { userFields, type UserField } from "./fields";
import type { LiveUser } from "./live";
import type { DeclaredUser } from "./user";

const allFields = Object.keys(userFields) as UserField[];

/** The fields that a store can tell us about and that this declaration speaks of. */
export function comparableFields(user: DeclaredUser, ignored: ReadonlySet<UserField>): UserField[] {
  return allFields.filter((field) => user[field] !== undefined && userFields[field].readable && !ignored.has(field));
}

/** The fields in which the store differs from the declaration, in the normal form of each. */
export function differingFields(
  user: DeclaredUser,
  live: LiveUser,
  ignored: ReadonlySet<UserField>,
  stored: DeclaredUser = {},
): UserField[] {
  return comparableFields(user, ignored).filter((field) => !holds(field, user, live, stored));
}

function holds(field: UserField, user: DeclaredUser, live: LiveUser, stored: DeclaredUser): boolean {
  const value = live.fields[field];
  if (field === "userGroups") return groupsHeld(user, live);
  if (sameValue(field, user[field], value)) return true;
  return stored[field] !== undefined && sameValue(field, stored[field], value);
}

/** Groups are a claim of membership: those we did not declare are not ours to judge. */
function groupsHeld(user: DeclaredUser, live: LiveUser): boolean {
  const held = new Set(live.fields.userGroups ?? []);
  return (user.userGroups ?? []).every((group) => held.has(group));
}

/**
 * What an update has to write: fields whose declaration changed since it was last applied and which the store
 * does not hold yet. Without a previous declaration (state lost, an interrupted run) every declared field counts.
 */
export function pendingChanges(
  user: DeclaredUser,
  live: LiveUser,
  recorded: RecordedUser | undefined,
  ignored: ReadonlySet<UserField>,
): FieldChange[] {
  const previous = recorded?.user;
  const changes: FieldChange[] = [];
  for (const field of differingFields(user, live, ignored, recorded?.stored)) {
    if (previous && sameDeclaration(field, previous, user)) continue;
    changes.push({
      field,
      from: live.fields[field],
      to: field === "userGroups" ? mergedGroups(user, live, previous) : user[field],
    });
  }
  const withdrawn = withdrawnGroups(user, live, previous);
  if (withdrawn.length > 0 && !ignored.has("userGroups") && !changes.some(({ field }) => field === "userGroups")) {
    changes.push({ field: "userGroups", from: live.fields.userGroups, to: mergedGroups(user, live, previous) });
  }
  return changes;
}

/** The fields in which the store left a declaration that did not change: shown by refresh, repaired by the next update. */
export function driftedFields(
  user: DeclaredUser,
  live: LiveUser,
  recorded: RecordedUser | undefined,
  ignored: ReadonlySet<UserField>,
): UserField[] {
  const pending = new Set(pendingChanges(user, live, recorded, ignored).map(({ field }) => field));
  return differingFields(user, live, ignored, recorded?.stored).filter((field) => !pending.has(field));
}

function sameDeclaration(field: UserField, previous: DeclaredUser, user: DeclaredUser): boolean {
  return previous[field] !== undefined && sameValue(field, previous[field], user[field]);
}

function withdrawnGroups(user: DeclaredUser, live: LiveUser, previous: DeclaredUser | undefined): string[] {
  const declared = new Set(user.userGroups ?? []);
  const held = new Set(live.fields.userGroups ?? []);
  return (previous?.userGroups ?? []).filter((group) => !declared.has(group) && held.has(group));
}

/** Declared groups are added, groups that are no longer declared are taken away, others stay. */
function mergedGroups(user: DeclaredUser, live: LiveUser, previous: DeclaredUser | undefined): string[] {
  const withdrawn = new Set(withdrawnGroups(user, live, previous));
  const kept = (live.fields.userGroups ?? []).filter((group) => !withdrawn.has(group));
  return [...new Set([...kept, ...(user.userGroups ?? [])])];
}
