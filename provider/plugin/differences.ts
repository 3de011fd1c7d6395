import { isDeepStrictEqual } from "node:util";
import { isObject } from "../../text/values";
import type { Props } from "../resources/resource";
import { textsOf } from "../users/input/envelope/open";
import { showSteps } from "../users/input/finding";

/** Something that a program says otherwise than before. */
export interface Difference {
  /** As the engine writes it: `userSets.staff["a.b"].email`. */
  readonly path: string;
  readonly steps: readonly string[];
  /** The input that it is in. */
  readonly root: string;
  readonly kind: "add" | "delete" | "update";
}

/** What differs between two declarations, at the deepest place that has a name for the engine. */
export function differences(before: Props, now: Props): Difference[] {
  return membersOf(before, now).flatMap((name) => within([name], before[name], now[name]));
}

function within(steps: readonly string[], before: unknown, now: unknown): Difference[] {
  if (isDeepStrictEqual(before, now)) return [];
  if (isMap(before) && isMap(now)) {
    return membersOf(before, now).flatMap((name) => within([...steps, name], before[name], now[name]));
  }
  const [root = ""] = steps;
  const kind = before === undefined ? "add" : now === undefined ? "delete" : "update";
  return [{ path: showSteps(steps).replace(/^\./, ""), steps, root, kind }];
}

/** A user from a file travels as text, in which the engine knows no paths. */
function isMap(value: unknown): value is Props {
  return isObject(value) && textsOf(value) === undefined;
}

function membersOf(before: Props, now: Props): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(now)])];
}
