import { isObject } from "../../text/values";

/** A value that is no object and no list, and where it is. */
export interface Leaf {
  readonly at: readonly (string | number)[];
}

/** Deeper than the readers read. */
const DEEPEST = 64;

/** All values in a tree that are there: neither null nor an empty text. */
export function* leavesOf(value: unknown, at: readonly (string | number)[] = []): Generator<Leaf> {
  if (value === null || value === undefined || value === "" || at.length > DEEPEST) return;
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) yield* leavesOf(element, [...at, index]);
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) yield* leavesOf(member, [...at, name]);
  } else yield { at };
}

/** True if a place is another one or below it. */
export function isBelow(at: readonly (string | number)[], above: readonly (string | number)[]): boolean {
  return above.length <= at.length && above.every((step, index) => at[index] === step);
}
