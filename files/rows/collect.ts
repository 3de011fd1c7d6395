import { count } from "../../text/format";
import { checkUser } from "../../provider/users/input/check";
import { damageOf } from "../../provider/users/input/damage";
import { duplicateRule, IdentityRegister } from "../../provider/users/input/identities/duplicates";
import { kindAt, showSteps, type PathStep } from "../../provider/users/input/finding";
import { KeyCases, keyProblem, otherCaseRule } from "../../provider/users/input/key";
import { plaintextPassword, uniformProblem, type PasswordWords } from "../../provider/users/input/passwords/password";
import { PasswordCensus } from "../../provider/users/input/passwords/census";
import type { IndexedAttribute } from "../../provider/users/model/fields";
import type { Disclosure } from "../../provider/users/model/identity";
import type { DeclaredUser } from "../../provider/users/model/user";
import { isObject } from "../../text/values";
import { AbsentColumns } from "../titles/absentColumns";
import { Account } from "./account";
import type { FileFinding } from "./findings";
import { keyOfText } from "./key";
import type { UserDefaults, UserRow, UsersFromFileOptions } from "../options";
import { keyRemedy, type Row, type RowSink, type Spot } from "./row";
import { UnknownNames } from "../titles/unknownNames";
import { programWords, type Words } from "../words";

/** A user of a file. */
export interface FileUser<Kept> {
  /** The one it begins in. */
  readonly line: number;
  readonly kept: Kept;
}

/** What a reader knows besides the file. */
export interface FileRules {
  /** Whether findings name identities in full. Default: masked. */
  readonly disclosure?: Disclosure | undefined;
  /** The attribute that the users must leave free for the owner mark. Default: that is left to the resource. */
  readonly ownerAttribute?: IndexedAttribute | undefined;
  /** What findings call the options. Default: as a program does. */
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
  /** What may be meant and is worth a look. */
  readonly warnings: FileFinding[] = [];
  /** What was done to the users, as far as it is worth knowing. */
  readonly notes: FileFinding[] = [];
  readonly words: Words;
  readonly absent: AbsentColumns;
  private readonly identities = new IdentityRegister<number>();
  private readonly passwords = new PasswordCensus<Spot>();
  private readonly cases = new KeyCases<number>();
  private readonly unknown: UnknownNames;
  private readonly account = new Account();
  private rows = 0;
  private keyless = false;

  constructor(
    private readonly options: UsersFromFileOptions,
    private readonly keep: (user: DeclaredUser) => Kept,
    private readonly rules: FileRules = {},
  ) {
    this.words = rules.words ?? programWords;
    this.absent = new AbsentColumns(options);
    this.unknown = new UnknownNames(options);
  }

  /** @throws TooManyFindings which ends the reading */
  find(finding: FileFinding): void {
    if (this.findings.length >= MOST_FINDINGS) throw new TooManyFindings();
    this.findings.push(finding);
  }

  findNoKeys(finding: FileFinding): void {
    this.keyless = true;
    this.find(finding);
  }

  add(row: Row): void {
    this.rows++;
    this.absent.look(row);
    if (!this.isWanted(row)) return;
    const leftOut = row.leftOut();
    if (leftOut !== undefined) {
      this.account.leaveOut(leftOut);
      return;
    }
    for (const problem of row.problems(this.words)) this.find(problem);
    for (const name of row.unknown()) this.unknown.enter(name);
    for (const each of row.notTaken()) this.account.drop(each);
    const mapped = this.mapped(row);
    if (mapped === FAILED) return;
    const key = this.keyOf(row, mapped);
    const { fields, problems: own } = mapped === undefined ? row.fields() : row.fieldsOf(mapped);
    for (const { path, rule } of own) this.findAt(row, path, rule);
    const checked = checkUser(withDefaults(fields, this.options.defaults), {
      ownerAttribute: this.rules.ownerAttribute,
      asOwnerAttribute: this.words.ownerAttribute,
      asPhoneCountry: this.words.phoneCountry,
      passwords: this.options.passwordsArePlain ? "plain" : this.passwordWords(() => row.spot(PASSWORD)),
    });
    const { user, problems } = checked;
    const password = this.options.passwordsArePlain ? undefined : plaintextPassword(checked);
    if (password !== undefined) this.passwords.enter(password, () => row.spot(PASSWORD));
    // Of a damaged value is told what damaged it, and not what else it is not.
    const damage = damageOf(fields, {
      nulls: this.words.nulls,
      nullsAreValues: this.options.nulls?.length === 0,
      dates: this.words.dates,
    });
    for (const { path, rule } of damage) this.findAt(row, path, rule);
    for (const { path, rule, kind } of problems)
      if (!damage.some(({ path: [field] }) => field === path[0])) this.findAt(row, path, rule, kind);
    const line = row.spot([]).line;
    for (const duplicate of this.identities.enter(user, line)) {
      const other = `the user in line ${duplicate.first}`;
      const { rule, kind } = duplicateRule(duplicate, other, this.rules.disclosure ?? "masked");
      const found = findingOf(row, [duplicate.identity.field], rule, kind);
      if (duplicate.how === "other case") this.warn(found);
      else this.find(found);
    }
    if (key.value === undefined) return;
    const other = this.cases.enter(key.value, line, (lower) => this.users.get(lower)?.line);
    if (other !== undefined) {
      const rule = otherCaseRule(`line ${other}`);
      this.warn(findingOf(row, pathOf(key.column), rule, otherCaseRule("another user")));
    }
    const before = this.users.get(key.value);
    if (before)
      this.findAt(
        row,
        pathOf(key.column),
        `the key ${JSON.stringify(key.value)} is used in line ${before.line} already`,
        "the key is used already",
      );
    this.users.set(key.value, { line, kept: this.keep(user) });
    this.rules.watch?.(row, key.value, user);
  }

  note(finding: FileFinding): void {
    this.notes.push(finding);
  }

  /** To be called when the file is read: a set that came out empty is more likely a mistake than a wish. */
  end(): void {
    this.endPasswords();
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

  private endPasswords(): void {
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
    const { words } = this;
    return {
      get leaveOut() {
        return `leave it out (for everybody: ${words.leaveOut(spot().name ?? "password")})`;
      },
      arePlain: words.passwordsArePlain,
    };
  }

  private isWanted(row: Row): boolean {
    const { where } = this.options;
    if (typeof where === "function") return this.asked(row, "where", () => where(row.row)) === true;
    return Object.entries(where ?? {}).every(([place, wanted]) => {
      const value = row.cell(place);
      const text =
        value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
      return typeof wanted === "string" ? text === wanted : wanted.includes(text);
    });
  }

  /** What the function `map` makes of a row; undefined where there is none. */
  private mapped(row: Row): UserRow | typeof FAILED | undefined {
    const { map } = this.options;
    if (map === undefined) return undefined;
    const made: unknown = this.asked(row, "map", () => map(row.row));
    if (made === FAILED || isObject(made)) return made;
    this.findAt(row, [], "the function map returned no row for this user");
    return FAILED;
  }

  private keyOf(row: Row, mapped: UserRow | undefined): { value?: string; column?: string } {
    const { key } = this.options;
    if (typeof key === "function") {
      const value = this.asked(row, "key", () => key(mapped ?? row.row));
      return value === FAILED ? {} : this.validKey(row, value, undefined);
    }
    const made =
      mapped === undefined ? undefined : [key ?? "key", "userName"].find((name) => Object.hasOwn(mapped, name));
    if (mapped !== undefined && made !== undefined && (made === key || key === undefined))
      return this.validKey(row, mapped[made], made);
    const found = row.key();
    return found === undefined ? {} : this.validKey(row, found.value, found.name);
  }

  /** What a function of the program says of a row. What it throws may quote the row, so just its place is told. */
  private asked<Answer>(row: Row, option: string, ask: () => Answer): Answer | typeof FAILED {
    try {
      return ask();
    } catch (error) {
      const thrown = error instanceof Error ? error.name : "something";
      const [frame] = (error instanceof Error ? error.stack : undefined)?.match(/^ +at .+:\d+:\d+\)?$/m) ?? [""];
      this.findAt(row, [], `the function ${option} threw ${thrown} for this user${frame.replace(/^ +/, " ")}`);
      return FAILED;
    }
  }

  private validKey(row: Row, value: unknown, column: string | undefined): { value?: string; column?: string } {
    const found = column === undefined ? {} : { column };
    if (typeof value !== "string" || value === "") {
      if (!this.keyless) this.findAt(row, pathOf(column), noKey(this.options, column, this.words));
      return found;
    }
    const key = keyOfText(value);
    const problem = keyProblem(key);
    if (problem === undefined) return { value: key, ...found };
    const remedy = column === "userName" ? '; add a column "key"' : "";
    this.findAt(row, pathOf(column), `a user key ${problem}${remedy}`);
    return found;
  }

  private findAt(row: Row, path: readonly PathStep[], rule: string, kind = rule): void {
    this.find(findingOf(row, path, rule, kind));
  }

  /** Nobody has to do anything about them, so many of them are no reason to stop. */
  private warn(finding: FileFinding): void {
    if (this.warnings.length < MOST_FINDINGS) this.warnings.push(finding);
  }
}

const PASSWORD = ["password"];

function findingOf(row: Row, path: readonly PathStep[], rule: string, kind: string): FileFinding {
  const { name = showSteps(path).replace(/^\./, ""), ...place } = row.spot(path);
  const isOfMany = path.some((step) => typeof step === "number");
  return { ...place, rule: named(name, rule), kind: isOfMany ? kindAt(path, kind) : named(name, kind) };
}

function named(name: string, rule: string): string {
  return name === "" ? rule : `${name}: ${rule}`;
}

/** No answer. */
const FAILED = Symbol("failed");

function pathOf(column: string | undefined): PathStep[] {
  return column === undefined ? [] : [column];
}

function noKey({ key }: UsersFromFileOptions, column: string | undefined, words: Words): string {
  if (typeof key === "function") return "the key function returned no text for this user";
  if (key !== undefined) return `has no ${JSON.stringify(column)} to be its key`;
  return `has no key: give it a "key" or a userName, or ${keyRemedy(words)}`;
}

/** The parts of a salt and custom attributes are given one by one, where a user does not have them. */
function withDefaults(
  fields: Readonly<Record<string, unknown>>,
  defaults: Readonly<UserDefaults> | undefined,
): Readonly<Record<string, unknown>> {
  if (defaults === undefined) return fields;
  const merged: Record<string, unknown> = { ...fields };
  for (const [field, value] of Object.entries(defaults)) {
    if (field === "customAttributes") merged[field] = withAttributes(merged[field], value);
    else if (field === "salt")
      merged[field] = merged.password === undefined ? merged[field] : merge(merged[field], value);
    else merged[field] ??= value;
  }
  return merged;
}

function withAttributes(own: unknown, defaults: unknown): unknown {
  if (!Array.isArray(defaults) || (own !== undefined && own !== null && !Array.isArray(own))) return own ?? defaults;
  const mine: readonly unknown[] = Array.isArray(own) ? own : [];
  const names = new Set(mine.map((attribute) => (isObject(attribute) ? attribute.name : undefined)));
  const others: readonly unknown[] = defaults;
  return [...mine, ...others.filter((attribute) => !isObject(attribute) || !names.has(attribute.name))];
}

function merge(own: unknown, defaults: unknown): unknown {
  if (!isObject(defaults)) return own ?? defaults;
  if (own !== undefined && own !== null && !isObject(own)) return own;
  const names = new Set([...Object.keys(own ?? {}), ...Object.keys(defaults)]);
  return Object.fromEntries([...names].map((name) => [name, merge(own?.[name], defaults[name])]));
}
