import stringify from "safe-stable-stringify";
import type { UserField } from "../../model/fields";
import { openUser, textsOf } from "./open";

type Fields = Readonly<Record<string, unknown>>;

/** Field → its new value; `undefined` takes the field out. */
export type FieldValues = ReadonlyMap<UserField, unknown>;

/**
 * The same user in the same form, with some fields replaced: nothing that stays the same changes its bytes. What cannot
 * be opened stays as it is.
 */
export function rewritten(value: unknown, fields: FieldValues): unknown {
  if (fields.size === 0) return value;
  const opened = openUser(value);
  if (opened.form === "literal") return withFields(opened.fields, fields);
  if (opened.form !== "text") return value;
  const { open } = opened;
  if (typeof value === "string") return stringify(withFields(open, fields));
  const secret = typeof opened.secret === "string" ? {} : opened.secret;
  const inSecret = new Map([...fields].filter(([field]) => Object.hasOwn(secret, field)));
  const inClear = new Map([...fields].filter(([field]) => !Object.hasOwn(secret, field)));
  return {
    user: stringify(withFields(open, inClear)),
    secret: inSecret.size > 0 ? stringify(withFields(secret, inSecret)) : textsOf(value)?.secret,
  };
}

function withFields(user: Fields, fields: FieldValues): Record<string, unknown> {
  const next = { ...user };
  for (const [field, replaced] of fields) {
    if (replaced === undefined) Reflect.deleteProperty(next, field);
    else next[field] = replaced;
  }
  return next;
}
