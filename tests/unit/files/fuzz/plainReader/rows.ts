import { isMap, isScalar, isSeq, parseAllDocuments } from "yaml";
import type { UsersFromCsvOptions } from "../../../../../files/options";
import { presets, type PresetFormat } from "../../../../../files/presets";
import { bare, csvRecords, type PlainRecord } from "./csv";
import { follow, own } from "./paths";
import { NotPlain, textOf, Unreadable } from "./text";
import { fieldNamed, folded } from "./titles";
import { workbookRecords } from "./workbook";

/** A user as the file has it: names and values side by side. */
export interface PlainRow {
  readonly line?: number;
  readonly titles: readonly string[];
  readonly values: readonly unknown[];
  readonly style: "cells" | "typed" | "text";
  readonly mapKey?: string;
}

export interface PlainRows {
  readonly rows: readonly PlainRow[];
  readonly format?: PresetFormat | undefined;
}

/** All users of a file, in its order. */
export function rowsOf(name: string, bytes: Buffer, options: UsersFromCsvOptions): PlainRows {
  const formats = options.preset === undefined ? [] : presets[options.preset].formats;
  const ending = /\.(\w+)$/.exec(name)?.[1] ?? "";
  if (ending === "xlsx") return tableRows(workbookRecords(bytes), options, formats, true);
  if (ending === "csv" || ending === "tsv" || ending === "txt") {
    const text = textOf(bytes, options, true);
    return tableRows(csvFile(text, ending, options, formats), options, formats, false);
  }
  const text = textOf(bytes, options, false);
  if (ending === "ndjson") return objectRows(lines(text), options, formats, "typed");
  if (ending === "yaml") return objectRows(below(yaml(text), options, formats), options, formats, "text");
  return objectRows(jsonFile(text, options, formats), options, formats, "typed");
}

/** In the place of a comma that parts no cells. */
const COMMA = "\uE000";

function csvFile(
  text: string,
  ending: string,
  { delimiter, headerLine = 1 }: UsersFromCsvOptions,
  formats: readonly PresetFormat[],
): PlainRecord[] {
  const [line = "", told] = /^"?sep=([,;|\t])"?[^\r\n]*/i.exec(text) ?? [];
  const separator = delimiter ?? told ?? (ending === "csv" ? "," : "\t");
  const escape = formats.flatMap((format) => (format.kind === "titled" ? (format.escape ?? []) : []))[0];
  const plain = escape === undefined ? text : text.replaceAll(`${escape},`, COMMA);
  const isRelaxed = formats.some(({ kind }) => kind === "untitled");
  const lines = plain.split(/\r\n|\n|\r/);
  const start = headerLine > 1 ? headerLine - 1 : 0;
  if (start >= lines.length) throw new Unreadable("has no such line");
  const from =
    headerLine > 1 ? plain.match(new RegExp(`^(?:[^\\r\\n]*(?:\\r\\n|\\n|\\r)){${start}}`))?.[0].length : line.length;
  return csvRecords(plain.slice(from ?? 0), separator, isRelaxed).map((record) => ({
    line: record.line + start,
    cells: record.cells.map((cell) => cell.replaceAll(COMMA, ",")),
  }));
}

function tableRows(
  all: readonly PlainRecord[],
  options: UsersFromCsvOptions,
  formats: readonly PresetFormat[],
  isWorkbook: boolean,
): PlainRows {
  const records = isWorkbook ? all.filter(({ line }) => line >= (options.headerLine ?? 1)) : all;
  if (records.length === 0) throw new Unreadable("has no records");
  const { format, titles, rest } = header(records, options, formats);
  const rows = rest.map(({ line, cells }): PlainRow => {
    if (cells.slice(titles.length).some((cell) => bare(cell) !== "")) throw new Unreadable("too many cells");
    const isShort = titles.slice(cells.length).some((title) => title !== "");
    if (isShort && !isWorkbook) throw new Unreadable("too few cells");
    const values = titles.map((_, at) => cells[at] ?? "");
    if (titles.some((title, at) => title === "" && bare(values[at] ?? "") !== "") && !isNameless(options, format))
      throw new Unreadable("a value without a name");
    return { line, titles, values, style: "cells" };
  });
  return { rows, format };
}

/** Whether columns without a name may be left out. */
function isNameless({ columns = {}, otherColumns }: UsersFromCsvOptions, format: PresetFormat | undefined): boolean {
  return otherColumns === "ignore" || columns[""] === false || format?.kind === "untitled";
}

function header(
  records: readonly PlainRecord[],
  options: UsersFromCsvOptions,
  formats: readonly PresetFormat[],
): { format?: PresetFormat | undefined; titles: readonly string[]; rest: readonly PlainRecord[] } {
  const [first] = records;
  if (first === undefined) throw new Unreadable("has no records");
  const tables = formats.filter(({ kind }) => kind !== "tree");
  if (options.header !== undefined) {
    if (options.preset !== undefined) throw new NotPlain("a preset and a header of one's own");
    return { titles: options.header.map(bare), rest: records };
  }
  for (const format of tables)
    if (format.kind === "untitled" && options.headerLine === undefined) {
      const least = format.header.filter((title) => title !== "").length;
      if (first.cells.length >= least && first.cells.length <= format.header.length)
        return { format, titles: format.header, rest: records };
    }
  const looked = options.headerLine === undefined ? records.slice(0, 20) : [first];
  const found = looked.flatMap(({ cells }, at) => {
    const there = cells.map((cell) => folded(bare(cell)));
    const format = tables.find(
      (each) => each.kind === "titled" && each.titles.every((title) => there.includes(folded(title))),
    );
    return format === undefined ? [] : [{ format, at }];
  })[0];
  if (options.preset !== undefined && found === undefined) throw new Unreadable("has no titles of the preset");
  const at = found?.at ?? (options.headerLine === undefined ? titlesAt(looked, options) : 0);
  return {
    format: found?.format,
    titles: (records[at]?.cells ?? []).map(bare),
    rest: records.slice(at + 1),
  };
}

/** Where the line is that has names; whatever is above it has to be a note. */
function titlesAt(records: readonly PlainRecord[], options: UsersFromCsvOptions): number {
  const names = records.map(({ cells }) => cells.map(bare).filter((cell) => isName(cell, options)).length);
  if ((names[0] ?? 0) > 0) return 0;
  const at = records.findIndex(({ cells }, index) => {
    const filled = cells.filter((cell) => bare(cell) !== "").length;
    return filled > 0 && (names[index] ?? 0) >= Math.min(2, filled);
  });
  if (at === -1) throw new Unreadable("has no titles");
  const width = (records[at]?.cells ?? []).filter((cell) => bare(cell) !== "").length;
  for (const { cells } of records.slice(0, at))
    if (cells.filter((cell) => bare(cell) !== "").length >= width) throw new Unreadable("has a user above its titles");
  return at;
}

function isName(cell: string, { columns = {}, key, where }: UsersFromCsvOptions): boolean {
  if (cell === "") return false;
  const told = [
    ...Object.keys(columns),
    ...(typeof key === "string" ? [key, ...key.split("+")] : []),
    ...(typeof where === "object" ? Object.keys(where) : []),
  ];
  return (
    fieldNamed(cell) !== undefined ||
    told.some((name) => folded(name) === folded(cell) || folded(name.split(/[.[]/)[0] ?? "") === folded(cell))
  );
}

function objectRows(
  users: readonly { value: unknown; mapKey?: string }[],
  { preset }: UsersFromCsvOptions,
  formats: readonly PresetFormat[],
  style: "typed" | "text",
): PlainRows {
  const [first] = users;
  const format = formats.find(
    (each) =>
      each.kind === "tree" &&
      each.members.some((member) =>
        Object.keys(own({ first: first?.value }, "first") ?? {}).some(
          (name) => name.toLowerCase() === member.toLowerCase(),
        ),
      ),
  );
  if (preset !== undefined && format === undefined) throw new Unreadable("is no file of the preset");
  const rows = users.map(({ value, mapKey }): PlainRow => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Unreadable("is no user");
    return { titles: Object.keys(value), values: Object.values(value), style, ...(mapKey !== undefined && { mapKey }) };
  });
  return { rows, format };
}

function lines(text: string): { value: unknown }[] {
  return text
    .split("\n")
    .filter((line) => /[^ \t\r]/.test(line))
    .map((line) => ({ value: json(line) }));
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Unreadable("is no JSON");
  }
}

function jsonFile(
  text: string,
  options: UsersFromCsvOptions,
  formats: readonly PresetFormat[],
): { value: unknown; mapKey?: string }[] {
  const objects = oneAfterTheOther(text);
  const [only] = objects;
  if (objects.length > 1) return objects.map((value) => ({ value }));
  return below(only ?? json(text), options, formats);
}

/** The objects of a text that is nothing but objects. */
function oneAfterTheOther(text: string): unknown[] {
  const objects: unknown[] = [];
  let rest = text.trim();
  while (rest.startsWith("{")) {
    let depth = 0;
    let isText = false;
    let end = 0;
    for (; end < rest.length; end++) {
      const letter = rest[end];
      if (isText && letter === "\\") end++;
      else if (letter === '"') isText = !isText;
      else if (!isText && (letter === "{" || letter === "[")) depth++;
      else if (!isText && (letter === "}" || letter === "]")) depth--;
      if (depth === 0) break;
    }
    objects.push(json(rest.slice(0, end + 1)));
    rest = rest.slice(end + 1).trim();
  }
  return rest === "" ? objects : [];
}

/** The users of a list or a map, at their place below the root. */
function below(
  root: unknown,
  { at }: UsersFromCsvOptions,
  formats: readonly PresetFormat[],
): { value: unknown; mapKey?: string }[] {
  const trees = formats.flatMap((format) => (format.kind === "tree" ? [format] : []));
  const ofPreset = trees.find((tree) => tree.at !== undefined && own(root, tree.at.split(".")[0] ?? "") !== undefined);
  const place = at ?? (Array.isArray(root) ? undefined : ofPreset?.at);
  const users = place === undefined ? root : follow(root, root, place);
  if (Array.isArray(users)) return users.map((value: unknown) => ({ value }));
  if (typeof users !== "object" || users === null) throw new Unreadable("has no users");
  const isUser = (each: object): boolean =>
    trees.some(({ members }) => members.some((name) => own(each, name) !== undefined));
  if (place === undefined && isUser(users)) return [{ value: users }];
  return Object.entries(users).map(([mapKey, value]) => ({ value: value as unknown, mapKey }));
}

function yaml(text: string): unknown {
  const documents = parseAllDocuments(text, { schema: "failsafe", uniqueKeys: false, logLevel: "silent" });
  const [document, ...others] = documents;
  if (document === undefined || others.length > 0 || document.errors.length > 0) throw new Unreadable("is no YAML");
  return yamlValue(document.contents);
}

function yamlValue(node: unknown): unknown {
  if (isScalar(node)) {
    const isNothing = node.value === null || (node.type === "PLAIN" && node.source === "");
    return isNothing || typeof node.value !== "string" ? null : node.value;
  }
  if (isSeq(node)) return node.items.map(yamlValue);
  if (isMap(node))
    return Object.fromEntries(node.items.map(({ key, value }) => [String(yamlValue(key)), yamlValue(value)]));
  if (node === null) return null;
  throw new Unreadable("an alias");
}
