import { statSync } from "node:fs";
import { UsageError } from "../../ciam/errors/usageError";
import type { UsersFromCsvOptions } from "../../files/options";
import { formatOf, readUsers, type WrittenFormat } from "../../files/read";
import { encodeLoaded } from "../../provider/users/input/envelope/encode";
import type { Finding } from "../../provider/users/input/finding";
import type { IndexedAttribute } from "../../provider/users/model/fields";
import type { Disclosure } from "../../provider/users/model/identity/identity";
import type { DeclaredUser } from "../../provider/users/model/user";
import { formatted, type WrittenUser } from "../export/format";
import { readFiles } from "../input/files";
import { outDelimiter, outFormat, refuseTaken, writePrivately, type Taken } from "../shell/outFile";
import { commandWords } from "../input/words";
import { programLine } from "./programLine";
import { Understanding, type Altered, type Understood } from "./understood";

export interface Conversion {
  readonly from: string;
  readonly out: string;
  readonly taken: Taken;
  readonly options: UsersFromCsvOptions;
  readonly ownerAttribute: IndexedAttribute | undefined;
  readonly disclosure: Disclosure;
}

/** The columns of a file as they were understood, and the file that was written if nothing is wrong with them. */
export interface Converted {
  readonly users: number;
  readonly columns: readonly Understood[];
  readonly altered: readonly Altered[];
  readonly findings: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly notes: readonly Finding[];
  /** The call of a program that reads the file as it was read. */
  readonly program: string;
  /** The same of the file that was written; nothing was where there are findings. */
  readonly written?: { readonly program: string; readonly passwords: number; readonly hashes: number };
}

/** Reads a file of any format and writes its users into a clean one, which is read again before it gets its name. */
export function convertUsers(conversion: Conversion): Converted {
  const { from, out, taken, options, ownerAttribute, disclosure } = conversion;
  const format = outFormat(out);
  if (isOneFile(from, out))
    throw new UsageError(`${out} is the file that is read: take another name, so that what you were given stays`);
  refuseTaken(out, taken);
  const understanding = new Understanding(disclosure);
  const read = readFiles([from], {
    options,
    ownerAttribute,
    disclosure,
    together: false,
    watch: understanding.watch,
  });
  const { findings, warnings, notes } = read;
  const users = read.users.map(({ ref, user }): WrittenUser => ({ key: ref.key, user }));
  const understood = {
    users: users.length,
    columns: understanding.columns(),
    altered: understanding.alterations(),
    findings,
    warnings,
    notes,
    program: programLine(formatOf(from) ?? "csv", from, options),
  };
  if (findings.length > 0) return understood;
  const delimiter = outDelimiter(out);
  const cleanOptions = optionsOf(options);
  const text = formatted(format, users, { delimiter, formulas: "as they are" });
  writePrivately(out, text, taken, (file) => {
    refuseOther(users, { file, out, format, options: { ...cleanOptions, delimiter }, ownerAttribute });
  });
  const secrets = users.filter(({ user }) => user.password !== undefined);
  const hashes = secrets.filter(({ user }) => user.passwordEncryptType !== undefined).length;
  const program = programLine(format, out, cleanOptions);
  return { ...understood, written: { program, passwords: secrets.length - hashes, hashes } };
}

function isOneFile(from: string, out: string): boolean {
  const [one, other] = [from, out].map((file) => statSync(file, { throwIfNoEntry: false }));
  return one !== undefined && other !== undefined && one.dev === other.dev && one.ino === other.ino;
}

/** The options that the clean file still needs, because its users were judged by them. */
function optionsOf({ passwordsArePlain, allowEmpty, nulls }: UsersFromCsvOptions): UsersFromCsvOptions {
  return {
    ...(nulls?.length === 0 && { nulls }),
    ...(passwordsArePlain && { passwordsArePlain }),
    ...(allowEmpty && { allowEmpty }),
  };
}

interface CleanFile {
  readonly file: string;
  readonly out: string;
  readonly format: WrittenFormat;
  readonly options: UsersFromCsvOptions;
  readonly ownerAttribute: IndexedAttribute | undefined;
}

/**
 * A file of which a program would make other users is not left behind: what would travel is compared, so a preview of
 * one and of the other shows the same.
 */
function refuseOther(users: readonly WrittenUser[], { file, out, format, options, ownerAttribute }: CleanFile): void {
  const again = readUsers({
    format,
    path: file,
    options,
    directory: process.cwd(),
    ownerAttribute,
    words: commandWords,
    keep: travelling,
  });
  const other = users.find(({ key, user }) => again.users.get(key)?.kept !== travelling(user));
  const [finding] = again.findings;
  if (finding === undefined && other === undefined && again.users.size === users.length) return;
  const what =
    finding === undefined
      ? `the user ${JSON.stringify(other?.key ?? "")} has a value that ${nameOf(format)} cannot hold, such as an empty text, the type of an attribute, or ; in the name of a group`
      : `it would not be read again: ${finding.rule}`;
  const others = format === "csv" ? ": choose a name that ends in .json, .ndjson or .yaml" : "";
  throw new UsageError(`${out} was not written: ${what}${others}`);
}

function travelling(user: DeclaredUser): string {
  return JSON.stringify(encodeLoaded(user));
}

function nameOf(format: WrittenFormat): string {
  return format === "csv" ? "a table" : format.toUpperCase();
}
