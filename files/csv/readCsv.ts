import { CsvError, parse, type Info } from "csv-parse/sync";
import { readHeader, type Column } from "./header";
import { CsvRow } from "./csvRow";
import { LineCursor } from "./lineCursor";
import type { UsersFromCsvOptions } from "../options";
import type { RowSink } from "../rows/row";
import type { Source } from "../source";

/** A record that is larger has most likely a quote that is never closed. */
const LARGEST_RECORD = 1024 * 1024;

/** After so many records that are no CSV the file is something else. */
const MOST_BROKEN = 50;

/** Reads a CSV file strictly (RFC 4180): the first record names the columns, every other one has as many cells. */
export function readCsv(source: Source, options: UsersFromCsvOptions, sink: RowSink): void {
  new CsvFile(source, options, sink).read();
}

class CsvFile {
  private readonly bytes: Buffer;
  private readonly lines: LineCursor;
  private readonly delimiter: string;
  private columns: readonly Column[] | undefined;
  /** Where the record that is being read begins. */
  private begin: number;

  constructor(
    source: Source,
    private readonly options: UsersFromCsvOptions,
    private readonly sink: RowSink,
  ) {
    this.bytes = source.bytes();
    this.lines = new LineCursor(this.bytes);
    this.delimiter = options.delimiter ?? (source.path.toLowerCase().endsWith(".tsv") ? "\t" : ",");
    this.begin = this.lines.afterLineEnds(0);
  }

  /** The parser stops at a record it cannot read; it is set to work again in the next line, to find the others. */
  read(): void {
    for (let broken = 1; ; broken++) {
      const error = this.parse();
      if (!error) return;
      this.findBroken(error);
      // A broken header says nothing about the rows.
      if (!this.columns) return;
      this.begin = this.lines.afterLineEnds(this.lines.lineEnd(this.begin));
      if (broken < MOST_BROKEN) continue;
      this.sink.find({ line: this.lines.at(this.begin), rule: "is not read from here on: too many broken records" });
      return;
    }
  }

  /** Reads records until the end, or until one is broken. */
  private parse(): CsvError | undefined {
    const start = this.begin;
    const onRecord = (cells: string[], { bytes }: Info): null => {
      this.readRecord(cells, this.lines.at(this.begin));
      this.begin = this.lines.afterLineEnds(start + bytes);
      return null;
    };
    try {
      parse(this.bytes.subarray(start), {
        delimiter: this.delimiter,
        record_delimiter: ["\r\n", "\n", "\r"],
        skip_empty_lines: true,
        // Records of another length are found here, all of them, and not thrown at the first.
        relax_column_count: true,
        max_record_size: LARGEST_RECORD,
        on_record: onRecord,
      });
      return undefined;
    } catch (error) {
      if (error instanceof CsvError) return error;
      throw error;
    }
  }

  private readRecord(cells: readonly string[], line: number): void {
    if (!this.columns) this.readHeader(cells, line);
    // A header that is none: what its columns mean is anybody's guess.
    else if (this.columns.length === 0) return;
    // Spreadsheets leave such records at the end of what they export.
    else if (cells.every((cell) => cell === "")) return;
    else if (cells.length === this.columns.length) this.sink.add(new CsvRow(this.columns, cells, line));
    else this.sink.find({ line, ...otherLength(cells.length, this.columns.length, this.delimiter) });
  }

  private readHeader(cells: readonly string[], line: number): void {
    const { columns, problems, noKeys } = readHeader(cells, this.options, this.sink.words);
    this.columns = columns;
    for (const problem of problems) this.sink.find({ line, ...problem });
    if (noKeys) this.sink.findNoKeys({ line, ...noKeys });
  }

  private findBroken({ code, column }: CsvError & { column?: unknown }): void {
    this.sink.find({
      line: this.lines.at(this.begin),
      ...(typeof column === "number" && { column: column + 1 }),
      rule: syntaxRule(code),
    });
  }
}

function otherLength(cells: number, columns: number, delimiter: string): { rule: string; kind: string } {
  const rule = `has ${cells} ${cells === 1 ? "cell" : "cells"} where the header has ${columns}`;
  return cells > columns
    ? { rule: `${rule}: a cell with a ${nameOf(delimiter)} in it needs quotes`, kind: "has more cells than the header" }
    : { rule, kind: "has fewer cells than the header" };
}

function nameOf(delimiter: string): string {
  switch (delimiter) {
    case ",":
      return "comma";
    case "\t":
      return "tab";
    default:
      return JSON.stringify(delimiter);
  }
}

/** The message of a CsvError quotes the record, so only its code is used. */
function syntaxRule(code: string): string {
  switch (code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return "a quote is opened here and never closed";
    case "CSV_MAX_RECORD_SIZE":
      return "the record that begins here is larger than 1 MiB: most likely a quote is opened and never closed";
    case "INVALID_OPENING_QUOTE":
      return 'a quote inside a cell: put the whole cell in quotes and double the quotes in it, as in "say ""hello"""';
    case "CSV_INVALID_CLOSING_QUOTE":
      return "text behind a closing quote: double the quotes that belong to the cell, and close it before the next one";
    default:
      return `is not well-formed CSV (${code})`;
  }
}
