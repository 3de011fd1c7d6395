import { isQuotable, quotable, suggestion } from "../../provider/users/nearest";
import { columnNames, meaningOf, saltColumns, type Meaning } from "./members";
import type { UsersFromFileOptions } from "./options";
import { keyRemedy } from "./row";
import type { Words } from "./words";

export interface Column {
  /** As the file calls it. */
  readonly title: string;
  /** After the renames of `columns`. */
  readonly name: string;
  /** None for the key, and for what is no field of a user. */
  readonly meaning?: Meaning;
}

export interface HeaderProblem {
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
  const found = titles.map((title) => columnOf(title, options));
  if (found.every((column) => column === undefined)) return { columns: [], problems: [noHeader(titles, words)] };
  const columns: Column[] = [];
  const problems: HeaderProblem[] = [];
  const seen = new Set<string>();
  titles.forEach((title, index) => {
    const column = found[index];
    if (column === undefined)
      problems.push({ column: index + 1, rule: unknownColumn(title, renamed(title, options), words) });
    else if (seen.has(column.name))
      problems.push({ column: index + 1, rule: `the column ${quotable(column.name)} is there twice` });
    columns.push(column ?? { title, name: title });
    seen.add(column?.name ?? title);
  });
  const noKeys = keyProblem(seen, options, words);
  return { columns, problems, ...(noKeys && { noKeys }) };
}

function columnOf(title: string, { columns, key }: UsersFromFileOptions): Column | undefined {
  const name = renamed(title, { columns }) ?? title;
  if (name === false) return { title, name: title };
  const meaning = meaningOf(name);
  if (meaning?.kind === "field" && !columnNames.includes(name)) return undefined;
  if (meaning) return { title, name, meaning };
  return name === "key" || name === key ? { title, name } : undefined;
}

function renamed(title: string, { columns }: UsersFromFileOptions): string | false | undefined {
  return columns && Object.hasOwn(columns, title) ? columns[title] : undefined;
}

function unknownColumn(title: string, name: string | false | undefined, words: Words): string {
  if (typeof name === "string") {
    const why = inParts(name) ?? `that is no field of a user${suggestion(name, columnNames)}`;
    return `the column ${quotable(title)} is renamed to ${JSON.stringify(name)}: ${why}`;
  }
  if (title === "") return "the column has no name";
  return inParts(title) ?? `unknown column ${quotable(title)}${suggestion(title, columnNames)}; ${words.unknownColumn}`;
}

/** Of the two fields that have parts. */
function inParts(name: string): string | undefined {
  if (name === "customAttributes") return 'a custom attribute has a column of its own, "customAttributes.<name>"';
  return name === "salt" ? `a salt has columns of its own: ${saltColumns.join(", ")}` : undefined;
}

function keyProblem(
  names: ReadonlySet<string>,
  { key }: UsersFromFileOptions,
  words: Words,
): HeaderProblem | undefined {
  if (typeof key === "function") return undefined;
  if (key !== undefined) {
    return names.has(key)
      ? undefined
      : {
          rule: `there is no column ${JSON.stringify(key)}, which ${words.key} names${suggestion(key, known(names))}`,
        };
  }
  if (names.has("key") || names.has("userName")) return undefined;
  return { rule: `there is neither a column "key" nor a column "userName": ${keyRemedy(words)}` };
}

/** In a header that has a mistake, a title may be anything. */
function known(names: ReadonlySet<string>): string[] {
  return [...names].filter(isQuotable);
}

/** Without one known name the first line may well be a user, so nothing of it is quoted. */
function noHeader(titles: readonly string[], words: Words): HeaderProblem {
  const [only = ""] = titles;
  const separator = [";", "\t", "|"].find((candidate) => titles.length === 1 && only.includes(candidate));
  if (separator === undefined) {
    return {
      rule: "the first line must name the columns, as in key,userName,email; none of its cells is the name of a field",
    };
  }
  return {
    rule: `the first line is one single cell: if ${JSON.stringify(separator)} stands between the cells, ${words.delimiter(separator)}`,
  };
}
