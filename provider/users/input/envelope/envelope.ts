import { UNKNOWN } from "./unknown";
import { isObject } from "../../../../text/values";

type Fields = Readonly<Record<string, unknown>>;

/** What Pulumi prints in the place of a secret. */
export const HIDDEN = "[secret]";

/** How a user travels, with every envelope opened that can be: the one place that knows the forms of the wire. */
export type WireUser =
  /** As the program wrote it, field by field. */
  | { form: "literal"; fields: Fields }
  /** As one JSON text; the secret fields, if there are any, in a text of their own. */
  | { form: "text"; open: Fields; secret: Fields | "unknown" | "hidden" }
  /** Not known before `up`. */
  | { form: "unknown" }
  /** Printed by Pulumi, and secret as a whole. */
  | { form: "hidden" }
  | { form: "damaged"; rule: string };

const NOT_A_USER = "must be a user: an object with its fields, or what a loader such as usersFromFile returned";
const NOT_JSON = "is text that is not the JSON of a user";

const damaged: WireUser = { form: "damaged", rule: NOT_JSON };

/** Opens one of the three forms: a literal object, one JSON text, or `{user, secret}` with two of them. */
export function openWireUser(value: unknown): WireUser {
  if (typeof value === "string") return openTexts(value, "{}");
  if (!isObject(value)) return { form: "damaged", rule: NOT_A_USER };
  return isEnvelope(value) ? openTexts(value.user, value.secret ?? "{}") : { form: "literal", fields: value };
}

/** A user has neither a field `user` nor a field `secret`, so the envelope cannot be mistaken for one. */
function isEnvelope(value: Fields): value is { user: string; secret?: unknown } {
  return typeof value.user === "string" && Object.keys(value).every((name) => name === "user" || name === "secret");
}

function openTexts(user: string, secret: unknown): WireUser {
  if (user === UNKNOWN) return { form: "unknown" };
  if (user === HIDDEN) return { form: "hidden" };
  const open = fieldsOf(user);
  if (!open) return damaged;
  if (secret === UNKNOWN) return { form: "text", open, secret: "unknown" };
  if (secret === HIDDEN) return { form: "text", open, secret: "hidden" };
  const fields = fieldsOf(secret);
  return fields ? { form: "text", open, secret: fields } : damaged;
}

function fieldsOf(text: unknown): Fields | undefined {
  try {
    const fields: unknown = typeof text === "string" ? JSON.parse(text) : undefined;
    return isObject(fields) ? fields : undefined;
  } catch {
    // The message of a JSON error quotes what it could not read, and that may be a password.
    return undefined;
  }
}
