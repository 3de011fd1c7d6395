/** A record of a table, before anybody knows what its columns mean. */
export interface TableRecord {
  /** `""` where nothing is. */
  readonly cells: readonly string[];
  /** The one it begins in. */
  readonly line: number;
  /** The problems of single cells, by their number from 0. */
  readonly damaged?: ReadonlyMap<number, string>;
}

/** An area that is shown as one cell: only its first cell has a value. Columns count from 0. */
export interface MergedCells {
  readonly line: number;
  readonly lastLine: number;
  readonly column: number;
  readonly lastColumn: number;
}

/** White space of all widths, and marks that nobody sees. */
const UNSEEN = /[\s\u200b-\u200f\u2060\ufeff]/;

/** A text without what stands round it and is no part of it. */
export function bare(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && UNSEEN.test(text.charAt(start))) start++;
  while (end > start && UNSEEN.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** A title without line breaks, which people put into it to keep a column narrow. */
export function titleIn(cell: string): string {
  const lines = bare(cell).split(/[\r\n]+/);
  return lines.length === 1 ? (lines[0] ?? "") : lines.map(bare).join(" ");
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
