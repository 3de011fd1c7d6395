import { showPath, type Path } from "./propertyPath";
import { Hidden, isValues, type Value, type Values } from "./values";

type Change = "add" | "delete" | "update";

/** What changes, by path. */
export type DetailedDiff = Readonly<Record<string, Change>>;

/**
 * The engine's own comparison of inputs, if the provider leaves it to the engine: path by path, with null as no value.
 */
export function diffOf(olds: Values, news: Values): DetailedDiff {
  return Object.fromEntries(changes([], olds, news).map(([path, change]) => [showPath(path), change]));
}

/** The same change from its other end, as a refresh shows it. */
export function inverted(diff: DetailedDiff): DetailedDiff {
  const inverse = { add: "delete", delete: "add", update: "update" } as const;
  return Object.fromEntries(Object.entries(diff).map(([path, change]) => [path, inverse[change]]));
}

function changes(path: Path, old: Value | undefined, now: Value | undefined): (readonly [Path, Change])[] {
  if ((old ?? null) === null) return (now ?? null) === null ? [] : [[path, "add"]];
  if ((now ?? null) === null) return [[path, "delete"]];
  if (isValues(old) && isValues(now)) {
    const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
    return names.flatMap((name) => changes([...path, name], old[name], now[name]));
  }
  if (Array.isArray(old) && Array.isArray(now)) {
    // Narrowed to lists of anything.
    const [before, after] = [old as Value[], now as Value[]];
    const places = [...Array(Math.max(before.length, after.length)).keys()];
    return places.flatMap((at) => changes([...path, at], before[at], after[at]));
  }
  return isSame(old, now) ? [] : [[path, "update"]];
}

/** A secret is never the same as the same value in clear. */
function isSame(old: Value | undefined, now: Value | undefined): boolean {
  if (old instanceof Hidden || now instanceof Hidden) {
    return old instanceof Hidden && now instanceof Hidden && changes([], old.value, now.value).length === 0;
  }
  return old === now;
}
