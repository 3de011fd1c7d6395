import type { PathStep } from "../../provider/users/input/finding";
import type { Column } from "./header";
import type { FileFinding } from "../rows/findings";
import { Assembly } from "../rows/members";
import type { UserRow } from "../options";
import type { Row, Spot } from "../rows/row";

/** A record of a CSV file. An empty cell is a field that is left out. */
export class CsvRow implements Row {
  constructor(
    private readonly columns: readonly Column[],
    private readonly cells: readonly string[],
    private readonly line: number,
  ) {}

  get row(): UserRow {
    return Object.fromEntries(
      this.columns.flatMap(({ name }, index) => (this.cells[index] ? [[name, this.cells[index]]] : [])),
    );
  }

  get titles(): readonly string[] {
    return this.columns.map(({ title }) => title);
  }

  cell(name: string): string | undefined {
    return this.cells[this.columns.findLastIndex((column, index) => isCalled(column, name) && this.cells[index])];
  }

  fields(): Record<string, unknown> {
    const { fields, put } = new Assembly("text");
    for (const [index, { meaning }] of this.columns.entries()) {
      const cell = this.cells[index];
      if (meaning && cell) put(meaning, cell);
    }
    return fields;
  }

  problems(): readonly FileFinding[] {
    // They are the header's, where they are told once.
    return [];
  }

  /** The column is the number of the cell. */
  spot(path: readonly PathStep[]): Spot {
    const index = path.length === 0 ? -1 : this.columnOf(path);
    const column = this.columns[index];
    return column ? { line: this.line, column: index + 1, name: column.title } : { line: this.line };
  }

  private columnOf([field, ...rest]: readonly PathStep[]): number {
    if (field === "customAttributes") {
      const filled = this.columns.flatMap(({ meaning }, index) =>
        meaning?.kind === "attribute" && this.cells[index] ? [index] : [],
      );
      return filled[Number(rest[0] ?? 0)] ?? -1;
    }
    if (field === "salt") {
      return this.columns.findIndex(
        ({ meaning }) => meaning?.kind === "salt" && rest.every((step, index) => meaning.path[index] === step),
      );
    }
    const known = this.columns.findIndex(({ name, meaning }) => meaning !== undefined && name === field);
    return known === -1 ? this.columns.findIndex((column) => isCalled(column, field)) : known;
  }
}

function isCalled({ name, alsoCalled }: Column, called: PathStep | undefined): boolean {
  return name === called || (alsoCalled !== undefined && alsoCalled === called);
}
