import { Option, type Command } from "commander";
import { UsageError } from "../../ciam/errors/usageError";
import { allUserFields, indexedAttributes, type IndexedAttribute } from "../../provider/users/model/fields";
import { defaultOwnerAttribute } from "../../provider/users/model/mark";
import { suggestion } from "../../text/suggest";
import type { ConflictPolicy } from "../../provider/users/plan/policy";
import type { Disclosure } from "../../provider/users/model/identity/identity";
import { encodingNames } from "../../files/source/encoding/names";
import { problemsOfOptions } from "../../files/givenOptions";
import type { UserDefaults, UsersFromCsvOptions } from "../../files/options";
import { presets } from "../../files/presets";
import { Assembly, meaningOf, saltColumns } from "../../files/rows/members";
import { collected } from "./command";

/** The service and the caller; the provider's defaults fill what is left out. */
export interface ConnectionOptions {
  readonly endpoint?: string;
  readonly region?: string;
  readonly profile?: string;
}

/** The options for reading files of users. */
export interface ReadingOptions {
  readonly preset?: string;
  readonly at?: string;
  readonly sheet?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly headerLine?: string;
  readonly header?: string;
  readonly key?: string;
  readonly column?: readonly string[];
  readonly otherColumns?: string;
  readonly where?: readonly string[];
  readonly default?: readonly string[];
  readonly nulls?: readonly string[];
  readonly dates?: string;
  readonly phoneCountry?: string;
  readonly groupSeparator?: string;
  readonly allowEmpty?: true;
  readonly passwordsArePlain?: true;
  readonly ownerAttribute?: IndexedAttribute;
  readonly showValues?: true;
}

export type CommonOptions = ConnectionOptions & ReadingOptions & StoreOptions;

/** The options for comparing users with those of a store. */
interface StoreOptions {
  readonly owner?: string;
  readonly conflictPolicy?: ConflictPolicy;
  readonly groups?: "ids" | "names";
}

export function addConnectionOptions(command: Command): Command {
  return command
    .option("--endpoint <host>", "default: TENCENTCLOUD_CIAM_ENDPOINT, else the international one; or embedded")
    .option("--region <region>", "default: TENCENTCLOUD_REGION, else ap-singapore")
    .option("--profile <name>", "profile of the credential files; default: TENCENTCLOUD_PROFILE, else default");
}

export function addReadingOptions(command: Command): Command {
  return command
    .option("--preset <system>", `the system that wrote the file: ${Object.keys(presets).join(", ")}`)
    .option("--key <column>", "what names users: a column, a path, or several joined by +; default: key, else userName")
    .option(
      "--column <file=field>",
      'what a column or path means, as in "E-Mail=email", "emails[0].value=email" or Salary=false; may be repeated',
      collected,
    )
    .option("--other-columns <what>", "columns that nothing says the meaning of: error or ignore; default: error")
    .option(
      "--where <column=value>",
      "take only users of whom a column is so, as in Status=active; may be repeated",
      collected,
    )
    .option(
      "--default <field=value>",
      "a field of users who do not have it, as in zone=Asia/Shanghai; may be repeated",
      collected,
    )
    .option("--at <path>", "where the users are in a JSON or YAML file, as in data.users")
    .option("--sheet <name>", "the sheet of an XLSX file, by its name or number; default: the first")
    .option("--encoding <name>", `what the bytes of the file are: ${encodingNames.join(", ")}`)
    .option("--delimiter <character>", 'between two cells of CSV: , ; | or "tab"')
    .option("--header-line <number>", "the line that names the columns; default: found in the first 20")
    .option("--header <names>", "names of the columns of a file without any, as in userName,email,,phoneNumber")
    .option("--nulls <text>", "a text that means that there is no value, as in NULL; may be repeated", collected)
    .option("--dates <form>", "how a birthdate is written, as in DD/MM/YYYY, or excel; default: YYYY-MM-DD")
    .option("--phone-country <code>", "the calling code of phone numbers that are written without one, as in 86")
    .option("--group-separator <text>", "between two groups of a user; default: ; or |")
    .option("--allow-empty", "a file without users is fine")
    .option("--passwords-are-plain", "passwords that look like hashes or masks are passwords all the same")
    .addOption(
      new Option("--owner-attribute <field>", "the attribute that is kept free for the owner mark")
        .choices([...indexedAttributes])
        .default(defaultOwnerAttribute),
    );
}

export function addShowValues(command: Command): Command {
  return command.option("--show-values", "name users in full; secrets never");
}

export function disclosureOf({ showValues }: { readonly showValues?: true }): Disclosure {
  return showValues ? "values" : "masked";
}

const delimiters: Readonly<Record<string, NonNullable<UsersFromCsvOptions["delimiter"]>>> = {
  ",": ",",
  ";": ";",
  "|": "|",
  tab: "\t",
  "\t": "\t",
};

/** The options as `usersFromFile` takes them. */
export function fileOptions(options: ReadingOptions): UsersFromCsvOptions {
  const delimiter = options.delimiter === undefined ? undefined : (delimiters[options.delimiter] ?? options.delimiter);
  const given = {
    preset: options.preset,
    at: options.at,
    sheet: options.sheet,
    encoding: options.encoding,
    delimiter,
    headerLine: options.headerLine === undefined ? undefined : Number(options.headerLine),
    header: options.header?.split(",").map((name) => name.trim()),
    key: options.key,
    columns: options.column && columnsOf(options.column),
    otherColumns: options.otherColumns,
    where: options.where && wantedOf(options.where),
    defaults: options.default && defaultsOf(options.default),
    nulls: options.nulls?.filter((text) => text !== ""),
    dates: options.dates,
    phoneCountry: options.phoneCountry,
    groupSeparator: options.groupSeparator,
    allowEmpty: options.allowEmpty,
    passwordsArePlain: options.passwordsArePlain,
  };
  const [problem] = problemsOfOptions(given);
  if (problem !== undefined) throw new UsageError(asFlag(problem));
  // The rules of the options have found nothing, so they are what they should be.
  return given as UsersFromCsvOptions;
}

/** `headerLine: must …` as whoever typed flags knows it. */
function asFlag(problem: string): string {
  return problem.replace(/^[A-Za-z]+/, (name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
}

/** The values of `--where` by column. Of a column that is named several times each value will do. */
function wantedOf(pairs: readonly string[]): Record<string, string[]> {
  const wanted = new Map<string, string[]>();
  for (const pair of pairs) {
    const [title, value] = split("--where", pair);
    wanted.set(title, [...(wanted.get(title) ?? []), value]);
  }
  return Object.fromEntries(wanted);
}

function columnsOf(pairs: readonly string[]): NonNullable<UsersFromCsvOptions["columns"]> {
  const columns = pairs.map((pair) => {
    const [title, field] = split("--column", pair);
    return [title, field === "false" ? false : field] as const;
  });
  // A name that means nothing is a finding of the reader, with its place.
  return Object.fromEntries(columns) as NonNullable<UsersFromCsvOptions["columns"]>;
}

function defaultsOf(pairs: readonly string[]): UserDefaults {
  const assembly = new Assembly("text", {});
  for (const pair of pairs) {
    const [name, value] = split("--default", pair);
    const meaning = meaningOf(name);
    if (meaning === undefined)
      throw new UsageError(
        `--default ${name}: is no field of a user${suggestion(name, [...allUserFields, ...saltColumns])}`,
      );
    assembly.put(meaning, value);
  }
  // Their values are checked with the users that get them.
  return assembly.fields;
}

/**
 * At the equals sign before what a column means: its own name may have one, and so may a path. At the first of a value,
 * and of what a column must be, unless a path in brackets has one.
 */
function split(option: string, pair: string): [string, string] {
  const at = option === "--column" ? pair.lastIndexOf("=") : outsideBrackets(pair);
  const isNameless = option === "--column" && at === 0;
  if (at < 0 || (at === 0 && !isNameless))
    throw new UsageError(`${option} ${JSON.stringify(pair)}: must have an equals sign, as in a=b`);
  return [pair.slice(0, at), pair.slice(at + 1)];
}

function outsideBrackets(pair: string): number {
  const [name = ""] = /^(?:\[[^\]]*\]|[^[=])*(?==)/.exec(pair) ?? [];
  return name === "" ? pair.indexOf("=") : name.length;
}
