import { isObject } from "../../../../text/values";
import type { UserField } from "../../../users/model/fields";
import { setWireUser, wireForm, wireSets, wireUser, type WireSets } from "./sets";
import { rewritten, type FieldValues } from "./rewrite";

/**
 * Keeps the old values of ignored fields, so that a preview never shows a change that `up` will not make. A user who
 * is new keeps what it declares: the field is set once, at the import.
 */
export function withIgnoredFields(userSets: unknown, oldSets: unknown, ignored: readonly UserField[]): unknown {
  if (ignored.length === 0 || !isObject(userSets) || !isObject(oldSets)) return userSets;
  const next: WireSets = {};
  const old = wireSets(oldSets);
  for (const [set, users] of Object.entries(wireSets(userSets))) {
    for (const [key, value] of Object.entries(users)) {
      const before = wireUser(old, { set, key });
      setWireUser(
        next,
        { set, key },
        before === undefined ? value : rewritten(value, keptValues(value, before, ignored)),
      );
    }
  }
  return { ...userSets, ...next };
}

function keptValues(value: unknown, before: unknown, ignored: readonly UserField[]): FieldValues {
  const now = fieldsOf(value);
  const then = fieldsOf(before);
  const kept = new Map<UserField, unknown>();
  if (!now || !then) return kept;
  for (const field of ignored) {
    if (JSON.stringify(now[field]) !== JSON.stringify(then[field])) kept.set(field, then[field]);
  }
  return kept;
}

function fieldsOf(value: unknown): Record<string, unknown> | undefined {
  const wire = wireForm(value);
  try {
    switch (wire.form) {
      case "unknown":
        return undefined;
      case "literal":
        return wire.fields;
      case "json":
        return JSON.parse(wire.user) as Record<string, unknown>;
      case "json+secret":
        return {
          ...(JSON.parse(wire.user) as Record<string, unknown>),
          ...(typeof wire.secret === "string" ? (JSON.parse(wire.secret) as Record<string, unknown>) : {}),
        };
    }
  } catch {
    // The finding about broken JSON comes from the parser, with its path.
    return undefined;
  }
}
