import type { PathStep } from "../../provider/users/input/finding";
import { isUserField, type UserField } from "../../provider/users/model/fields";
import { isObject } from "../../text/values";
import { cellDamage, type Nulls } from "../values/damage";

/** What has been done to the values of a user before they came here. */
export function damageOf(
  fields: Readonly<Record<string, unknown>>,
  nulls: Nulls,
): { path: PathStep[]; rule: string }[] {
  const found: { path: PathStep[]; rule: string }[] = [];
  const look = (field: UserField, value: unknown, path: () => PathStep[]): void => {
    const rule = typeof value === "string" ? cellDamage(field, value, nulls) : undefined;
    if (rule !== undefined) found.push({ path: path(), rule });
  };
  for (const field in fields) {
    if (!isUserField(field)) continue;
    const value = fields[field];
    if (!Array.isArray(value)) look(field, value, () => [field]);
    else if (field === "customAttributes")
      value.forEach((attribute: unknown, index) => {
        if (isObject(attribute)) look(field, attribute.value, () => [field, index, "value"]);
      });
  }
  return found;
}
