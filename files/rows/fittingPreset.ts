import type { UsersFromFileOptions } from "../options";
import { presets, type Preset, type PresetName } from "../presets";
import { folded } from "./members";

/** The preset whose format is recognised by these titles or names, if the reader was told of none. */
export function fittingPreset(titles: readonly string[], { preset }: UsersFromFileOptions): PresetName | undefined {
  if (preset !== undefined) return undefined;
  const there = new Set(titles.map(folded));
  const roots = new Set(titles.map((title) => folded(title.split(/[.[]/)[0] ?? title)));
  // The names of the presets are those of the type.
  const all = Object.entries(presets) as [PresetName, Preset][];
  return all.find(([, { formats }]) =>
    formats.some((format) => {
      if (format.kind === "titled")
        return isTelling(format.titles) && format.titles.every((title) => there.has(folded(title)));
      return (
        format.kind === "tree" &&
        format.members.every((member) => roots.has(folded(member)) && !COMMON.has(folded(member)))
      );
    }),
  )?.[0];
}

/** Names that many systems use say nothing of one. */
const COMMON = new Set(["id", "email", "username", "name", "profile"]);

function isTelling(titles: readonly string[]): boolean {
  return titles.some((title) => !COMMON.has(folded(title)));
}
