import { checkUser } from "../../provider/users/check";
import { duplicateRule, IdentityRegister } from "../../provider/users/duplicates";
import { showSteps, type PathStep } from "../../provider/users/finding";
import { keyProblem } from "../../provider/users/key";
import type { DeclaredUser } from "../../provider/users/user";
import { isObject } from "../../provider/users/wireValue";
import type { FileFinding } from "./findings";
import type { UsersFromFileOptions } from "./options";
import { KEY_REMEDY, type Row, type RowSink } from "./row";

/** Takes the rows of one file, gives each its key, and checks it by the rules that the provider checks it by. */
export class Collector implements RowSink {
  readonly users = new Map<string, DeclaredUser>();
  /** User key → the line it stands in. */
  readonly lines = new Map<string, number>();
  readonly findings: FileFinding[] = [];
  private readonly identities = new IdentityRegister<number>();
  private rows = 0;
  private keyless = false;

  constructor(private readonly options: UsersFromFileOptions) {}

  find(finding: FileFinding): void {
    this.findings.push(finding);
  }

  findNoKeys(finding: FileFinding): void {
    this.keyless = true;
    this.find(finding);
  }

  add(row: Row): void {
    this.rows++;
    if (this.options.where && !this.options.where(row.row)) return;
    const key = this.keyOf(row);
    const { user, problems } = checkUser(withDefaults(row.fields(key.column), this.options.defaults));
    for (const { path, rule } of problems) this.findAt(row, path, rule);
    const line = row.spot([]).line;
    for (const { identity, first } of this.identities.enter(user, line)) {
      this.findAt(row, [identity.field], duplicateRule(identity, `the user in line ${first}`));
    }
    if (key.value === undefined) return;
    const before = this.lines.get(key.value);
    if (before !== undefined)
      this.findAt(row, pathOf(key.column), `the key ${JSON.stringify(key.value)} is used in line ${before} already`);
    this.users.set(key.value, user);
    this.lines.set(key.value, line);
  }

  /** To be called when the file is read: a set that came out empty is more likely a mistake than a wish. */
  end(): void {
    if (this.users.size > 0 || this.findings.length > 0 || this.options.allowEmpty) return;
    const rule = this.rows === 0 ? "has no users" : `has ${this.rows} users, and where takes none of them`;
    this.find({
      rule: `${rule}: an empty set removes everybody who was in it; if that is meant, say allowEmpty: true`,
    });
  }

  private keyOf(row: Row): { value?: string; column?: string } {
    const { key } = this.options;
    if (typeof key === "function") return this.validKey(row, key(row.row), undefined);
    if (key !== undefined) return this.validKey(row, row.row[key], key);
    if (row.mapKey !== undefined) return this.validKey(row, row.mapKey, undefined);
    const column = row.row.key !== undefined ? "key" : "userName";
    return this.validKey(row, row.row[column], column);
  }

  private validKey(row: Row, value: unknown, column: string | undefined): { value?: string; column?: string } {
    const found = column === undefined ? {} : { column };
    if (typeof value !== "string" || value === "") {
      if (!this.keyless) this.findAt(row, pathOf(column), noKey(this.options, column));
      return found;
    }
    const problem = keyProblem(value);
    if (problem === undefined) return { value, ...found };
    const remedy = column === "userName" ? '; add a column "key"' : "";
    this.findAt(row, pathOf(column), `a user key ${problem}${remedy}`);
    return found;
  }

  private findAt(row: Row, path: readonly PathStep[], rule: string): void {
    const { name = showSteps(path).replace(/^\./, ""), ...place } = row.spot(path);
    this.find({ ...place, rule: name === "" ? rule : `${name}: ${rule}` });
  }
}

function pathOf(column: string | undefined): PathStep[] {
  return column === undefined ? [] : [column];
}

function noKey({ key }: UsersFromFileOptions, column: string | undefined): string {
  if (typeof key === "function") return "the key function returned no text for this user";
  if (key !== undefined) return `has no ${JSON.stringify(column)} to be its key`;
  return `has no key: give it a "key" or a userName, or ${KEY_REMEDY}`;
}

function withDefaults(fields: unknown, defaults: Readonly<DeclaredUser> | undefined): unknown {
  if (defaults === undefined || !isObject(fields)) return fields;
  const merged: Record<string, unknown> = { ...fields };
  for (const [field, value] of Object.entries(defaults)) merged[field] ??= value;
  return merged;
}
