import { KeyCases, keyProblem, otherCaseRule } from "../../provider/users/input/key";
import type { PathStep } from "../../provider/users/input/finding";
import type { UserRow, UsersFromFileOptions } from "../options";
import { keyRemedy, type Row } from "../rows/row";
import type { Words } from "../words";
import type { FileFinding } from "./findings";
import { keyOfText } from "./keyText";
import { FAILED, type ProgramFunctions } from "./programFunctions";
import { rowFinding } from "./rowFinding";

/** The key of a row. */
interface UserKey {
  readonly key: string;
  /** The place of the key, as findings say it. */
  readonly path: readonly PathStep[];
}

/** Gives each row its key. */
export class UserKeys {
  /** It is said already that there is nothing to be a key. */
  isToldOnce = false;
  private readonly cases = new KeyCases<number>();

  constructor(
    private readonly options: UsersFromFileOptions,
    private readonly words: Words,
    private readonly functions: ProgramFunctions,
    private readonly find: (finding: FileFinding) => void,
  ) {}

  /** The key of a row, if it has one that can be one. */
  of(row: Row, mapped: UserRow | undefined): UserKey | undefined {
    const { key } = this.options;
    if (typeof key === "function") {
      const value = this.functions.ask(row, "key", () => key(mapped ?? row.row));
      return value === FAILED ? undefined : this.valid(row, value, undefined);
    }
    const made =
      mapped === undefined ? undefined : [key ?? "key", "userName"].find((name) => Object.hasOwn(mapped, name));
    if (mapped !== undefined && made !== undefined && (made === key || key === undefined))
      return this.valid(row, mapped[made], made);
    const found = row.key();
    if (found !== undefined) return this.valid(row, found.value, found.name);
    // A user of whom nothing can be the key is told, and not passed over.
    if (!this.isToldOnce) this.find(rowFinding(row, [], noKey(this.options, key, this.words)));
    return undefined;
  }

  /** The finding about a key that differs from another one in its case only: that may be meant. */
  otherCase(
    row: Row,
    { key, path }: UserKey,
    line: number,
    lineOf: (key: string) => number | undefined,
  ): FileFinding | undefined {
    const other = this.cases.enter(key, line, lineOf);
    return other === undefined
      ? undefined
      : rowFinding(row, path, otherCaseRule(`line ${other}`), otherCaseRule("another user"));
  }

  private valid(row: Row, value: unknown, column: string | undefined): UserKey | undefined {
    const path = column === undefined ? [] : [column];
    if (typeof value !== "string" || value === "") {
      if (!this.isToldOnce) this.find(rowFinding(row, path, noKey(this.options, column, this.words)));
      return undefined;
    }
    const key = keyOfText(value);
    const problem = keyProblem(key);
    if (problem === undefined) return { key, path };
    const remedy = column === "userName" ? '; add a column "key"' : "";
    this.find(rowFinding(row, path, `a user key ${problem}${remedy}`));
    return undefined;
  }
}

function noKey({ key }: UsersFromFileOptions, column: string | undefined, words: Words): string {
  if (typeof key === "function") return "the key function returned no text for this user";
  if (key !== undefined) return `has no ${JSON.stringify(column)} to be its key`;
  return `has no key: give it a "key" or a userName, or ${keyRemedy(words)}`;
}
