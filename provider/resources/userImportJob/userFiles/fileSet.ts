import { createHmac } from "node:crypto";
import stringify from "safe-stable-stringify";
import { UsageError } from "../../../../ciam/errors";
import { rootsAround, isWithin } from "../../../../disk/links";
import { formatOf, noFormat, readUsers, type FileFormat } from "../../../../files/read";
import { readBytes } from "../../../../files/source/source";
import { absentFindings } from "../../../../files/titles/absentColumns";
import { findingLines, lineText } from "../../../users/input/findingGroups";
import type { Finding } from "../../../users/input/finding";
import { asSent } from "../../../users/input/parse";
import type { IndexedAttribute, UserField } from "../../../users/model/fields";
import type { Disclosure } from "../../../users/model/identity/identity";
import type { DeclaredUser } from "../../../users/model/user";
import { printedIn, Prints } from "../../../users/plan/compare/prints";
import { compareText } from "../../../../text/values";
import type { GivenFile, Stamp } from "./given";

/** A user of a file. */
export interface FileUser {
  /** The one it begins in. */
  readonly line: number;
  /** With the names of groups as the file has them. */
  readonly user: DeclaredUser;
  /** The print of all its fields. */
  readonly whole: string;
}

/** What decides besides a file and its options who its users are. */
export interface FileRules {
  /** Where relative paths start. */
  readonly directory: string;
  /** In hex; a secret of the resource. */
  readonly printKey: string;
  readonly ownerAttribute: IndexedAttribute;
  readonly phoneCountry: string | undefined;
  readonly ignoreFields: readonly UserField[];
  readonly disclosure: Disclosure;
  /** True if the input `passwordsArePlain` names the set. */
  readonly passwordsArePlain: boolean;
}

/** What came of looking at a file. */
export interface Opened {
  readonly set?: FileSet | undefined;
  readonly findings: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly notes: readonly Finding[];
}

/** Raised when the same bytes and options come to mean other users. */
const READING = 1;

const LENGTH = 16;

/**
 * The users of one file. While bytes and options are those that an earlier run has seen, the file is not taken apart
 * before somebody asks for a user.
 */
export class FileSet {
  #users: ReadonlyMap<string, FileUser> | undefined;

  private constructor(
    readonly name: string,
    readonly file: GivenFile,
    readonly stamp: Stamp,
    private readonly rules: FileRules,
    private readonly seal: string | undefined,
    users?: ReadonlyMap<string, FileUser>,
  ) {
    this.#users = users;
  }

  /**
   * @param before what the state says of the file of this name
   * @param earlier the file as this process has seen it
   */
  static open(
    name: string,
    file: GivenFile,
    rules: FileRules,
    before: Stamp | undefined,
    earlier: FileSet | undefined,
  ): Opened {
    const read = bytesOf(file, rules);
    if ("finding" in read) return wrong(file, read.finding);
    const seal = sealOf(read.bytes, file, rules);
    if (earlier?.seal === seal && earlier.file.path === file.path) {
      const stamp = before && sameUsers(before, earlier.stamp) ? before : earlier.stamp;
      return { ...NOTHING_FOUND, set: new FileSet(name, file, stamp, rules, seal, earlier.#users) };
    }
    if (before && sealIn(before) === seal) {
      return { ...NOTHING_FOUND, set: new FileSet(name, file, before, rules, seal) };
    }
    const parsed = parse(file, rules, read.bytes);
    if (parsed.findings.length > 0) return parsed;
    const stamp: Stamp = { users: parsed.users.size, digest: `${digestOf(parsed.users, rules)}-${seal}` };
    // The same users in other bytes are no change; the seal stays that of the bytes before.
    const lasting = before && sameUsers(before, stamp) ? before : stamp;
    return { ...parsed, set: new FileSet(name, file, lasting, rules, seal, parsed.users) };
  }

  /** The file of inputs that passed `check`, in this process or in another one. */
  static checked(name: string, file: GivenFile, rules: FileRules, stamp: Stamp): FileSet {
    return new FileSet(name, file, stamp, rules, undefined);
  }

  /** How many users it has. */
  get count(): number {
    return this.stamp.users;
  }

  /** Equal for the same users. */
  get digest(): string {
    return digestIn(this.stamp);
  }

  /** By key. */
  get users(): ReadonlyMap<string, FileUser> {
    return (this.#users ??= this.#read());
  }

  /** Where a user is declared, as findings say it. */
  placeOf(key: string): string {
    return `${this.file.path}:${String(this.users.get(key)?.line ?? 1)}`;
  }

  #read(): ReadonlyMap<string, FileUser> {
    const { file, rules } = this;
    const read = bytesOf(file, rules);
    if ("finding" in read) throw new UsageError(`${file.path}: ${read.finding.rule}`);
    const { users, findings } = parse(file, rules, read.bytes);
    if (findings.length > 0) throw new UsageError(findingLines(findings).map(lineText));
    if (digestOf(users, rules) !== this.digest) {
      throw new UsageError(
        `${file.path} changed while this ran: nothing was written. Run the command again, and it shows what the file has now`,
      );
    }
    return users;
  }
}

const NOTHING_FOUND = { findings: [], warnings: [], notes: [] } as const;

function wrong(file: GivenFile, { rule }: { readonly rule: string }): Opened {
  return { ...NOTHING_FOUND, findings: [{ where: file.path, rule }] };
}

function bytesOf({ path, allowOutside, options }: GivenFile, { directory }: FileRules) {
  const format = formatOf(path);
  if (format === undefined) return { finding: { rule: noFormat(path) } };
  const roots = rootsAround(directory);
  if (!allowOutside && !isWithin(path, directory, roots)) {
    return {
      finding: {
        rule: `is outside of the project: whoever runs this may be able to read more than whoever wrote it. If that is meant, say allowOutside: true`,
      },
    };
  }
  const read = readBytes(path, directory);
  return "finding" in read ? read : { ...read, format, options };
}

function parse(file: GivenFile, rules: FileRules, bytes: Buffer) {
  const { path, options } = file;
  const { directory, disclosure, ownerAttribute, passwordsArePlain } = rules;
  const prints = new Prints(rules.printKey);
  const phoneCountry = options.phoneCountry ?? rules.phoneCountry;
  const { users, findings, warnings, notes, absent } = readUsers({
    format: format(path),
    path,
    bytes,
    directory,
    options: { ...options, phoneCountry, passwordsArePlain: options.passwordsArePlain ?? passwordsArePlain },
    disclosure,
    ownerAttribute,
    keep: (user) => asSent(user, phoneCountry),
  });
  const read = new Map<string, FileUser>();
  for (const [key, { line, kept: user }] of users) {
    read.set(key, { line, user, whole: prints.whole(printedIn(user), user) });
  }
  return { users: read, findings: [...absentFindings(path, absent), ...findings], warnings, notes };
}

function format(path: string): FileFormat {
  const known = formatOf(path);
  if (known === undefined) throw new UsageError(`${path}: ${noFormat(path)}`);
  return known;
}

/** Of the users, whatever the order and the spelling in the file. Fields that are not looked at after the import are not looked at. */
function digestOf(users: ReadonlyMap<string, FileUser>, { printKey, ignoreFields }: FileRules): string {
  const prints = new Prints(printKey);
  const ignored = new Set(ignoreFields);
  const hmac = createHmac("sha256", Buffer.from(printKey, "hex")).update("users\n");
  for (const key of [...users.keys()].sort(compareText)) {
    const found = users.get(key);
    if (!found) continue;
    const { user } = found;
    const whole =
      ignored.size === 0
        ? found.whole
        : prints.whole(
            printedIn(user).filter((field) => !ignored.has(field)),
            user,
          );
    const groups = ignored.has("userGroups") ? [] : [...(user.userGroups ?? [])].sort(compareText);
    const credential = ignored.has("password") ? "" : credentialText(user);
    hmac.update(`${key}\0${Buffer.from(whole, "latin1").toString("hex")}\0${groups.join("\0")}\0\0${credential}\n`);
  }
  return hmac.digest("hex").slice(0, LENGTH);
}

function credentialText({ password, salt, passwordEncryptType }: DeclaredUser): string {
  return password === undefined ? "" : stringify([password, salt ?? null, passwordEncryptType ?? null]);
}

/** Of the bytes, and of all that decides what they mean. */
function sealOf(bytes: Buffer, { options }: GivenFile, rules: FileRules): string {
  const { printKey, ownerAttribute, phoneCountry = null, ignoreFields, passwordsArePlain } = rules;
  const reading = stringify([READING, options, ownerAttribute, phoneCountry, ignoreFields, passwordsArePlain]);
  return createHmac("sha256", Buffer.from(printKey, "hex"))
    .update(`file\n${reading}\n`)
    .update(bytes)
    .digest("hex")
    .slice(0, LENGTH);
}

function sameUsers(a: Stamp, b: Stamp): boolean {
  return a.users === b.users && digestIn(a) === digestIn(b);
}

function digestIn({ digest }: Stamp): string {
  return digest.split("-")[0] ?? "";
}

function sealIn({ digest }: Stamp): string | undefined {
  return digest.split("-")[1];
}
