import stringify from "safe-stable-stringify";
import type { UserField } from "../../../users/model/fields";
import { wireForm } from "./sets";

/** Field → its new value; `undefined` takes the field out. */
export type FieldValues = ReadonlyMap<UserField, unknown>;

/** The same user in the same form, with some fields replaced: nothing that stays the same changes its bytes. */
export function rewritten(value: unknown, fields: FieldValues): unknown {
  if (fields.size === 0) return value;
  const wire = wireForm(value);
  switch (wire.form) {
    case "unknown":
      return value;
    case "literal": {
      const next = { ...wire.fields };
      for (const [field, replaced] of fields) {
        if (replaced === undefined) Reflect.deleteProperty(next, field);
        else next[field] = replaced;
      }
      return next;
    }
    case "json":
      return jsonWith(wire.user, fields);
    case "json+secret": {
      const secret = typeof wire.secret === "string" ? wire.secret : "{}";
      const hidden = new Set(Object.keys(JSON.parse(secret) as object));
      const inSecret = new Map([...fields].filter(([field]) => hidden.has(field)));
      const inClear = new Map([...fields].filter(([field]) => !hidden.has(field)));
      return { user: jsonWith(wire.user, inClear), secret: inSecret.size > 0 ? jsonWith(secret, inSecret) : secret };
    }
  }
}

function jsonWith(text: string, fields: FieldValues): string {
  const user = { ...(JSON.parse(text) as Record<string, unknown>) };
  for (const [field, replaced] of fields) {
    if (replaced === undefined) Reflect.deleteProperty(user, field);
    else user[field] = replaced;
  }
  return stringify(user);
}
