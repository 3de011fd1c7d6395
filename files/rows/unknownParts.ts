import { showSteps } from "../../provider/users/input/finding";
import { follow } from "../paths/follow";
import { isBelow, leavesOf } from "../paths/leaves";
import type { Place } from "../titles/place";
import { asText } from "./rowValues";

/**
 * The unknown parts of a value, as paths: some places below it are known, and these are none of them.
 *
 * @param root the user as a whole
 */
export function* unknownParts(
  root: unknown,
  title: string,
  value: unknown,
  places: readonly Place[],
): Generator<string> {
  const known = places.flatMap((place) => {
    const found = follow(root, value, place.steps);
    return found === undefined ? [] : [found.at, ...found.seen];
  });
  for (const leaf of leavesOf(value)) {
    if (known.some((above) => isBelow(leaf.at, above))) continue;
    const path = `${title}${shownLeaf(value, leaf.at, places)}`;
    // The member by which an element is chosen is in what it is called by.
    if (!isChooser(path)) yield path;
  }
}

/** A leaf as a path that is the same for all users: an element of a list by the member that other paths choose by. */
function shownLeaf(value: unknown, at: readonly (string | number)[], places: readonly Place[]): string {
  let node = value;
  return at
    .map((step, depth) => {
      node = (node as Readonly<Record<string | number, unknown>>)[step];
      if (typeof step === "string") return showSteps([step]);
      const chooser = places.flatMap(({ steps }) => steps[depth] ?? []).find(({ kind }) => kind === "chosen");
      const by =
        chooser?.kind === "chosen" && chooser.by.length === 1 && chooser.by[0].kind === "member"
          ? chooser.by[0].name
          : undefined;
      const chosen = by === undefined ? undefined : asText((node as Readonly<Record<string, unknown>> | null)?.[by]);
      return chosen === undefined ? "[…]" : `[${by ?? ""}=${chosen}]`;
    })
    .join("");
}

/** True if a path ends with the member by which it chooses its last element, as in `Attributes[Name=email].Name`. */
function isChooser(path: string): boolean {
  const end = path.lastIndexOf("].");
  const start = path.lastIndexOf("[", end);
  return end !== -1 && path.startsWith(`${path.slice(end + 2)}=`, start + 1);
}
