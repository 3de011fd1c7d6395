import stringify from "safe-stable-stringify";
import { userFields, type UserField } from "../model/fields";
import { normalIdentity } from "../model/identity";
import type { CustomAttribute } from "../model/user";

/**
 * True if CIAM treats two values of a field as the same, in whatever form it keeps them: null, an empty string and an
 * empty list are equal, as are the spellings of an identity, the cases of a gender and the orders of a list.
 */
export function sameValue(field: UserField, declared: unknown, live: unknown): boolean {
  if (isBlank(declared) || isBlank(live)) return isBlank(declared) && isBlank(live);
  switch (userFields[field].kind) {
    case "text":
      return (
        typeof declared === "string" &&
        typeof live === "string" &&
        normalText(field, declared) === normalText(field, live)
      );
    case "boolean":
      return declared === live;
    case "groups":
      return isTexts(declared) && isTexts(live) && sameMembers(declared, live);
    case "attributes":
      return isAttributes(declared) && isAttributes(live) && sameAttributes(declared, live);
    case "salt":
      return stringify(declared) === stringify(live);
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

function normalText(field: UserField, value: string): string {
  if (userFields[field].identity) return normalIdentity(field, value);
  return field === "gender" ? value.normalize("NFC").toUpperCase() : value.normalize("NFC");
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((member) => typeof member === "string");
}

function isAttributes(value: unknown): value is CustomAttribute[] {
  return (
    Array.isArray(value) &&
    value.every((member) => typeof member === "object" && member !== null && "name" in member && "value" in member)
  );
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  const left = new Set(a);
  const right = new Set(b);
  return left.size === right.size && [...left].every((member) => right.has(member));
}

/** An attribute with an empty value equals a missing one; a type named on one side only is not compared. */
function sameAttributes(a: readonly CustomAttribute[], b: readonly CustomAttribute[]): boolean {
  const left = byName(a);
  const right = byName(b);
  return [...new Set([...left.keys(), ...right.keys()])].every((name) => {
    const one = left.get(name);
    const other = right.get(name);
    return one !== undefined && other !== undefined && one.value === other.value && sameType(one.type, other.type);
  });
}

function byName(attributes: readonly CustomAttribute[]): Map<string, CustomAttribute> {
  return new Map(
    attributes
      .filter(({ value }) => !isBlank(value))
      .map((attribute) => [attribute.name, { ...attribute, value: attribute.value.normalize("NFC") }]),
  );
}

function sameType(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one.toUpperCase() === other.toUpperCase();
}
