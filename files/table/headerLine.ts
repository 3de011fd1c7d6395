import { isUserField } from "../../provider/users/model/fields";
import type { UsersFromCsvOptions } from "../options";
import { presets, type PresetFormat } from "../presets";
import { fittingPreset } from "../rows/fittingPreset";
import { canonicalName, folded } from "../rows/members";
import { bare, filledCells, type TableRecord } from "./cells";

/** So many lines may hold the names of the columns. */
export const LOOKED_AT = 20;

/** Which of the first records names the columns, and what it shows. */
export interface HeaderFound {
  readonly at: number;
  readonly format?: PresetFormat;
}

/** The formats of the preset that a table can have, if a preset is named. */
export function tableFormats({ preset }: UsersFromCsvOptions): readonly PresetFormat[] {
  const { formats } = preset === undefined ? { formats: [] } : presets[preset];
  return formats.filter(({ kind }) => kind !== "tree");
}

/** The format of a preset whose titles a record has. */
export function formatOfTitles(cells: readonly string[], options: UsersFromCsvOptions): PresetFormat | undefined {
  const there = new Set(cells.map((cell) => folded(bare(cell))));
  const exact = new Set(cells.map((cell) => bare(cell).toLowerCase()));
  const titled = tableFormats(options).filter((format) => format.kind === "titled");
  const has = (names: ReadonlySet<string>, as: (title: string) => string) =>
    titled.find(({ titles }) => titles.every((title) => names.has(as(title))));
  return has(exact, (title) => title.toLowerCase()) ?? has(there, folded);
}

/**
 * Finds the record that names the columns. The first one does as a rule; notes, a version or the name of a report may stand
 * above it, but nothing that has as many cells: that would be a user.
 */
export function findHeader(records: readonly TableRecord[], options: UsersFromCsvOptions): HeaderFound | undefined {
  const told = namesTold(options);
  for (const [at, { cells }] of records.entries()) {
    const format = formatOfTitles(cells, options);
    if (format !== undefined) return { at, format };
  }
  if (options.preset !== undefined && tableFormats(options).length > 0) return undefined;
  const scores = records.map(({ cells }) => scoreOf(cells, told, options));
  if ((scores[0] ?? 0) > 0) return { at: 0 };
  const at = records.findIndex(({ cells }, index) => {
    const filled = filledCells(cells);
    const isTitles = (scores[index] ?? 0) >= Math.min(2, filled);
    return isTitles && records.slice(0, index).every((above) => isNote(above.cells, filled));
  });
  return at === -1 ? undefined : { at };
}

/** Whether a record has so few cells that it is no row of a table with so many columns. */
function isNote(cells: readonly string[], columns: number): boolean {
  const filled = filledCells(cells);
  return filled <= 1 ? columns > 1 : filled * 2 <= columns;
}

/** How many of the cells are names that somebody knows. */
function scoreOf(cells: readonly string[], told: ReadonlySet<string>, options: UsersFromCsvOptions): number {
  const titles = cells.map(bare).filter((title) => title !== "");
  const known = titles.filter((title) => told.has(folded(title)) || canonicalName(title) !== undefined).length;
  return fittingPreset(titles, options) === undefined ? known : titles.length;
}

function namesTold({ columns = {}, key, where }: UsersFromCsvOptions): Set<string> {
  const keys = typeof key === "string" ? [key, ...key.split("+")] : [];
  const wanted = typeof where === "object" ? Object.keys(where) : [];
  return new Set(
    [...Object.keys(columns), ...keys, ...wanted]
      .filter((name) => name.trim() !== "" && !isUserField(name))
      .flatMap((name) => [folded(name), folded(name.split(/[.[]/)[0] ?? name)]),
  );
}
