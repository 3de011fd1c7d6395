import { isObject } from "../../text/values";
import type { Step } from "./path";

/** A value in a tree, and where it is. */
export interface Found {
  readonly value: unknown;
  /** The names and numbers that lead to it. */
  readonly at: readonly (string | number)[];
  /** The members that were looked at on the way, because elements of lists were chosen by them. */
  readonly seen: readonly (readonly (string | number)[])[];
}

/** The value at the end of a path. `root` is the user, where `@` looks. */
export function valueAt(root: unknown, from: unknown, steps: readonly Step[]): unknown {
  let value = from;
  for (const step of steps) {
    const key = keyOf(root, value, step);
    if (key === undefined) return undefined;
    value = memberOf(value, key);
  }
  return value;
}

/** The same, with its place. */
export function follow(root: unknown, from: unknown, steps: readonly Step[]): Found | undefined {
  let value = from;
  const at: (string | number)[] = [];
  const seen: (readonly (string | number)[])[] = [];
  for (const step of steps) {
    const key = keyOf(root, value, step);
    if (key === undefined) return undefined;
    value = memberOf(value, key);
    at.push(key);
    if (step.kind === "chosen") {
      const by = follow(root, value, step.by);
      if (by) seen.push([...at, ...by.at]);
    }
  }
  return { value, at, seen };
}

/** The name or number of what a step leads to, if that is there. */
function keyOf(root: unknown, value: unknown, step: Step): string | number | undefined {
  if (step.kind === "member") return isObject(value) ? nameIn(value, step.name) : undefined;
  if (!Array.isArray(value)) return undefined;
  if (step.kind === "index") return step.index < value.length ? step.index : undefined;
  const wanted = "value" in step ? step.value : asText(valueAt(root, root, step.same));
  if (wanted === undefined) return undefined;
  const index = value.findIndex((element) => asText(valueAt(root, element, step.by)) === wanted);
  return index === -1 ? undefined : index;
}

/** As it is written, else in whatever case. */
export function nameIn(value: Readonly<Record<string, unknown>>, name: string): string | undefined {
  if (Object.hasOwn(value, name)) return name;
  const lower = name.toLowerCase();
  return Object.keys(value).find((each) => each.toLowerCase() === lower);
}

function memberOf(value: unknown, key: string | number): unknown {
  // What keyOf answers is there.
  return (value as Readonly<Record<string | number, unknown>>)[key];
}

function asText(value: unknown): string | undefined {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
    case "boolean":
      return String(value);
    default:
      return undefined;
  }
}
