import { count } from "../../../text/format";
import type { UsersFromCsvOptions } from "../../options";
import type { PresetFormat } from "../../presets";
import { FileRow } from "../../rows/fileRow";
import type { RowSink, Spot } from "../../rows/row";
import { Shape } from "../../titles/shape";
import { shownTitle } from "../../titles/showable";
import type { Titled } from "../../titles/titles";
import { ignoredRule } from "../../titles/unknownNames";
import { conversionOf, type Conversion } from "../../values/conversion";
import { bare, filledCells, isBlank, titleIn, withoutTail, type MergedCells, type TableRecord } from "./cells";
import { problemsOfHeader } from "./header";
import { isNoteBelow } from "./noteBelow";
import { findHeader, formatOfTitles, LOOKED_AT, tableFormats } from "./headerLine";

/** The words of a table's format for its parts. */
export interface TableWords {
  /** The remedy for a record with more cells than there are names. */
  readonly tooMany: string;
}

/** A table whose columns are known. */
interface Table {
  readonly shape: Shape;
  readonly conversion: Conversion;
  /** True if its rows can be read. */
  readonly isReadable: boolean;
  /** True if the file itself names the columns. */
  readonly isTitled: boolean;
  /** The last line above the users. */
  readonly above: number;
}

/** Reads the records of a table: finds the one that names the columns, and makes users of those below it. */
export class TableReader {
  private first: TableRecord[] = [];
  private table: Table | undefined;
  private lastLine = 0;
  /** Columns without a name in which something stands, and where it does first. */
  private readonly nameless = new Map<number, { first: Spot; cells: number }>();

  constructor(
    private readonly options: UsersFromCsvOptions,
    private readonly sink: RowSink,
    private readonly tableWords: TableWords,
  ) {}

  /** True once the meaning of the columns is known. */
  get hasHeader(): boolean {
    return this.table !== undefined;
  }

  /** True if nothing was read yet. */
  get isEmpty(): boolean {
    return this.table === undefined && this.first.length === 0;
  }

  record(record: TableRecord): void {
    if (isBlank(record.cells)) return;
    this.lastLine = record.line;
    if (this.table !== undefined) {
      this.readRow(record, this.table);
      return;
    }
    this.first.push(record);
    if (this.first.length >= LOOKED_AT || this.isDecided(record)) this.decide();
  }

  end(): void {
    if (this.table === undefined && this.first.length > 0) this.decide();
    for (const [at, { first, cells }] of this.nameless) {
      if (this.options.otherColumns === "ignore") continue;
      this.sink.find({
        ...placeOf(first),
        rule: `column ${String(at + 1)} has no name, and ${count(cells, "cell")} in it: ${this.sink.words.leaveOutNameless}`,
      });
    }
  }

  /** Tells of cells that are shown as one: whoever stands in the others has no value, and nobody sees it. */
  findMerged(merged: readonly MergedCells[]): void {
    const { shape: { columns, titles } = { columns: [], titles: [] }, above = 0 } = this.table ?? {};
    for (const { line, lastLine, column, lastColumn } of merged) {
      const isOfUsers = line > above && line <= this.lastLine;
      const at = columns.findIndex(({ use }, index) => index >= column && index <= lastColumn && isTaken(use));
      if (!isOfUsers || at === -1) continue;
      const over = lastLine > line ? `lines ${String(line)} to ${String(lastLine)}` : "several columns";
      this.sink.find({
        line,
        column: at + 1,
        rule: `${shownTitle(titles[at] ?? "", at)} is one cell over ${over}, and only the first has the value: unmerge the cells, and fill each of them`,
        kind: `${shownTitle(titles[at] ?? "", at)} is one cell over several, and only the first has the value`,
      });
    }
  }

  /** The lines among these that are users. */
  usersAmong(lines: readonly number[]): readonly number[] {
    const { above = 0 } = this.table ?? {};
    return lines.filter((line) => line > above && line <= this.lastLine);
  }

  /** One record is enough where somebody has said which it is, or it has names. */
  private isDecided({ cells }: TableRecord): boolean {
    const { header, headerLine, preset } = this.options;
    if (header !== undefined || headerLine !== undefined) return true;
    if (this.first.length > 1) return preset !== undefined && formatOfTitles(cells, this.options) !== undefined;
    return findHeader(this.first, this.options) !== undefined;
  }

  private decide(): void {
    const records = this.first;
    this.first = [];
    const rest = this.begin(records);
    for (const record of rest) this.readRow(record, this.table as unknown as Table);
  }

  /** Settles what the columns mean, and answers the records that are users. */
  private begin(records: readonly TableRecord[]): readonly TableRecord[] {
    const [top] = records;
    if (top === undefined) return [];
    const { header, headerLine } = this.options;
    const untitled = header === undefined && headerLine === undefined ? this.untitledFormat(records) : undefined;
    const names = header ?? (untitled?.kind === "untitled" ? untitled.header : undefined);
    if (names !== undefined) {
      this.open(names.map(bare), top, untitled, false);
      return records;
    }
    const found =
      headerLine === undefined
        ? findHeader(records, this.options)
        : { at: 0, format: formatOfTitles(top.cells, this.options) };
    if (this.options.preset !== undefined && found?.format === undefined) {
      this.findNoFormat(top);
      return [];
    }
    const at = found?.at ?? 0;
    const titles = records[at] ?? top;
    this.open(titles.cells.map(titleIn), titles, found?.format, true);
    return records.slice(at + 1);
  }

  /** A format of the preset whose files have no line of names. */
  private untitledFormat([top]: readonly TableRecord[]): PresetFormat | undefined {
    return tableFormats(this.options).find(
      (format) =>
        format.kind === "untitled" &&
        format.header.filter((title) => title !== "").length <= (top?.cells.length ?? 0) &&
        format.header.length >= (top?.cells.length ?? 0),
    );
  }

  private open(
    titles: readonly string[],
    { line, damaged }: TableRecord,
    format: PresetFormat | undefined,
    isTitled: boolean,
  ): void {
    const reading = { options: this.options, ...(format && { format }) };
    const shape = new Shape(titles, reading);
    const { problems, noKeys, isHeader } = problemsOfHeader(shape, this.sink.words);
    this.table = {
      shape,
      conversion: conversionOf(reading),
      isReadable: isHeader,
      isTitled,
      above: isTitled ? line : 0,
    };
    if (isTitled && damaged !== undefined)
      for (const [at, rule] of damaged)
        this.sink.find({ line, column: at + 1, rule: `the name of the column ${rule}` });
    for (const problem of problems) this.sink.find({ line, ...problem });
    if (noKeys) this.sink.findNoKeys({ line, ...noKeys });
    const ignored = shape.unknown.map((at) => titles[at] ?? "");
    if (this.options.otherColumns === "ignore" && ignored.length > 0)
      this.sink.note({ line, rule: ignoredRule(ignored) });
  }

  private findNoFormat({ line }: TableRecord): void {
    const { preset = "" } = this.options;
    const formats = tableFormats(this.options);
    this.table = {
      shape: new Shape([], { options: this.options }),
      conversion: {},
      isReadable: false,
      isTitled: true,
      above: line,
    };
    const wanted = formats.map((format) =>
      format.kind === "titled"
        ? `${format.titles.map((title) => JSON.stringify(title)).join(", ")} (${format.title})`
        : `no names and ${String(format.kind === "untitled" ? format.header.length : 0)} cells a line (${format.title})`,
    );
    const rule =
      wanted.length === 0
        ? `the preset ${preset} has no format that is a table: its files are JSON`
        : `has no line with the names that the preset ${preset} knows a file by: ${wanted.join("; or ")}`;
    this.sink.find({ line, rule });
  }

  private readRow(record: TableRecord, { shape, conversion, isReadable, isTitled }: Table): void {
    // A header that is none: what its columns mean is anybody's guess.
    if (!isReadable) return;
    const { titles } = shape;
    const { cells, line, damaged } = record;
    if (isTitled && isHeaderAgain(cells, titles)) {
      this.sink.find({
        line,
        rule: "repeats the names of the columns: files that were joined, or a title on each page; take the line out",
        kind: "repeats the names of the columns",
      });
      return;
    }
    if (cells.length !== titles.length && !this.fits(record, titles)) return;
    if (isNoteBelow(cells, titles)) this.findNote(line);
    this.lookAtNameless(record, shape);
    if (damaged !== undefined) this.findDamaged(damaged, record, shape);
    const locate = (at?: number): Spot => (at === undefined ? { line } : { line, column: at + 1 });
    this.sink.add(new FileRow(shape, conversion, { values: cells, style: "cells", locate }));
  }

  /** True if a record of another length is a row all the same: its cells behind the last name are empty. */
  private fits({ cells, line }: TableRecord, titles: readonly string[]): boolean {
    const filled = withoutTail(cells).length;
    if (cells.length > titles.length && filled <= titles.length) return true;
    // In a workbook cells end where the values do; elsewhere only columns without a name may be missing.
    const isShort = cells.length < titles.length;
    if (isShort && (this.tableWords.tooMany === "" || cells.length >= withoutTail(titles).length)) return true;
    const isMore = cells.length > titles.length;
    const number = isMore ? filled : cells.length;
    const rule = `has ${String(number)} ${number === 1 ? "cell" : "cells"} where the header has ${String(titles.length)}`;
    const isNote = !isMore && filledCells(cells) <= 1 && titles.length > 1;
    const remedy =
      isMore && this.tableWords.tooMany !== ""
        ? `: ${this.tableWords.tooMany}`
        : isNote
          ? ": if it is a note below the table, take it out"
          : "";
    this.sink.find({
      line,
      rule: `${rule}${remedy}`,
      kind: isMore ? "has more cells than the header" : "has fewer cells than the header",
    });
    return false;
  }

  /** A note is as long as all other rows where a spreadsheet has filled up its line with empty cells. */
  private findNote(line: number): void {
    const rule = "has one cell, which reads like a sum or a note";
    this.sink.find({ line, rule: `${rule}: take the line out; if it is a user, give it another value`, kind: rule });
  }

  private lookAtNameless({ cells, line }: TableRecord, { columns }: Shape): void {
    for (let at = 0; at < columns.length; at++) {
      if (columns[at]?.use !== "nameless" || bare(cells[at] ?? "") === "") continue;
      const before = this.nameless.get(at);
      if (before) before.cells++;
      else this.nameless.set(at, { first: { line, column: at + 1 }, cells: 1 });
    }
  }

  private findDamaged(damaged: ReadonlyMap<number, string>, { line }: TableRecord, { columns, titles }: Shape): void {
    for (const [at, rule] of damaged) {
      const use = columns[at]?.use;
      if (use === undefined || !isTaken(use)) continue;
      this.sink.find({
        line,
        column: at + 1,
        rule: `${shownTitle(titles[at] ?? "", at)} ${rule}`,
        kind: `${shownTitle(titles[at] ?? "", at)} ${rule}`,
      });
    }
  }
}

/** True if the values of a column can become a part of a user. */
function isTaken(use: Titled["use"]): boolean {
  return use === "known" || use === "partly" || use === "preset";
}

/** True if a row repeats the header. */
function isHeaderAgain(cells: readonly string[], titles: readonly string[]): boolean {
  const [first = ""] = cells;
  if (titles[0] !== undefined && first !== titles[0] && titleIn(first) !== titles[0]) return false;
  return (
    titles.length > 0 &&
    titles.every((title, at) => titleIn(cells[at] ?? "") === title) &&
    withoutTail(cells).length <= titles.length
  );
}

function placeOf({ line, column }: Spot): { line: number; column?: number } {
  return { line, ...(column !== undefined && { column }) };
}
