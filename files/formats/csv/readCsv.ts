import { CsvError, parse, type Info } from "csv-parse/sync";
import { LineCursor } from "./lineCursor";
import type { UsersFromCsvOptions } from "../../options";
import { presets } from "../../presets";
import type { RowSink } from "../../rows/row";
import type { Source } from "../../source/source";
import { tableFormats } from "../table/headerLine";
import { TableReader } from "../table/tableReader";

/** A record that is larger has most likely a quote that is never closed. */
const LARGEST_RECORD = 1024 * 1024;

/** After so many records that are no CSV the file is something else. */
const MOST_BROKEN = 50;

/** In the place of a comma behind a backslash, for presets whose exporter writes commas so: no text has it. */
const COMMA = "\ufdd0";

/** Reads a CSV file strictly (RFC 4180): one of the first records names the columns, and those below it have as many cells. */
export function readCsv(source: Source, options: UsersFromCsvOptions, sink: RowSink): void {
  new CsvFile(source, options, sink).read();
}

class CsvFile {
  private readonly bytes: Buffer;
  private readonly lines: LineCursor;
  private readonly delimiter: string;
  private readonly table: TableReader;
  private readonly hasEscapes: boolean;
  /** True if the exporter of the preset puts JSON into cells without quotes around it. */
  private readonly isRelaxed: boolean;
  /** The beginning of the record that is being read. */
  private begin: number;

  constructor(
    source: Source,
    options: UsersFromCsvOptions,
    private readonly sink: RowSink,
  ) {
    const escape = escapeOf(options);
    this.hasEscapes = escape !== undefined;
    this.isRelaxed = tableFormats(options).some(({ kind }) => kind === "untitled");
    this.bytes = escape === undefined ? source.bytes() : Buffer.from(source.text().replaceAll(`${escape},`, COMMA));
    this.lines = new LineCursor(this.bytes);
    const separator = separatorLine(this.bytes);
    const isTabbed = /\.(?:tsv|tab|txt)$/i.test(source.path);
    this.delimiter = options.delimiter ?? separator?.delimiter ?? (isTabbed ? "\t" : ",");
    this.begin = this.lines.afterLineEnds(separator?.end ?? 0);
    if (options.headerLine !== undefined) this.begin = this.lines.startOf(options.headerLine);
    const tooMany = `a cell with a ${nameOf(this.delimiter)} in it needs quotes`;
    this.table = new TableReader(options, sink, {
      tooMany:
        this.delimiter === "," && this.bytes.includes("\\,")
          ? `${tooMany}; if the file has \\, for it, ${sink.words.preset("cognito")}`
          : tooMany,
    });
    if (options.headerLine !== undefined && this.begin >= this.bytes.length && this.bytes.length > 0)
      sink.find({
        rule: `has no line ${String(options.headerLine)}, which ${sink.words.headerLine(options.headerLine)} names`,
      });
  }

  read(): void {
    this.records();
    this.table.end();
  }

  /** The parser stops at a record it cannot read; it is set to work again in the next line, to find the others. */
  private records(): void {
    for (let broken = 1; ; broken++) {
      const error = this.parse();
      if (!error) return;
      this.findBroken(error);
      // A broken header says nothing about the rows.
      if (this.table.isEmpty) return;
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
      const line = this.lines.at(this.begin);
      this.table.record({ cells: this.hasEscapes ? cells.map((cell) => cell.replaceAll(COMMA, ",")) : cells, line });
      this.begin = this.lines.afterLineEnds(start + bytes);
      return null;
    };
    try {
      parse(this.bytes.subarray(start), {
        delimiter: this.delimiter,
        record_delimiter: ["\r\n", "\n", "\r"],
        skip_empty_lines: true,
        // Records of another length are found by the table, all of them, and not thrown at the first.
        relax_column_count: true,
        relax_quotes: this.isRelaxed,
        max_record_size: LARGEST_RECORD,
        on_record: onRecord,
      });
      return undefined;
    } catch (error) {
      if (error instanceof CsvError) return error;
      throw error;
    }
  }

  private findBroken({ code, column }: CsvError & { column?: unknown }): void {
    this.sink.find({
      line: this.lines.at(this.begin),
      ...(typeof column === "number" && { column: column + 1 }),
      rule: syntaxRule(code),
    });
  }
}

/** The character that the exporter of the preset puts before a comma inside a cell. */
function escapeOf({ preset }: UsersFromCsvOptions): string | undefined {
  const { formats } = preset === undefined ? { formats: [] } : presets[preset];
  for (const format of formats) if (format.kind === "titled" && "escape" in format) return format.escape;
  return undefined;
}

/** `sep=;`, by which Excel is told what parts the cells. */
function separatorLine(bytes: Buffer): { delimiter: string; end: number } | undefined {
  const [line, delimiter] = /^"?sep=([,;|\t])"?[^\r\n]*/i.exec(bytes.toString("latin1", 0, 64)) ?? [];
  return line === undefined || delimiter === undefined ? undefined : { delimiter, end: line.length };
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
