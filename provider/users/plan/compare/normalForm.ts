import stringify from "safe-stable-stringify";
import { userFields, type UserField } from "../../model/fields";
import { normalIdentity } from "../../model/identity/identity";
import { compareText, isObject } from "../../../../text/values";
import type { CustomAttribute } from "../../model/user";

/** The normal form of no value at all. */
const BLANK = "";

/**
 * One text for all values of a field that CIAM treats as the same, in whatever form it keeps them: null, an empty text,
 * false and an empty list are no value, the spellings of an identity are one, and so are the cases of a gender and the
 * orders of a list. The type of a custom attribute is no part of it.
 */
export function normalForm(field: UserField, value: unknown): string {
  if (isBlank(value)) return BLANK;
  switch (userFields[field].kind) {
    case "text":
      return typeof value === "string" ? normalText(field, value) : odd(value);
    case "boolean":
      return value === true ? "true" : odd(value);
    case "groups":
      return isTexts(value) ? JSON.stringify([...new Set(value)].sort()) : odd(value);
    case "attributes":
      return isAttributes(value) ? normalAttributes(value) : odd(value);
    case "salt":
      return odd(value);
  }
}

/** A store that was never told whether a user is verified answers false. */
function isBlank(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === "" ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** A value of a shape that the field does not have: equal to none that it has, because no text has a NUL. */
function odd(value: unknown): string {
  return `\0${stringify(value) ?? ""}`;
}

function normalText(field: UserField, value: string): string {
  if (userFields[field].identity) return normalIdentity(field, value);
  return field === "gender" ? value.normalize("NFC").toUpperCase() : value.normalize("NFC");
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((member) => typeof member === "string");
}

export function isAttributes(value: unknown): value is CustomAttribute[] {
  return (
    Array.isArray(value) &&
    value.every(
      (member: unknown) =>
        isObject(member) && "name" in member && (typeof member.value === "string" || isBlank(member.value)),
    )
  );
}

/** An attribute with an empty value equals a missing one. */
function normalAttributes(attributes: readonly CustomAttribute[]): string {
  const pairs = attributes
    .filter(({ value }) => !isBlank(value))
    .map(({ name, value }) => [name, value.normalize("NFC")] as const)
    .sort(([a], [b]) => compareText(a, b));
  return pairs.length === 0 ? BLANK : JSON.stringify(pairs);
}
