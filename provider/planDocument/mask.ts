import { isObject } from "../../text/values";
import { HIDDEN } from "../users/input/envelope/open";
import { hasUnknown } from "../users/input/envelope/unknown";
import { isUserField, userFields, type UserField } from "../users/model/fields";
import { maskIdentity, type Disclosure } from "../users/model/identity/identity";

/** Longer values are cut: a line is to be read. */
const LONGEST = 80;

export const SECRET = "(secret)";
export const NOTHING = "(none)";
export const UNTOLD_YET = "(known by `pulumi up` only)";

/** Fields whose values say nothing about a person. */
const impersonal: ReadonlySet<UserField> = new Set<UserField>([
  "userGroups",
  "passwordEncryptType",
  "identityVerified",
  "identityVerificationMethod",
]);

export function shownValue(field: string, value: unknown, disclosure: Disclosure): string {
  if (value === undefined || value === null || value === "") return NOTHING;
  const untold = untoldValue(value);
  if (untold !== undefined) return untold;
  if (!isUserField(field) || userFields[field].secret) return SECRET;
  if (typeof value !== "string") return cut(JSON.stringify(value));
  if (disclosure === "values" || impersonal.has(field)) return cut(value);
  return userFields[field].identity ? cut(maskIdentity(field, value)) : maskText(value);
}

/** The value of what a column of a file means: a field, a part of one, or the key. */
export function shownAt(name: string, value: unknown, disclosure: Disclosure): string {
  const [field = ""] = name.split(".");
  if (isUserField(field) && userFields[field].secret) return SECRET;
  if (field === "customAttributes" && Array.isArray(value))
    return cut(
      shownAttributes([], value, disclosure)
        .map(({ attribute, to }) => `${attribute}: ${to}`)
        .join(", "),
    );
  if (typeof value !== "string" || isUserField(name)) return shownValue(name, value, disclosure);
  if (disclosure === "values") return cut(value);
  return name === "key" ? cut(maskIdentity("userName", value)) : maskText(value);
}

/** What is said in the place of a value that a document does not tell. */
export function untoldValue(value: unknown): string | undefined {
  if (value === HIDDEN) return SECRET;
  return hasUnknown(value) ? UNTOLD_YET : undefined;
}

/** The first letter, to tell apart by; of a number not even that. */
function maskText(text: string): string {
  const [first = ""] = text;
  return /\p{L}/u.test(first) ? `${first}***` : "***";
}

/** Attributes of the store's own that change, one by one. */
export function shownAttributes(
  from: unknown,
  to: unknown,
  disclosure: Disclosure,
): { attribute: string; from: string; to: string }[] {
  const before = attributesOf(from);
  const now = attributesOf(to);
  const names = [...new Set([...before.keys(), ...now.keys()])].filter((name) => before.get(name) !== now.get(name));
  const one = (value: string | undefined): string =>
    value === undefined || value === "" ? NOTHING : disclosure === "values" ? cut(value) : maskText(value);
  return names.map((attribute) => ({ attribute, from: one(before.get(attribute)), to: one(now.get(attribute)) }));
}

/** A new value beside which the old one is not known: of attributes, whichever there are now. */
export function shownAlone(field: UserField, value: unknown, disclosure: Disclosure): string {
  if (userFields[field].kind !== "attributes") return shownValue(field, value, disclosure);
  return cut([...attributesOf(value).keys()].join(", ")) || NOTHING;
}

function attributesOf(value: unknown): Map<string, string> {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return new Map(
    list.flatMap((member) =>
      isObject(member) && typeof member.name === "string" && typeof member.value === "string"
        ? [[member.name, member.value] as const]
        : [],
    ),
  );
}

function cut(text: string): string {
  const characters = Array.from(text);
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("")}…` : text;
}
