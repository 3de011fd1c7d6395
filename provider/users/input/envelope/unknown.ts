/**
 * How the engine writes a value that is not known before `up`, whatever its type. A copy of the SDK's constant: the
 * provider does not import the SDK, and a test holds the two equal.
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Deeper than any part of a user; what is deeper has the wrong shape anyway. */
const DEEPEST = 6;

/** Whether any part of a value is not known yet. */
export function hasUnknown(value: unknown, depth = 0): boolean {
  if (value === UNKNOWN) return true;
  if (typeof value !== "object" || value === null || depth > DEEPEST) return false;
  return Object.values(value).some((part) => hasUnknown(part, depth + 1));
}
