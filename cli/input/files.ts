import { basename, extname, resolve } from "node:path";
import type { IndexedAttribute } from "../../provider/users/model/fields";
import { duplicateRule, IdentityRegister } from "../../provider/users/input/identities/duplicates";
import type { DeclaredUser, KeyedUser } from "../../provider/users/model/user";
import type { Finding } from "../../provider/users/input/finding";
import type { Disclosure } from "../../provider/users/model/identity/identity";
import { absentRule, type AbsentColumns } from "../../files/titles/absentColumns";
import type { UsersFromCsvOptions } from "../../files/options";
import { formatOf, noFormat, readUsers, type FileToRead } from "../../files/read";
import { commandWords } from "./words";

export interface FilesToRead {
  readonly options: UsersFromCsvOptions;
  readonly ownerAttribute: IndexedAttribute | undefined;
  readonly disclosure: Disclosure;
  /** True if the files are sets of one store, where an identity belongs to one user. */
  readonly together: boolean;
  /** The content of a file that is not to be read. Default: it is read. */
  readonly content?: (file: string) => Buffer | undefined;
  /** Is shown each user beside the row that it was made of. Default: nobody looks. */
  readonly watch?: FileToRead<DeclaredUser>["watch"];
}

export interface FilesRead {
  /** The set is named after its file. */
  readonly users: readonly KeyedUser[];
  readonly findings: readonly Finding[];
  /** Findings that may be meant and are worth a look. */
  readonly warnings: readonly Finding[];
  /** Changes to the users of the files. */
  readonly notes: readonly Finding[];
}

/** Reads files of users as sets, with everything that is wrong with them. */
export function readFiles(
  files: readonly string[],
  { options, ownerAttribute, disclosure, together, content, watch }: FilesToRead,
): FilesRead {
  const users: KeyedUser[] = [];
  const findings: Finding[] = [];
  const warnings: Finding[] = [];
  const notes: Finding[] = [];
  const identities = new IdentityRegister<{ file: string; line: number }>();
  const seen = new Set<string>();
  const looked: AbsentColumns[] = [];
  for (const file of files) {
    const path = resolve(file);
    if (seen.has(path)) {
      findings.push({ where: file, rule: NAMED_TWICE });
      continue;
    }
    seen.add(path);
    const format = formatOf(file);
    if (format === undefined) {
      findings.push({ where: file, rule: noFormat(file) });
      continue;
    }
    const read = readUsers({
      format,
      path: file,
      options,
      directory: process.cwd(),
      bytes: content?.(file),
      ownerAttribute,
      disclosure,
      words: commandWords,
      watch,
      keep: (user) => user,
    });
    for (const finding of read.findings) findings.push(finding);
    for (const warning of read.warnings) warnings.push(warning);
    for (const note of read.notes) notes.push(note);
    if (read.absent && read.absent.there.size > 0) looked.push(read.absent);
    const set = basename(file, extname(file));
    for (const [key, { kept: user, line }] of read.users) {
      users.push({ ref: { set, key }, user });
      // Of one file its reader has told.
      if (!together || files.length === 1) continue;
      for (const duplicate of identities.enter(user, { file, line })) {
        const { identity, first } = duplicate;
        // Twice in one file was found by its reader.
        if (first.file === file) continue;
        const other = `the user in ${first.file}:${String(first.line)}`;
        const { rule, kind } = duplicateRule(duplicate, other, disclosure);
        const name = `${identity.field}: `;
        const found = duplicate.how === "other case" ? warnings : findings;
        found.push({ where: `${file}:${String(line)}`, rule: `${name}${rule}`, kind: `${name}${kind}` });
      }
    }
  }
  return { users, findings: [...absentInAll(looked, options), ...findings], warnings, notes };
}

/** One option is for all files, and some of them may have the column. Of files without users nobody can tell. */
function absentInAll(looked: readonly AbsentColumns[], { columns = {} }: UsersFromCsvOptions): Finding[] {
  const [first, ...others] = looked;
  if (!first) return [];
  const titles = [...first.titles].filter((title) => others.every((other) => other.titles.has(title)));
  const there = new Set(looked.flatMap((absent) => [...absent.there]));
  return titles.map((title) => ({
    where: `--column ${JSON.stringify(`${title}=${String(columns[title])}`)}`,
    rule: absentRule(title, there, looked.length > 1 ? "the files" : "the file"),
  }));
}

const NAMED_TWICE = "is named twice: its users would be there twice";
