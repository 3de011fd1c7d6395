/**
 * A value that is not known before `up`, in the place of any value. A front end puts it where its engine has a sign of
 * its own, and writes that sign for it in its answers. It is a symbol, so no text of a program can be mistaken for it.
 */
export const UNKNOWN: unique symbol = Symbol("a value that only `up` will know");
export type Unknown = typeof UNKNOWN;

/** Deeper than any input of a resource; what is deeper has the wrong shape anyway. */
const DEEPEST = 12;

/** Whether any part of a value is not known yet. */
export function hasUnknown(value: unknown, depth = 0): boolean {
  if (value === UNKNOWN) return true;
  if (typeof value !== "object" || value === null || depth > DEEPEST) return false;
  return Object.values(value).some((part) => hasUnknown(part, depth + 1));
}
