import type { UsersFromFileOptions } from "../options";
import { presets, type Preset, type PresetFormat, type PresetName } from ".";
import { placesOf } from "./places";
import { canonicalName, folded } from "../rows/members";

/** The preset whose format is recognised by these titles or names, if the reader was told of none. */
export function fittingPreset(titles: readonly string[], { preset }: UsersFromFileOptions): PresetName | undefined {
  if (preset !== undefined) return undefined;
  const there = new Set(titles.map(folded));
  const roots = new Set(titles.map((title) => folded(title.split(/[.[]/)[0] ?? title)));
  // The names of the presets are those of the type.
  const all = Object.entries(presets) as [PresetName, Preset][];
  const isFit = ({ formats }: Preset): boolean => formats.some((format) => knows(format, titles));
  const byNames = all.find(([, { formats }]) =>
    formats.some((format) => {
      if (format.kind === "titled")
        return isTelling(format.titles) && format.titles.every((title) => there.has(folded(title)));
      return (
        format.kind === "tree" &&
        format.members.every((member) => roots.has(folded(member)) && !COMMON.has(folded(member)))
      );
    }),
  );
  return (byNames ?? all.find(([, preset]) => isFit(preset)))?.[0];
}

/** So many names, of which nearly all are those of one format, are no chance. */
const ENOUGH = 4;

function knows(format: PresetFormat, titles: readonly string[]): boolean {
  const roots = new Set(placesOf(format).flatMap((place) => [folded(place), folded(rootOf(place))]));
  const telling = titles.filter((title) => !COMMON.has(folded(title)) && canonicalName(title) === undefined);
  const known = telling.filter((title) => roots.has(folded(title)) || roots.has(folded(rootOf(title))));
  return format.kind === "tree" && known.length >= ENOUGH && known.length >= telling.length * 0.8;
}

function rootOf(place: string): string {
  return place.split(/[.[]/)[0] ?? place;
}

/** Names that many systems use say nothing of one. */
const COMMON = new Set(["id", "email", "username", "name", "profile"]);

function isTelling(titles: readonly string[]): boolean {
  return titles.some((title) => !COMMON.has(folded(title)));
}
