import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { placesOf } from "../../../../files/presets/places";
import type { PresetFormat, TakenHash, TitledTable, Tree, UntitledTable } from "../../../../files/presets/preset";
import { hashMismatch } from "../../../../provider/users/input/passwords/password";
import { follow, leaves } from "./places";

/** One user of a file: what stands at a place, and what is there that no place covers. */
interface Row {
  readonly at: (place: string) => string | undefined;
  readonly has: (place: string) => boolean;
  readonly unknown: readonly string[];
}

export interface PlainUsers {
  readonly users: Record<string, Record<string, string>>;
  readonly unknown: readonly string[];
}

/** The plainest reader that does what a preset says: it shows that data, example and expectation agree. */
export function readPlainly(format: PresetFormat, file: string): PlainUsers {
  const bytes = readFileSync(file);
  const rows = format.kind === "tree" ? treeRows(format, decoded(bytes)) : tableRows(format, file, bytes);
  const taken = rows.filter((row) => !isLeftOut(format, row));
  return {
    users: Object.fromEntries(taken.map((row) => [keyOf(format, row), userOf(format, row)])),
    unknown: [...new Set(rows.flatMap(({ unknown }) => unknown))],
  };
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030", { fatal: true }).decode(bytes);
  }
}

function treeRows({ at, files, ...format }: Tree, text: string): Row[] {
  const file = files[0] === "ndjson" ? text.trim().split("\n").map(parsed) : parsed(text);
  const users = at === undefined ? file : follow(file, at)?.value;
  if (!Array.isArray(users)) throw new Error("there is no list of users");
  return users.map((user: unknown) => {
    const found = placesOf({ ...format, files }).flatMap((place) => follow(user, place) ?? []);
    const known = found.flatMap(({ at: place, seen }) => [place, ...seen]);
    return {
      at: (place) => shown(follow(user, place)?.value),
      has: (place) => follow(user, place) !== undefined,
      unknown: leaves(user).filter((leaf) => !known.some((place) => leaf === place || leaf.startsWith(`${place}.`))),
    };
  });
}

function tableRows(format: TitledTable | UntitledTable, file: string, bytes: Buffer): Row[] {
  const cells: string[][] = file.endsWith(".xlsx")
    ? workbookCells(bytes.toString("utf8"))
    : parse(hidden(format, decoded(bytes)), { bom: true, relax_column_count: true, skip_empty_lines: true });
  const top = format.kind === "titled" ? cells.findIndex((row) => holds(row, format.titles)) : -1;
  const header = (format.kind === "titled" ? cells[top] : format.header)?.map(plain);
  if (header === undefined) throw new Error("there is no row of titles");
  const known = new Set(placesOf(format).map((place) => plain(place)));
  const unknown = header.filter((title) => title !== "" && !known.has(title));
  return cells.slice(top + 1).map((row) => {
    const cell = (title: string): string | undefined => value(format, row[header.indexOf(plain(title))]);
    return { at: (place) => cellAt(format, place, cell), has: (place) => header.includes(plain(place)), unknown };
  });
}

/** The example is zipped without compression, so its sheet can be read as it stands. */
function workbookCells(text: string): string[][] {
  return [...text.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row = ""]) => {
    const cells: string[] = [];
    for (const [, letter = "", value = ""] of row.matchAll(/<c r="([A-Z])\d+"[^>]*><is><t>(.*?)<\/t>/gs))
      cells[letter.charCodeAt(0) - "A".charCodeAt(0)] = value;
    return Array.from(cells, (cell: string | undefined) => cell ?? "");
  });
}

/** In the place of a comma that parts no cells. */
const COMMA = "\uE000";

function hidden(format: TitledTable | UntitledTable, text: string): string {
  return format.kind === "titled" && format.escape !== undefined ? text.replaceAll(`${format.escape},`, COMMA) : text;
}

function value(format: TitledTable | UntitledTable, cell = ""): string | undefined {
  const prefix = format.kind === "titled" ? format.cellPrefix : undefined;
  const bare = prefix !== undefined && cell.startsWith(prefix) ? cell.slice(prefix.length) : cell;
  const text = bare.replaceAll(COMMA, ",");
  return text === "" || format.nulls?.includes(text) === true ? undefined : text;
}

function cellAt(
  format: TitledTable | UntitledTable,
  place: string,
  cell: (title: string) => string | undefined,
): string | undefined {
  const title = format.kind === "titled" ? format.jsonCells?.find((name) => place.startsWith(`${name}.`)) : undefined;
  if (title === undefined) return cell(place);
  return shown(follow(parsed(cell(title) ?? "{}"), place.slice(title.length + 1))?.value);
}

function userOf(format: PresetFormat, { at }: Row): Record<string, string> {
  const user: Record<string, string> = {};
  const put = (field: string, text: string | undefined) => {
    if (text !== undefined) user[field] ??= inOurWords(format, field, text);
  };
  for (const [place, field] of Object.entries(format.columns)) put(field, at(place));
  for (const { field, from, separator } of format.joined ?? []) {
    const parts = from.flatMap((place) => at(place) ?? []);
    if (parts.length > 0) put(field, parts.join(separator));
  }
  const hash = format.credentials.taken.find((rule) => isTaken(rule, at));
  put("password", hash && at(hash.column));
  put("passwordEncryptType", hash?.as);
  return user;
}

function inOurWords(format: PresetFormat, field: string, text: string): string {
  const words = Object.entries(format.values ?? {}).find(([name]) => name === field)?.[1];
  if (words !== undefined) {
    const word = words[text.toLowerCase()];
    if (word === undefined) throw new Error(`${field} has no word for ${text}`);
    return word;
  }
  if (field === "phoneNumber") return text.replace(/[\s-]/g, "");
  if (field === "birthdate" && format.dates === "MM/DD/YYYY")
    return text.replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, "$3-$1-$2");
  return text;
}

function isTaken({ column, as, when = {} }: TakenHash, at: Row["at"]): boolean {
  const hash = at(column);
  const fits = Object.entries(when).every(([place, words]) => isOneOf(at(place) ?? "", words));
  return hash !== undefined && fits && hashMismatch(hash, as) === undefined;
}

function isLeftOut(format: PresetFormat, { at }: Row): boolean {
  return (format.leftOut ?? []).some((rule) => {
    const text = at(rule.column);
    if (text === undefined) return false;
    if ("filled" in rule) return true;
    return "is" in rule ? isOneOf(text, rule.is) : !isOneOf(text, rule.isNot);
  });
}

function keyOf({ key }: PresetFormat, { at, has }: Row): string {
  const place = key.find(has);
  const text = place === undefined ? undefined : at(place);
  if (text === undefined) throw new Error("a user has no key");
  return text.replace(/[^A-Za-z0-9._@+-]+/g, "-");
}

function isOneOf(text: string, words: readonly string[]): boolean {
  return words.some((word) => word.toLowerCase() === text.toLowerCase());
}

function holds(row: readonly string[], titles: readonly string[]): boolean {
  const there = row.map(plain);
  return titles.every((title) => there.includes(plain(title)));
}

function plain(title: string): string {
  return title.trim().toLowerCase();
}

function parsed(text: string): unknown {
  return JSON.parse(text);
}

function shown(found: unknown): string | undefined {
  if (found === null || found === undefined || found === "") return undefined;
  return typeof found === "string" ? found : JSON.stringify(found);
}
