import { fieldSuggestion, nearestField } from "../../provider/users/model/fieldNames";
import { suggestion } from "../../text/suggest";
import { canonicalName, columnNames, meaningOf, saltColumns, type Meaning } from "../rows/members";
import type { UsersFromFileOptions } from "../options";
import { keyRemedy } from "../rows/row";
import { isShowable, shownTitle } from "../rows/showable";
import { readTitles, titlesRule, type Titled } from "../rows/titles";
import type { Words } from "../words";

export interface Column {
  /** As the file calls it. */
  readonly title: string;
  /** After the renames of `columns`. */
  readonly name: string;
  /** As the option `key` calls it, if it does. */
  readonly alsoCalled?: string;
  /** None for the key, for what is left out, and for what is no field of a user. */
  readonly meaning?: Meaning;
}

interface HeaderProblem {
  readonly column?: number;
  readonly rule: string;
}

/** What each column means, and what is wrong with the header. Without columns it is no header at all. */
export interface Header {
  readonly columns: readonly Column[];
  readonly problems: readonly HeaderProblem[];
  /** Why no row can have a key. */
  readonly noKeys?: HeaderProblem;
}

export function readHeader(titles: readonly string[], options: UsersFromFileOptions, words: Words): Header {
  const read = readTitles(titles, options);
  const columns = read.columns.map((column, at) => columnOf(column, at === read.keyAt ? options.key : undefined));
  const open = read.columns.flatMap((column, at) => (isOpen(column) ? [{ column, at }] : []));
  const taken = new Set(read.columns.filter((each) => each.use === "known" && !isOpen(each)).map(({ name }) => name));
  if (options.key !== undefined) taken.add("key");
  const free = columnNames.filter((name) => !taken.has(name));
  if (open.length === titles.length && !isHeader(titles, free)) {
    return { columns: [], problems: [noHeader(titles, words)] };
  }
  const stub = stubOf(
    open.map(({ column }) => column),
    free,
  );
  const together =
    stub.length > 1
      ? `to be looked over and pasted, for these ${stub.length} columns: ${words.columns(stub)}`
      : undefined;
  const problems: HeaderProblem[] = [
    ...(together === undefined ? [] : [{ rule: together }]),
    ...read.problems.map((problem) => ({ column: problem.at + 1, rule: titlesRule(problem, words) })),
    ...open.map(({ column, at }) => ({
      column: at + 1,
      rule: openRule(column, free, together === undefined ? words : undefined, words.unknownColumn("E-Mail", "email")),
    })),
  ];
  // Without one column that is known the rows have nothing to be read by.
  if (open.length === titles.length) return { columns: [], problems };
  const noKeys = keyProblem(columns, read.keyAt, options, words);
  return { columns, problems, ...(noKeys && { noKeys }) };
}

/** A column of which somebody has to say what it means. The two fields that have parts are none in themselves. */
function isOpen({ use, name }: Titled): boolean {
  return use === "unknown" || (use === "known" && inParts(name) !== undefined);
}

function columnOf(column: Titled, key: UsersFromFileOptions["key"]): Column {
  const { title, name, use } = column;
  const meaning = use === "known" && !isOpen(column) ? meaningOf(name) : undefined;
  const alsoCalled = typeof key === "string" && key !== name ? key : undefined;
  return { title, name, ...(alsoCalled !== undefined && { alsoCalled }), ...(meaning && { meaning }) };
}

/** @param words where each column has to say what would mend it */
function openRule(column: Titled, free: readonly string[], words: Words | undefined, example: string): string {
  const { title, name } = column;
  const parts = inParts(name);
  if (canonicalName(title) !== name && (column.renamedTo !== undefined || parts !== undefined)) {
    const why = parts ?? `that is no field of a user${suggestion(name, columnNames)}`;
    return `the column ${shownTitle(title)} is renamed to ${JSON.stringify(name)}: ${why}`;
  }
  if (title.trim() === "") return "the column has no name";
  if (parts !== undefined) return parts;
  if (!isShowable(title)) return `unknown column ${shownTitle(title)}; ${example}`;
  const remedy = words === undefined ? "" : `; ${words.unknownColumn(title, nearestField(title, free))}`;
  return `unknown column ${shownTitle(title)}${fieldSuggestion(title, free)}${remedy}`;
}

/** What to paste for all columns that somebody has to look over; of two that are called the same neither has a meaning. */
function stubOf(open: readonly Titled[], free: readonly string[]): [title: string, field: string | false][] {
  const titles = open
    .filter(({ title, renamedTo, name }) => isShowable(title) && renamedTo === undefined && inParts(name) === undefined)
    .map(({ title }) => title);
  const given = new Set<string>();
  return [...new Set(titles)].map((title) => {
    const isOnce = titles.indexOf(title) === titles.lastIndexOf(title);
    const fields = free.filter((name) => !given.has(name));
    const field = isOnce ? nearestField(title, fields) : undefined;
    if (field !== undefined) given.add(field);
    return [title, field ?? false];
  });
}

/** Of the two fields that have parts. */
function inParts(name: string): string | undefined {
  if (name === "customAttributes") return 'a custom attribute has a column of its own, "customAttributes.<name>"';
  return name === "salt" ? `a salt has columns of its own: ${saltColumns.join(", ")}` : undefined;
}

function keyProblem(
  columns: readonly Column[],
  keyAt: number | undefined,
  { key }: UsersFromFileOptions,
  words: Words,
): HeaderProblem | undefined {
  if (typeof key === "function" || keyAt !== undefined) return undefined;
  if (key !== undefined) {
    const names = columns.flatMap(({ title, name }) => [title, name]).filter(isShowable);
    return {
      rule: `there is no column ${JSON.stringify(key)}, which ${words.key} names${suggestion(key, names)}`,
    };
  }
  if (columns.some(({ name }) => name === "key" || name === "userName")) return undefined;
  return { rule: `there is neither a column "key" nor a column "userName": ${keyRemedy(words)}` };
}

/** Whether a line without one name that is known is a header all the same: none of it is a value, and some of it is near a name. */
function isHeader(titles: readonly string[], free: readonly string[]): boolean {
  if (separatorIn(titles) !== undefined) return false;
  const filled = titles.filter((title) => title.trim() !== "");
  return filled.every(isShowable) && filled.some((title) => nearestField(title, free) !== undefined);
}

/** Without one known name the first line may well be a user, so nothing of it is quoted. */
function noHeader(titles: readonly string[], words: Words): HeaderProblem {
  const separator = separatorIn(titles);
  if (separator === undefined) {
    return {
      rule: `the first line must name the columns, as in key,userName,email; none of its cells is the name of a field. If its cells are names of another kind, for each ${words.unknownColumn("E-Mail", "email")}`,
    };
  }
  return {
    rule: `the first line is one single cell: if ${JSON.stringify(separator)} stands between the cells, ${words.delimiter(separator)}`,
  };
}

/** What seems to stand between the cells of a line that was read as one. */
function separatorIn([only = "", ...others]: readonly string[]): string | undefined {
  return [";", "\t", "|", ","].find((candidate) => others.length === 0 && only.includes(candidate));
}
