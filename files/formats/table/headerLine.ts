import { nearestField } from "../../../provider/users/model/fieldNames";
import { isUserField } from "../../../provider/users/model/fields";
import type { UsersFromCsvOptions } from "../../options";
import { presets, type PresetFormat } from "../../presets";
import { fittingPreset } from "../../presets/fitting";
import { canonicalName, columnNames, folded } from "../../rows/members";
import { isShowable } from "../../titles/showable";
import { bare, filledCells, type TableRecord } from "./cells";

/** So many lines may hold the names of the columns. */
export const LOOKED_AT = 20;

/** The record that names the columns, by its number, and the format of a preset that it shows. */
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
  const known = titlesBelowNotes(records, (_, index) => scores[index] ?? 0);
  if (known !== undefined) return { at: known };
  // Names of another system are names all the same: what they mean has to be said.
  const near = titlesBelowNotes(records, ({ cells }) => nearNames(cells));
  return near === undefined || near === 0 ? undefined : { at: near };
}

/** The first record that has enough names, if all above it are notes. */
function titlesBelowNotes(
  records: readonly TableRecord[],
  namesIn: (record: TableRecord, index: number) => number,
): number | undefined {
  const at = records.findIndex((record, index) => {
    const filled = filledCells(record.cells);
    const isTitles = filled > 0 && namesIn(record, index) >= Math.min(2, filled);
    return isTitles && records.slice(0, index).every((above) => isNote(above.cells, filled));
  });
  return at === -1 ? undefined : at;
}

/** True for a record with fewer cells than the table has columns, and without anything like an address or a number. */
function isNote(cells: readonly string[], columns: number): boolean {
  const filled = filledCells(cells);
  return filled < columns && (filled <= 1 || !cells.some((cell) => /@|\d{7}/.test(cell)));
}

/** The number of cells that are names of fields in other systems; 0 if one of them is most likely a value. */
function nearNames(cells: readonly string[]): number {
  const titles = cells.map(bare).filter((title) => title !== "");
  if (!titles.every(isShowable)) return 0;
  return titles.filter((title) => nearestField(title, columnNames) !== undefined).length;
}

/** The number of cells that are known names. */
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
