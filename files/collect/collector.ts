import { count } from "../../text/format";
import { checkUser } from "../../provider/users/input/check";
import { damageOf } from "../../provider/users/input/damage";
import { duplicateRule, IdentityRegister } from "../../provider/users/input/identities/duplicates";
import type { PathStep } from "../../provider/users/input/finding";
import { plaintextPassword, uniformProblem, type PasswordWords } from "../../provider/users/input/passwords/password";
import { PasswordCensus } from "../../provider/users/input/passwords/census";
import type { IndexedAttribute } from "../../provider/users/model/fields";
import type { Disclosure } from "../../provider/users/model/identity/identity";
import type { DeclaredUser } from "../../provider/users/model/user";
import { AbsentColumns } from "../titles/absentColumns";
import { Account } from "./account";
import { withDefaults } from "./defaults";
import type { FileFinding } from "./findings";
import type { UsersFromFileOptions } from "../options";
import type { Row, RowSink, Spot } from "../rows/row";
import { UnknownNames } from "../titles/unknownNames";
import { programWords, type Words } from "../words";
import { FAILED, ProgramFunctions } from "./programFunctions";
import { rowFinding } from "./rowFinding";
import { UserKeys } from "./userKeys";

/** A user of a file. */
export interface FileUser<Kept> {
  /** The one it begins in. */
  readonly line: number;
  readonly kept: Kept;
}

/** The rules for reading a file, besides its options. */
export interface FileRules {
  /** `values` for findings that name identities in full. Default: masked. */
  readonly disclosure?: Disclosure | undefined;
  /** The attribute that the users must leave free for the owner mark. Default: that is left to the resource. */
  readonly ownerAttribute?: IndexedAttribute | undefined;
  /** The names of the options in findings. Default: those for a program. */
  readonly words?: Words | undefined;
  /** Is shown each user beside the row that it was made of. Default: nobody looks. */
  readonly watch?: ((row: Row, key: string, user: DeclaredUser) => void) | undefined;
}

/** As many as memory has room for; a file of 256 MiB could have a hundred times as many. */
const MOST_FINDINGS = 1_000_000;

/** A file is so wrong that it is not worth reading on. */
export class TooManyFindings extends Error {
  override readonly message = `is not read to its end: it has more than ${count(MOST_FINDINGS, "finding")}`;
}

/**
 * Takes the rows of one file, gives each its key, and checks it by the rules that the provider checks it by. Of each
 * user only what `keep` makes of it stays, because a file may have a million of them.
 */
export class Collector<Kept> implements RowSink {
  readonly users = new Map<string, FileUser<Kept>>();
  readonly findings: FileFinding[] = [];
  /** Findings that may be meant and are worth a look. */
  readonly warnings: FileFinding[] = [];
  /** Changes to the users, as far as they are worth knowing. */
  readonly notes: FileFinding[] = [];
  readonly words: Words;
  readonly absent: AbsentColumns;
  private readonly identities = new IdentityRegister<number>();
  private readonly passwords = new PasswordCensus<Spot>();
  private readonly functions: ProgramFunctions;
  private readonly keys: UserKeys;
  private readonly unknown: UnknownNames;
  private readonly account = new Account();
  private rows = 0;

  constructor(
    private readonly options: UsersFromFileOptions,
    private readonly keep: (user: DeclaredUser) => Kept,
    private readonly rules: FileRules = {},
  ) {
    this.words = rules.words ?? programWords;
    this.absent = new AbsentColumns(options);
    this.unknown = new UnknownNames(options);
    const find = (finding: FileFinding): void => this.find(finding);
    this.functions = new ProgramFunctions(options, find);
    this.keys = new UserKeys(options, this.words, this.functions, find);
  }

  /** @throws TooManyFindings which ends the reading */
  find(finding: FileFinding): void {
    if (this.findings.length >= MOST_FINDINGS) throw new TooManyFindings();
    this.findings.push(finding);
  }

  findNoKeys(finding: FileFinding): void {
    this.keys.isToldOnce = true;
    this.find(finding);
  }

  note(finding: FileFinding): void {
    this.notes.push(finding);
  }

  add(row: Row): void {
    this.rows++;
    this.absent.look(row);
    if (!this.functions.isWanted(row)) return;
    const leftOut = row.leftOut();
    if (leftOut !== undefined) {
      this.account.leaveOut(leftOut);
      return;
    }
    for (const problem of row.problems(this.words)) this.find(problem);
    for (const name of row.unknown()) this.unknown.enter(name);
    for (const each of row.notTaken()) this.account.drop(each);
    const mapped = this.functions.mapped(row);
    if (mapped === FAILED) return;
    const key = this.keys.of(row, mapped);
    const { fields, problems } = mapped === undefined ? row.fields() : row.fieldsOf(mapped);
    for (const { path, rule } of problems) this.findAt(row, path, rule);
    const user = this.check(row, fields);
    const { line } = row.spot([]);
    this.findDuplicates(row, user, line);
    if (key === undefined) return;
    const other = this.keys.otherCase(row, key, line, (lower) => this.users.get(lower)?.line);
    if (other !== undefined) this.warn(other);
    const before = this.users.get(key.key);
    if (before)
      this.findAt(
        row,
        key.path,
        `the key ${JSON.stringify(key.key)} is used in line ${before.line} already`,
        "the key is used already",
      );
    this.users.set(key.key, { line, kept: this.keep(user) });
    this.rules.watch?.(row, key.key, user);
  }

  /** To be called when the file is read: a set that came out empty is more likely a mistake than a wish. */
  end(): void {
    this.findUniformPasswords();
    for (const finding of this.unknown.findings(this.words)) this.find(finding);
    this.notes.push(...this.unknown.notes(), ...this.account.notes());
    if (this.users.size > 0 || this.findings.length > 0 || this.options.allowEmpty) return;
    const rule =
      this.rows === 0
        ? "has no users"
        : `has ${count(this.rows, "user")}, and ${this.account.leftOut > 0 ? "the preset or where" : "where"} takes none of them`;
    this.find({
      rule: `${rule}: an empty set removes everybody who was in it; if that is meant, ${this.words.allowEmpty}`,
    });
  }

  /** The user that the fields of a row are, as far as they have the right shape. */
  private check(row: Row, fields: Readonly<Record<string, unknown>>): DeclaredUser {
    const { passwordsArePlain, defaults, nulls } = this.options;
    const spot = (): Spot => row.spot(PASSWORD);
    const checked = checkUser(withDefaults(fields, defaults), {
      ownerAttribute: this.rules.ownerAttribute,
      asOwnerAttribute: this.words.ownerAttribute,
      asPhoneCountry: this.words.phoneCountry,
      passwords: passwordsArePlain ? "plain" : this.passwordWords(spot),
    });
    const password = passwordsArePlain ? undefined : plaintextPassword(checked);
    if (password !== undefined) this.passwords.enter(password, spot);
    // Of a damaged value is told what damaged it, and not what else it is not.
    const damage = damageOf(fields, {
      nulls: this.words.nulls,
      nullsAreValues: nulls?.length === 0,
      dates: this.words.dates,
    });
    for (const { path, rule } of damage) this.findAt(row, path, rule);
    for (const { path, rule, kind } of checked.problems)
      if (!damage.some(({ path: [field] }) => field === path[0])) this.findAt(row, path, rule, kind);
    return checked.user;
  }

  private findDuplicates(row: Row, user: DeclaredUser, line: number): void {
    for (const duplicate of this.identities.enter(user, line)) {
      const other = `the user in line ${duplicate.first}`;
      const { rule, kind } = duplicateRule(duplicate, other, this.rules.disclosure ?? "masked");
      const found = rowFinding(row, [duplicate.identity.field], rule, kind);
      if (duplicate.how === "other case") this.warn(found);
      else this.find(found);
    }
  }

  private findUniformPasswords(): void {
    const uniform = this.passwords.uniform();
    if (!uniform) return;
    const { name = "password", ...place } = uniform.first;
    const rule = uniformProblem(
      uniform,
      this.passwordWords(() => uniform.first),
    );
    this.find({ ...place, rule: `${name}: ${rule}` });
  }

  /** Words for whoever has to do with this file; the title of its column is looked up for a finding only. */
  private passwordWords(spot: () => Spot): PasswordWords {
    return new WordsOfPassword(this.words, spot);
  }

  private findAt(row: Row, path: readonly PathStep[], rule: string, kind = rule): void {
    this.find(rowFinding(row, path, rule, kind));
  }

  /** Nobody has to do anything about them, so many of them are no reason to stop. */
  private warn(finding: FileFinding): void {
    if (this.warnings.length < MOST_FINDINGS) this.warnings.push(finding);
  }
}

const PASSWORD = ["password"];

class WordsOfPassword implements PasswordWords {
  constructor(
    private readonly words: Words,
    private readonly spot: () => Spot,
  ) {}

  get leaveOut(): string {
    return `leave it out (for everybody: ${this.words.leaveOut(this.spot().name ?? "password")})`;
  }

  get arePlain(): string {
    return this.words.passwordsArePlain;
  }
}
