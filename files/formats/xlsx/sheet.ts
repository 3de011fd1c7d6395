import type { MergedCells, TableRecord } from "../table/cells";
import { BadArchive } from "./archive";
import { dateOf, textOf } from "./numbers";
import { TextOfRuns, type Workbook } from "./workbook";
import { readXml } from "./xml";

/** Wider than any table of users, and as wide as a sheet can be. */
const MOST_COLUMNS = 16_384;

const LOST = "is a number of more digits than a spreadsheet keeps, so its last ones are lost: type it anew, as text";

const MEND = "open the workbook in a spreadsheet program and save it again";

interface Cell {
  at: number;
  type: string;
  style: number;
  value: string;
  hasValue: boolean;
  hasFormula: boolean;
}

/** The facts about a sheet besides its rows. */
export interface SheetSeen {
  readonly merged: readonly MergedCells[];
  /** The lines that nobody sees, most likely because of a filter. */
  readonly hidden: readonly number[];
}

/** Reads the rows of a sheet: texts as they are, numbers without a shape of their own, dates as `YYYY-MM-DD`. */
export function readRows(cells: Buffer, workbook: Workbook, onRow: (row: TableRecord) => void): SheetSeen {
  const reader = new RowReader(workbook, onRow);
  readXml(cells, reader);
  return reader;
}

class RowReader implements SheetSeen {
  readonly merged: MergedCells[] = [];
  readonly hidden: number[] = [];
  private line = 0;
  private cells: string[] = [];
  private damaged: Map<number, string> | undefined;
  private cell: Cell | undefined;
  private readonly inline = new TextOfRuns();
  private isValue = false;
  /** The column of a cell that does not say where it is. */
  private next = 0;

  constructor(
    private readonly workbook: Workbook,
    private readonly onRow: (row: TableRecord) => void,
  ) {}

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case "row":
        this.line = attributes.r === undefined ? this.line + 1 : lineOf(attributes.r);
        this.cells = [];
        this.next = 0;
        this.damaged = undefined;
        if (/^(?:1|true)$/.test(attributes.hidden ?? "")) this.hidden.push(this.line);
        break;
      case "mergeCell":
        this.merged.push(...areaOf(attributes.ref ?? ""));
        break;
      case "c":
        this.cell = {
          at: attributes.r === undefined ? this.next : columnOf(attributes.r),
          type: attributes.t ?? "n",
          style: Number(attributes.s ?? 0),
          value: "",
          hasValue: false,
          hasFormula: false,
        };
        this.next = this.cell.at + 1;
        this.inline.begin();
        break;
      case "v":
        this.isValue = true;
        if (this.cell !== undefined) this.cell.hasValue = true;
        break;
      case "f":
        if (this.cell !== undefined) this.cell.hasFormula = true;
        break;
      default:
        if (this.cell !== undefined) this.inline.open(name);
    }
  }

  text(text: string): void {
    if (this.cell === undefined) return;
    if (this.isValue) this.cell.value += text;
    else this.inline.add(text);
  }

  close(name: string): void {
    if (name === "v") this.isValue = false;
    else if (name === "c") this.endCell();
    else if (name === "row")
      this.onRow({ cells: this.cells, line: this.line, ...(this.damaged && { damaged: this.damaged }) });
    else if (this.cell !== undefined) this.inline.close(name);
  }

  private endCell(): void {
    const { cell } = this;
    this.cell = undefined;
    if (cell === undefined) return;
    const text = this.textIn(cell);
    if (text === "") return;
    if ((this.cells[cell.at] ?? "") !== "") throw new BadArchive(NOWHERE);
    while (this.cells.length < cell.at) this.cells.push("");
    this.cells[cell.at] = text;
  }

  private textIn({ at, type, style, value, hasValue, hasFormula }: Cell): string {
    // Programs that write workbooks without working them out leave the value to whoever opens them.
    if (hasFormula && !hasValue) return this.damage(at, "#FORMULA", `is a formula that was never worked out: ${MEND}`);
    switch (type) {
      case "s":
        return value === "" ? "" : this.shared(at, value);
      case "inlineStr":
        return this.inline.end();
      case "str":
        return value;
      case "b":
        return value === "1" ? "TRUE" : "FALSE";
      case "d":
        return value.replace(/T00:00:00(?:\.0+)?Z?$/, "");
      case "e":
        // What such a text in a field means is told with the field.
        return value.startsWith("#") ? value : this.damage(at, value, "holds an error in the place of a value");
      case "n":
        return this.number(at, style, value);
      default:
        return this.damage(at, value, `is of a kind that no workbook has: ${MEND}`);
    }
  }

  private shared(at: number, number: string): string {
    const text = /^\d+$/.test(number) ? this.workbook.texts[Number(number)] : undefined;
    return text ?? this.damage(at, number, `is a text that the workbook does not have: ${MEND}`);
  }

  private number(at: number, style: number, value: string): string {
    if (value === "") return "";
    const shown = this.workbook.numberStyles[style];
    if (shown === "date")
      return (
        dateOf(Number(value), this.workbook.isFrom1904) ?? this.damage(at, value, "is shown as a date and is none")
      );
    const text = textOf(value);
    if (text === undefined) return this.damage(at, digitsOf(value), LOST);
    return shown !== undefined && /^\d+$/.test(text) ? text.padStart(shown.digits, "0") : text;
  }

  private damage(at: number, value: string, rule: string): string {
    this.damaged ??= new Map();
    this.damaged.set(at, rule);
    return value;
  }
}

/** All digits of a number, right or wrong. */
function digitsOf(value: string): string {
  const number = Number(value);
  return Number.isInteger(number) ? String(BigInt(number)) : value;
}

/** `B2:B7`, as lines and columns. */
function areaOf(reference: string): MergedCells[] {
  const [, start = "", from = "", end = "", to = ""] = /^([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)$/.exec(reference) ?? [];
  if (start === "") return [];
  return [{ line: Number(from), lastLine: Number(to), column: columnOf(start), lastColumn: columnOf(end) }];
}

/** The number of a row. A place that is none would lose whoever stands there. */
function lineOf(number: string): number {
  if (!/^[1-9]\d{0,6}$/.test(number)) throw new BadArchive(NOWHERE);
  return Number(number);
}

/** `BC12` is in the column with the number 54, counted from 0. */
function columnOf(reference: string): number {
  const [, letters = ""] = /^([A-Z]{1,3})\d*$/.exec(reference) ?? [];
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  if (number === 0 || number > MOST_COLUMNS) throw new BadArchive(NOWHERE);
  return number - 1;
}

const NOWHERE = `has rows or cells of which nobody can tell where they are: ${MEND}`;
