import { Option, type Command } from "commander";
import { UsageError } from "../../ciam/errors/usageError";
import {
  allUserFields,
  indexedAttributes,
  isUserField,
  type IndexedAttribute,
} from "../../provider/users/model/fields";
import { suggestion } from "../../text/suggest";
import type { Disclosure } from "../../provider/users/model/identity";
import type { DeclaredUser } from "../../provider/users/model/user";
import type { UsersFromCsvOptions } from "../../files/options";
import { collected } from "./command";

/** Where the service is and who asks; what is left out is looked for as the provider does. */
export interface ConnectionOptions {
  readonly endpoint?: string;
  readonly region?: string;
  readonly profile?: string;
}

/** How files of users are read. */
export interface ReadingOptions {
  readonly key?: string;
  readonly column?: readonly string[];
  readonly default?: readonly string[];
  readonly delimiter?: string;
  readonly allowEmpty?: true;
  readonly passwordsArePlain?: true;
  readonly ownerAttribute?: IndexedAttribute;
  readonly showValues?: true;
}

export type CommonOptions = ConnectionOptions & ReadingOptions & StoreOptions;

/** Which users of a store, and by which rules. */
interface StoreOptions {
  readonly owner?: string;
  readonly conflictPolicy?: "fail" | "adopt" | "skip";
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
    .option("--key <column>", "the column that names users; default: key, else userName")
    .option(
      "--column <file=field>",
      'what a column means, as in "E-Mail=email" or Salary=false; may be repeated',
      collected,
    )
    .option(
      "--default <field=value>",
      "a field of users who do not have it, as in zone=Asia/Shanghai; may be repeated",
      collected,
    )
    .option("--delimiter <character>", 'between two cells of CSV: , ; | or "tab"')
    .option("--allow-empty", "a file without users is fine")
    .option("--passwords-are-plain", "passwords that look like hashes or masks are passwords all the same")
    .addOption(
      new Option("--owner-attribute <field>", "the attribute that is kept free for the owner mark")
        .choices([...indexedAttributes])
        .default("indexedAttribute5"),
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
  const delimiter = options.delimiter === undefined ? undefined : delimiters[options.delimiter];
  if (options.delimiter !== undefined && delimiter === undefined) {
    throw new UsageError(`--delimiter ${JSON.stringify(options.delimiter)}: take one of , ; | tab`);
  }
  return {
    key: options.key,
    delimiter,
    allowEmpty: options.allowEmpty,
    passwordsArePlain: options.passwordsArePlain,
    columns: options.column && columnsOf(options.column),
    defaults: options.default && defaultsOf(options.default),
  };
}

function columnsOf(pairs: readonly string[]): NonNullable<UsersFromCsvOptions["columns"]> {
  const columns = pairs.map((pair) => {
    const [title, field] = split("--column", pair);
    return [title, field === "false" ? false : field] as const;
  });
  // A name that means nothing is a finding of the reader, with its place.
  return Object.fromEntries(columns) as NonNullable<UsersFromCsvOptions["columns"]>;
}

function defaultsOf(pairs: readonly string[]): DeclaredUser {
  const values = pairs.map((pair) => {
    const [field, value] = split("--default", pair);
    if (!isUserField(field))
      throw new UsageError(`--default ${field}: is no field of a user${suggestion(field, allUserFields)}`);
    if (field === "userGroups") return [field, value.split(/[;|]/)] as const;
    if (field === "identityVerified") return [field, value === "true"] as const;
    return [field, value] as const;
  });
  // Their values are checked with the users that get them.
  return Object.fromEntries(values) as DeclaredUser;
}

/** At the last equals sign of a column, whose own name may have one; at the first of a value. */
function split(option: string, pair: string): [string, string] {
  const at = option === "--column" ? pair.lastIndexOf("=") : pair.indexOf("=");
  if (at < 1) throw new UsageError(`${option} ${JSON.stringify(pair)}: must have an equals sign, as in a=b`);
  return [pair.slice(0, at), pair.slice(at + 1)];
}
