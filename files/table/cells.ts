/** A record of a table, before anybody knows what its columns mean. */
export interface TableRecord {
  /** `""` where nothing is. */
  readonly cells: readonly string[];
  /** The one it begins in. */
  readonly line: number;
  /** What is wrong with single cells, by their number from 0. */
  readonly damaged?: ReadonlyMap<number, string>;
}

/** What stands round a text and is no part of it: white space of all widths, marks that nobody sees. */
export function bare(text: string): string {
  return text.replace(/^[\s\u200b-\u200f\u2060\ufeff]+|[\s\u200b-\u200f\u2060\ufeff]+$/g, "");
}

export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === "" || bare(cell) === "");
}

export function filledCells(cells: readonly string[]): number {
  return cells.reduce((filled, cell) => (cell !== "" && bare(cell) !== "" ? filled + 1 : filled), 0);
}

/** Without the empty cells at its end. */
export function withoutTail(cells: readonly string[]): readonly string[] {
  let length = cells.length;
  while (length > 0 && bare(cells[length - 1] ?? "") === "") length--;
  return cells.slice(0, length);
}
