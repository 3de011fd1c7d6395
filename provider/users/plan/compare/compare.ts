import type { UserField } from "../../model/fields";
import type { CustomAttribute } from "../../model/user";
import { isAttributes, normalForm } from "./normalForm";

/** True if CIAM treats two values of a field as the same, in whatever form it keeps them. */
export function sameValue(field: UserField, declared: unknown, live: unknown): boolean {
  if (normalForm(field, declared) !== normalForm(field, live)) return false;
  return !isAttributes(declared) || !isAttributes(live) || sameTypes(declared, live);
}

/** A type that is named on one side only is not compared. */
function sameTypes(a: readonly CustomAttribute[], b: readonly CustomAttribute[]): boolean {
  const types = new Map(b.map(({ name, type }) => [name, type]));
  return a.every(({ name, type }) => {
    const other = types.get(name);
    return type === undefined || other === undefined || type.toUpperCase() === other.toUpperCase();
  });
}
