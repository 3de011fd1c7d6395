import { isUserField, userFields, type UserField } from "../../provider/users/model/fields";
import { maskIdentity, shown, type Disclosure } from "../../provider/users/model/identity";
import { HIDDEN } from "../../provider/users/input/envelope/open";
import { hasUnknown } from "../../provider/users/input/envelope/unknown";
import { isObject } from "../../text/values";
import type { FieldChange, UserChange } from "../plan/report";

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

/** The identity of a user as a line has it; nothing for one whose identities are not known. */
export function shownIdentity({ identity }: Pick<UserChange, "identity">, disclosure: Disclosure): string {
  return identity ? shown(identity, disclosure) : "";
}

/** `a***@example.com → b***@example.com`; attributes one by one. */
export function shownChange({ field, from, to }: FieldChange, disclosure: Disclosure): string {
  if (userFields[field].kind === "attributes" && untoldValue(to) === undefined)
    return shownAttributes(from, to, disclosure);
  const before = shownValue(field, from, disclosure);
  const now = shownValue(field, to, disclosure);
  // Two values that look the same behind a mask are not the same.
  return before === now && before !== NOTHING ? `${before} → another ${now}` : `${before} → ${now}`;
}

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
  if (field === "customAttributes" && Array.isArray(value)) return shownAttributes([], value, disclosure, "alone");
  if (typeof value !== "string" || isUserField(name)) return shownValue(name, value, disclosure);
  if (disclosure === "values") return cut(value);
  return name === "key" ? cut(maskIdentity("userName", value)) : maskText(value);
}

/** What is said in the place of a value that a document does not tell. */
export function untoldValue(value: unknown): string | undefined {
  return value === HIDDEN ? SECRET : hasUnknown(value) ? UNTOLD_YET : undefined;
}

/** The first letter, to tell apart by; of a number not even that. */
function maskText(text: string): string {
  const [first = ""] = text;
  return /\p{L}/u.test(first) ? `${first}***` : "***";
}

function shownAttributes(from: unknown, to: unknown, disclosure: Disclosure, after?: "alone"): string {
  const before = attributesOf(from);
  const now = attributesOf(to);
  const names = [...new Set([...before.keys(), ...now.keys()])].filter((name) => before.get(name) !== now.get(name));
  const one = (value: string | undefined): string =>
    value === undefined || value === "" ? NOTHING : disclosure === "values" ? cut(value) : maskText(value);
  const shownOne = (name: string): string =>
    after === "alone" ? one(now.get(name)) : `${one(before.get(name))} → ${one(now.get(name))}`;
  return cut(names.map((name) => `${name}: ${shownOne(name)}`).join(", "), 4 * LONGEST);
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

function cut(text: string, longest = LONGEST): string {
  const characters = Array.from(text);
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : text;
}
