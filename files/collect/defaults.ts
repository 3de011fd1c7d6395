import { isObject } from "../../text/values";
import type { UserDefaults } from "../options";

/** The fields of a user and those that everybody has. The parts of a salt and custom attributes are given one by one, where a user does not have them. */
export function withDefaults(
  fields: Readonly<Record<string, unknown>>,
  defaults: Readonly<UserDefaults> | undefined,
): Readonly<Record<string, unknown>> {
  if (defaults === undefined) return fields;
  const merged: Record<string, unknown> = { ...fields };
  for (const [field, value] of Object.entries(defaults)) {
    if (field === "customAttributes") merged[field] = withAttributes(merged[field], value);
    else if (field === "salt")
      merged[field] = merged.password === undefined ? merged[field] : merge(merged[field], value);
    else merged[field] ??= value;
  }
  return merged;
}

function withAttributes(own: unknown, defaults: unknown): unknown {
  if (!Array.isArray(defaults) || (own !== undefined && own !== null && !Array.isArray(own))) return own ?? defaults;
  const mine: readonly unknown[] = Array.isArray(own) ? own : [];
  const names = new Set(mine.map((attribute) => (isObject(attribute) ? attribute.name : undefined)));
  const others: readonly unknown[] = defaults;
  return [...mine, ...others.filter((attribute) => !isObject(attribute) || !names.has(attribute.name))];
}

function merge(own: unknown, defaults: unknown): unknown {
  if (!isObject(defaults)) return own ?? defaults;
  if (own !== undefined && own !== null && !isObject(own)) return own;
  const names = new Set([...Object.keys(own ?? {}), ...Object.keys(defaults)]);
  return Object.fromEntries([...names].map((name) => [name, merge(own?.[name], defaults[name])]));
}
