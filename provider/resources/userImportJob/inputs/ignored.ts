import { isDeepStrictEqual } from "node:util";
import { isObject } from "../../../../text/values";
import type { UserField } from "../../../users/model/fields";
import { openUser } from "../../../users/input/envelope/open";
import { rewritten, type FieldValues } from "../../../users/input/envelope/rewrite";
import { putUser, userIn, usersOfSets, type UsersBySet } from "../../../users/input/envelope/sets";

/**
 * Keeps the old values of ignored fields, so that a preview never shows a change that `up` will not make. A user who
 * is new keeps what it declares: the field is set once, at the import.
 */
export function withIgnoredFields(userSets: unknown, oldSets: unknown, ignored: readonly UserField[]): unknown {
  if (ignored.length === 0 || !isObject(userSets) || !isObject(oldSets)) return userSets;
  const next: UsersBySet = {};
  const old = usersOfSets(oldSets);
  for (const [set, users] of Object.entries(usersOfSets(userSets))) {
    for (const [key, value] of Object.entries(users)) {
      const before = userIn(old, { set, key });
      putUser(next, { set, key }, before === undefined ? value : rewritten(value, keptValues(value, before, ignored)));
    }
  }
  return { ...userSets, ...next };
}

function keptValues(value: unknown, before: unknown, ignored: readonly UserField[]): FieldValues {
  const now = fieldsOf(value);
  const then = fieldsOf(before);
  const kept = new Map<UserField, unknown>();
  if (!now || !then) return kept;
  for (const field of ignored) if (!isDeepStrictEqual(now[field], then[field])) kept.set(field, then[field]);
  return kept;
}

/** All fields, if all are known. What is wrong with a user that cannot be opened its parser finds, with its path. */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const opened = openUser(value);
  if (opened.form === "literal") return opened.fields;
  if (opened.form !== "text" || typeof opened.secret === "string") return undefined;
  return { ...opened.open, ...opened.secret };
}
