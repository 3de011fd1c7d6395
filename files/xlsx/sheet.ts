import type { TableRecord } from "../table/cells";
import { dateOf, textOf } from "./numbers";
import { TextOfRuns, type Workbook } from "./workbook";
import { readXml } from "./xml";

/** Wider than any table of users, and as wide as a sheet can be. */
const MOST_COLUMNS = 16_384;

const LOST = "is a number of more digits than a spreadsheet keeps, so its last ones are lost: type it anew, as text";

interface Cell {
  at: number;
  type: string;
  style: number;
  value: string;
}

/** Reads the rows of a sheet: texts as they are, numbers without a shape of their own, dates as `YYYY-MM-DD`. */
export function readRows(cells: Buffer, workbook: Workbook, onRow: (row: TableRecord) => void): void {
  const reader = new RowReader(workbook, onRow);
  readXml(cells, reader);
}

class RowReader {
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
        this.line = Number(attributes.r ?? this.line + 1);
        this.cells = [];
        this.next = 0;
        this.damaged = undefined;
        break;
      case "c":
        this.cell = {
          at: attributes.r === undefined ? this.next : columnOf(attributes.r),
          type: attributes.t ?? "n",
          style: Number(attributes.s ?? 0),
          value: "",
        };
        this.next = this.cell.at + 1;
        this.inline.begin();
        break;
      case "v":
        this.isValue = true;
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
    if (cell === undefined || cell.at >= MOST_COLUMNS) return;
    const text = this.textIn(cell);
    if (text === "") return;
    while (this.cells.length < cell.at) this.cells.push("");
    this.cells[cell.at] = text;
  }

  private textIn({ at, type, style, value }: Cell): string {
    switch (type) {
      case "s":
        return this.workbook.texts[Number(value)] ?? "";
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
      default:
        return this.number(at, style, value);
    }
  }

  private number(at: number, style: number, value: string): string {
    if (value === "") return "";
    if (this.workbook.dateStyles[style] === true)
      return (
        dateOf(Number(value), this.workbook.isFrom1904) ?? this.damage(at, value, "is shown as a date and is none")
      );
    return textOf(value) ?? this.damage(at, digitsOf(value), LOST);
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

/** `BC12` is in the column with the number 54, counted from 0. */
function columnOf(reference: string): number {
  let number = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? "") number = number * 26 + letter.charCodeAt(0) - 64;
  return number - 1;
}
