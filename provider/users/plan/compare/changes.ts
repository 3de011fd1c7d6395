import { UNTOLD, type FieldChange, type ManagedUser } from "../actions";
import { sameValue } from "./compare";
import { noForms, type KeptForms } from "./inForce";
import { allUserFields, userFields, type UserField } from "../../model/fields";
import type { LiveUser } from "../../model/live";
import type { DeclaredUser } from "../../model/user";

/** The parts of a user that are compared. */
export interface Comparison {
  readonly ignored: ReadonlySet<UserField>;
  /**
   * `withdraw`: the user may lose groups that are no longer declared, and gains none. `grant`: it also gains the groups
   * withheld until now, although their declaration did not change.
   */
  readonly groups: "all" | "withdraw" | "grant";
  /** The fields that count. Default: all. */
  readonly among?: readonly UserField[];
}

/** A live user beside its declaration. */
interface Differences {
  /**
   * The changes for an update to write: fields whose declaration changed since it was last applied, and that the store
   * does not hold yet. Without a previous declaration (a lost state, an interrupted run) every declared field counts.
   */
  readonly pending: readonly FieldChange[];
  /**
   * The drift: fields in which the store differs from a declaration that did not change. A refresh shows them, the next
   * update repairs them.
   */
  readonly drifted: readonly UserField[];
}

/** The declared fields that the store can tell, without the ignored ones. */
function comparableFields(
  user: DeclaredUser,
  { ignored, among = allUserFields }: Pick<Comparison, "ignored" | "among">,
): UserField[] {
  return among.filter((field) => user[field] !== undefined && userFields[field].readable && !ignored.has(field));
}

/** The fields in which the store differs from the declaration, each compared in its normal form. */
export function differingFields(
  user: DeclaredUser,
  live: LiveUser,
  comparison: Comparison,
  forms: KeptForms = noForms,
): UserField[] {
  return comparableFields(user, comparison).filter(
    (field) => !(field === "userGroups" && comparison.groups === "withdraw") && !holds(field, user, live, forms),
  );
}

function holds(field: UserField, user: DeclaredUser, live: LiveUser, forms: KeptForms): boolean {
  if (live.untold?.has(field)) return false;
  const value = live.fields[field];
  if (field === "userGroups") return groupsHeld(user, live);
  return sameValue(field, user[field], value) || forms.get(field)?.is(value) === true;
}

/** Groups declare membership in themselves only: undeclared groups are not ours to judge. */
function groupsHeld(user: DeclaredUser, live: LiveUser): boolean {
  const held = new Set(live.fields.userGroups ?? []);
  return (user.userGroups ?? []).every((group) => held.has(group));
}

/** Compares a live user with its declaration of today and the one that is in force. */
export function differences(
  user: DeclaredUser,
  live: LiveUser,
  recorded: ManagedUser | undefined,
  comparison: Comparison,
): Differences {
  const previous = recorded?.inForce;
  const pending: FieldChange[] = [];
  const drifted: UserField[] = [];
  for (const field of differingFields(user, live, comparison, validForms(user, recorded))) {
    const isWithheld = field === "userGroups" && comparison.groups === "grant";
    if (previous?.is(field, user[field]) && !isWithheld) {
      drifted.push(field);
      continue;
    }
    pending.push({
      field,
      from: live.untold?.has(field) ? UNTOLD : live.fields[field],
      to: field === "userGroups" ? mergedGroups(user, live, recorded, comparison) : user[field],
    });
  }
  const withdrawn = withdrawnGroups(user, live, recorded);
  const isCovered = comparison.ignored.has("userGroups") || pending.some(({ field }) => field === "userGroups");
  if (withdrawn.length > 0 && !isCovered) {
    pending.push({
      field: "userGroups",
      from: live.fields.userGroups,
      to: mergedGroups(user, live, recorded, comparison),
    });
  }
  return { pending, drifted };
}

/** A learnt form stands for one declared value; a changed declaration voids it. */
export function validForms(
  user: DeclaredUser,
  recorded: Pick<ManagedUser, "inForce" | "forms"> | undefined,
): KeptForms {
  const { forms, inForce: previous } = recorded ?? {};
  if (!forms || !previous) return noForms;
  return new Map([...forms].filter(([field]) => previous.is(field, user[field])));
}

/** The import-only fields whose declaration changed since it was last applied. */
export function importOnlyChanges(
  user: DeclaredUser,
  recorded: ManagedUser,
  ignored: ReadonlySet<UserField>,
): UserField[] {
  const previous = recorded.inForce;
  if (!previous) return [];
  return comparableFields(user, { ignored }).filter(
    (field) => !userFields[field].updatable && !previous.is(field, user[field]),
  );
}

function withdrawnGroups(user: DeclaredUser, live: LiveUser, recorded: ManagedUser | undefined): string[] {
  const declared = new Set(user.userGroups ?? []);
  const held = new Set(live.fields.userGroups ?? []);
  const given = new Set([...(recorded?.inForce?.userGroups ?? []), ...(recorded?.given ?? [])]);
  return [...given].filter((group) => !declared.has(group) && held.has(group));
}

/** The groups to write: declared groups are added, groups no longer declared are removed, all others stay. */
function mergedGroups(
  user: DeclaredUser,
  live: LiveUser,
  recorded: ManagedUser | undefined,
  { groups }: Comparison,
): string[] {
  const withdrawn = new Set(withdrawnGroups(user, live, recorded));
  const kept = (live.fields.userGroups ?? []).filter((group) => !withdrawn.has(group));
  return [...new Set([...kept, ...(groups === "withdraw" ? [] : (user.userGroups ?? []))])];
}
