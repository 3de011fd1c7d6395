import { fieldSuggestion, nearestField } from "../../../provider/users/model/fieldNames";
import { suggestion } from "../../../text/suggest";
import { fittingPreset } from "../../presets/fitting";
import { canonicalName, columnNames, saltColumns } from "../../rows/members";
import { keyRemedy } from "../../rows/row";
import type { Shape } from "../../titles/shape";
import { isShowable, shownTitle } from "../../titles/showable";
import { titlesRule, type Titled } from "../../titles/titles";
import { stubRule } from "../../titles/unknownNames";
import type { UsersFromFileOptions } from "../../options";
import type { Words } from "../../words";

interface HeaderProblem {
  readonly column?: number;
  readonly rule: string;
}

/** The problems with the names of the columns. */
export interface HeaderProblems {
  readonly problems: readonly HeaderProblem[];
  /** The reason why no row can have a key. */
  readonly noKeys?: HeaderProblem;
  /** True if rows can be read by it. */
  readonly isHeader: boolean;
}

export function problemsOfHeader(shape: Shape, words: Words): HeaderProblems {
  const { columns, titles, reading } = shape;
  const { options } = reading;
  const isIgnored = options.otherColumns === "ignore";
  const open = columns.flatMap((column, at) => (isOpen(column) ? [{ column, at }] : []));
  const taken = new Set(columns.filter((each) => each.use === "known" && !isOpen(each)).map(({ name }) => name));
  if (options.key !== undefined) taken.add("key");
  const free = columnNames.filter((name) => !taken.has(name));
  const isAllOpen = open.length > 0 && open.length === columns.filter(({ use }) => use !== "nameless").length;
  const isNothing = open.length === 0 && columns.every(({ use }) => use === "nameless");
  const preset = fittingPreset(titles, options);
  if ((isAllOpen && preset === undefined && !isHeader(titles, free)) || isNothing)
    return { problems: [noHeader(titles, words)], isHeader: false };
  // What is renamed to a name that means nothing is wrong in any case.
  const told = isIgnored
    ? open.filter(({ column }) => column.use !== "unknown" || column.renamedTo !== undefined)
    : open;
  const stub = stubOf(
    told.map(({ column }) => column),
    free,
  );
  const together = stub.length > 1 ? stubRule(stub, words) : undefined;
  const problems: HeaderProblem[] = [
    ...(preset === undefined || told.length === 0 ? [] : [{ rule: words.preset(preset) }]),
    ...(together === undefined ? [] : [{ rule: together }]),
    ...shape.problems.map((problem) => ({ column: problem.at + 1, rule: titlesRule(problem, words) })),
    ...told.map(({ column, at }) => ({
      column: at + 1,
      rule: openRule(
        column,
        at,
        free,
        together === undefined ? words : undefined,
        words.unknownColumn("E-Mail", "email"),
      ),
    })),
  ];
  // Without one column that is known the rows have nothing to be read by.
  if (isAllOpen) return { problems, isHeader: false };
  const noKeys = preset !== undefined && told.length > 0 ? undefined : keyProblem(shape, options, words);
  return { problems, ...(noKeys && { noKeys }), isHeader: true };
}

/** A column of which somebody has to say what it means. The two fields that have parts are none in themselves. */
function isOpen({ use, name }: Titled): boolean {
  return use === "unknown" || (use === "known" && inParts(name) !== undefined);
}

/** @param words where each column has to say what would mend it */
function openRule(
  column: Titled,
  at: number,
  free: readonly string[],
  words: Words | undefined,
  example: string,
): string {
  const { title, name } = column;
  const parts = inParts(name);
  const shown = shownTitle(title, at);
  if (canonicalName(title) !== name && (column.renamedTo !== undefined || parts !== undefined)) {
    const why = parts ?? `that is no field of a user${suggestion(name, columnNames)}`;
    return `${isShowable(title) ? `the column ${shown}` : shown} is renamed to ${JSON.stringify(name)}: ${why}`;
  }
  if (parts !== undefined) return parts;
  if (!isShowable(title)) return `unknown name of ${shown}${fieldSuggestion(title, free)}; ${example}`;
  const remedy = words === undefined ? "" : `; ${words.unknownColumn(title, nearestField(title, free))}`;
  return `unknown column ${shown}${fieldSuggestion(title, free)}${remedy}`;
}

/** The columns to paste, for somebody to look over. Of two columns with one name neither gets a meaning. */
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

/** The rule about the two fields that have parts; undefined for any other name. */
function inParts(name: string): string | undefined {
  if (name === "customAttributes") return 'a custom attribute has a column of its own, "customAttributes.<name>"';
  return name === "salt" ? `a salt has columns of its own: ${saltColumns.join(", ")}` : undefined;
}

function keyProblem(
  { key: places, columns, takes, titles }: Shape,
  { key, map }: UsersFromFileOptions,
  words: Words,
): HeaderProblem | undefined {
  if (typeof key === "function" || places !== undefined || map !== undefined) return undefined;
  if (key !== undefined) {
    const names = [...columns.map(({ name }) => name), ...titles];
    const missing = key.includes("+") ? `what the key ${JSON.stringify(key)} is made of` : JSON.stringify(key);
    const rule = key.includes("+")
      ? `there is no column for ${missing}, as ${words.key} says`
      : `there is no column ${missing}, which ${words.key} names`;
    return { rule: `${rule}${suggestion(key, names.filter(isShowable))}` };
  }
  if (columns.some(({ name, use }) => use === "known" && name === "key")) return undefined;
  const hasName = takes.some(({ meaning }) => meaning.kind === "field" && meaning.field === "userName");
  return hasName ? undefined : { rule: `there is neither a column "key" nor a column "userName": ${keyRemedy(words)}` };
}

/** True for a line that is a header without one known name: no cell is a value, and one is near a name. */
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
      rule: `the first line must name the columns, as in key,userName,email; none of its cells is the name of a field. If its cells are names of another kind, for each ${words.unknownColumn("E-Mail", "email")}; if another line names them, ${words.headerLine("n")}; if none does, ${words.header}`,
    };
  }
  return {
    rule: `the first line is one single cell: if ${JSON.stringify(separator)} stands between the cells, ${words.delimiter(separator)}`,
  };
}

/** The separator that seems to stand between the cells of a line that was read as one cell. */
function separatorIn([only = "", ...others]: readonly string[]): string | undefined {
  return [";", "\t", "|", ","].find((candidate) => others.length === 0 && only.includes(candidate));
}
