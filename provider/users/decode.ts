import { alwaysSecret, type UserField } from "./fields";
import { isObject, UNKNOWN } from "./wireValue";

/** A user as it came over the wire, taken out of its envelope and not checked yet. */
export type DecodedUser =
  | { form: "fields"; fields: Readonly<Record<string, unknown>> }
  /** Not known before `up`. */
  | { form: "unknown" }
  | { form: "damaged"; rule: string };

const NOT_A_USER = "must be a user: an object with its fields, or what a loader such as usersFromFile returned";
const NOT_JSON = "is text that is not the JSON of a user";

/** Opens one of the three forms: a literal object, one JSON text, or `{user, secret}` with two of them. */
export function decodeUser(value: unknown, extraSecretFields: readonly UserField[] = []): DecodedUser {
  if (value === UNKNOWN) return { form: "unknown" };
  if (typeof value === "string") return fieldsOf(value);
  if (!isObject(value)) return { form: "damaged", rule: NOT_A_USER };
  if (!isEnvelope(value)) return { form: "fields", fields: value };
  if (value.user === UNKNOWN) return { form: "unknown" };
  const open = fieldsOf(value.user);
  const secret = value.secret === UNKNOWN ? notYetKnown(extraSecretFields) : fieldsOf(value.secret ?? "{}");
  if (open.form !== "fields") return open;
  return secret.form === "fields" ? { form: "fields", fields: { ...secret.fields, ...open.fields } } : secret;
}

/** A user has neither a field `user` nor a field `secret`, so the envelope cannot be mistaken for one. */
function isEnvelope(value: Readonly<Record<string, unknown>>): boolean {
  return typeof value.user === "string" && Object.keys(value).every((name) => name === "user" || name === "secret");
}

function fieldsOf(text: unknown): DecodedUser {
  try {
    const fields: unknown = typeof text === "string" ? JSON.parse(text) : undefined;
    if (isObject(fields)) return { form: "fields", fields };
  } catch {
    // The message of a JSON error quotes what it could not read, and that may be a password.
  }
  return { form: "damaged", rule: NOT_JSON };
}

/** Any of the secret fields may be in a secret that only `up` will know. */
function notYetKnown(extraSecretFields: readonly UserField[]): DecodedUser {
  const secretFields = [...alwaysSecret, ...extraSecretFields];
  return { form: "fields", fields: Object.fromEntries(secretFields.map((field) => [field, UNKNOWN])) };
}
