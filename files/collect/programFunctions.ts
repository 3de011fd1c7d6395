import { isObject } from "../../text/values";
import type { UserRow, UsersFromFileOptions } from "../options";
import type { Row } from "../rows/row";
import type { FileFinding } from "./findings";
import { rowFinding } from "./rowFinding";

/** No answer. */
export const FAILED = Symbol("failed");

/** The functions that a program reads a file by, and what they say of a row. */
export class ProgramFunctions {
  constructor(
    private readonly options: UsersFromFileOptions,
    private readonly find: (finding: FileFinding) => void,
  ) {}

  /** True if `where` takes the row. */
  isWanted(row: Row): boolean {
    const { where } = this.options;
    if (where === undefined) return true;
    if (typeof where === "function") return this.ask(row, "where", () => where(row.row)) === true;
    return Object.entries(where).every(([place, wanted]) => {
      const value = row.cell(place);
      const text =
        value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
      return typeof wanted === "string" ? text === wanted : wanted.includes(text);
    });
  }

  /** The row that `map` makes of a row; undefined without `map`. */
  mapped(row: Row): UserRow | typeof FAILED | undefined {
    const { map } = this.options;
    if (map === undefined) return undefined;
    const made: unknown = this.ask(row, "map", () => map(row.row));
    if (made === FAILED || isObject(made)) return made;
    this.find(rowFinding(row, [], "the function map returned no row for this user"));
    return FAILED;
  }

  /** The answer of a function about a row. An error may quote the row, so only its place is told. */
  ask<Answer>(row: Row, option: string, question: () => Answer): Answer | typeof FAILED {
    try {
      return question();
    } catch (error) {
      const thrown = error instanceof Error ? error.name : "something";
      const [frame] = (error instanceof Error ? error.stack : undefined)?.match(/^ +at .+:\d+:\d+\)?$/m) ?? [""];
      const rule = `the function ${option} threw ${thrown} for this user${frame.replace(/^ +/, " ")}`;
      this.find(rowFinding(row, [], rule));
      return FAILED;
    }
  }
}
