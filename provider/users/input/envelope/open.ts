import { UNKNOWN } from "./unknown";
import { isObject } from "../../../../text/values";

type Fields = Readonly<Record<string, unknown>>;

/**
 * A secret that is not told, in the place of any value. Whoever reads what an engine has printed puts it where that has a
 * sign of its own. It is a symbol, so no text of a program can be mistaken for it.
 */
export const HIDDEN: unique symbol = Symbol("a secret that is not told");

/** A user as it travels in `userSets`, opened as far as it can be. */
export type OpenedUser =
  /** As the program wrote it, field by field. */
  | { form: "literal"; fields: Fields }
  /** As one JSON text; the secret fields, if there are any, in a text of their own. */
  | { form: "text"; open: Fields; secret: Fields | "unknown" | "hidden" }
  /** Not known before `up`. */
  | { form: "unknown" }
  /** Secret as a whole. */
  | { form: "hidden" }
  | { form: "damaged"; rule: string };

const NOT_A_USER = "must be a user: an object with its fields, or what a loader such as usersFromFile returned";
const NOT_JSON = "is text that is not the JSON of a user";

const damaged: OpenedUser = { form: "damaged", rule: NOT_JSON };

/**
 * Opens a user of any of the three forms in which one travels: a literal object, one JSON text, or an envelope
 * `{user, secret}` with two of them. All who look into a user begin here.
 */
export function openUser(value: unknown): OpenedUser {
  if (value === UNKNOWN) return { form: "unknown" };
  if (value === HIDDEN) return { form: "hidden" };
  const texts = textsOf(value);
  if (texts) return openTexts(texts);
  return isObject(value) ? { form: "literal", fields: value } : { form: "damaged", rule: NOT_A_USER };
}

/** The member of an envelope that has the secret text, and so a step of a path into one. */
export function isSecretText(member: string): boolean {
  return member === "secret";
}

/** The texts that a user from a file travels as. */
export interface UserTexts {
  readonly user: unknown;
  /** Text too, once it is known. */
  readonly secret?: unknown;
}

/**
 * The texts of a user that travels as such; nothing of a literal one.
 *
 * An object is an envelope if its `user` is text, or will be, and it has no member besides `user` and `secret`. With any
 * other member it is a literal user: `{user: "bob", password: "…"}` is one that has a field too many, and its password
 * is hidden like that of any literal user.
 */
export function textsOf(value: unknown): UserTexts | undefined {
  if (typeof value === "string") return { user: value };
  if (!isObject(value)) return undefined;
  if (typeof value.user !== "string" && value.user !== UNKNOWN && value.user !== HIDDEN) return undefined;
  const isEnvelope = Object.keys(value).every((name) => name === "user" || isSecretText(name));
  return isEnvelope ? { user: value.user, secret: value.secret } : undefined;
}

function openTexts({ user, secret = "{}" }: UserTexts): OpenedUser {
  if (user === UNKNOWN) return { form: "unknown" };
  if (user === HIDDEN) return { form: "hidden" };
  const open = fieldsIn(user);
  if (!open) return damaged;
  if (secret === UNKNOWN) return { form: "text", open, secret: "unknown" };
  if (secret === HIDDEN) return { form: "text", open, secret: "hidden" };
  const fields = fieldsIn(secret ?? "{}");
  return fields ? { form: "text", open, secret: fields } : damaged;
}

function fieldsIn(text: unknown): Fields | undefined {
  try {
    const fields: unknown = typeof text === "string" ? JSON.parse(text) : undefined;
    return isObject(fields) ? fields : undefined;
  } catch {
    // The message of a JSON error quotes what it could not read, and that may be a password.
    return undefined;
  }
}
