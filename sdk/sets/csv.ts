import { CsvError, parse, type Info } from "csv-parse/sync";
import type { PathStep } from "../../provider/users/finding";
import { readHeader, type Column } from "./csvHeader";
import { assemble } from "./members";
import type { UsersFromCsvOptions } from "./options";
import type { Row, RowSink, Spot } from "./row";
import type { Source } from "./source";

/** A record that is larger has most likely a quote that is never closed. */
const LARGEST_RECORD = 1024 * 1024;

/** Reads a CSV file strictly (RFC 4180): the first record names the columns, every other one has as many cells. */
export function readCsv({ path, text }: Source, options: UsersFromCsvOptions, sink: RowSink): void {
  let columns: readonly Column[] | undefined;
  let lastLine = 0;
  const onRecord = (cells: string[], { lines }: Info): null => {
    lastLine = lines;
    const line = lines - lineBreaks(cells);
    if (columns) readRecord(columns, cells, line, sink);
    else {
      const header = readHeader(cells, options);
      columns = header.columns;
      for (const problem of header.problems) sink.find({ line, ...problem });
      if (header.noKeys) sink.findNoKeys({ line, ...header.noKeys });
    }
    return null;
  };
  try {
    parse(text, {
      delimiter: options.delimiter ?? (path.toLowerCase().endsWith(".tsv") ? "\t" : ","),
      record_delimiter: ["\r\n", "\n", "\r"],
      skip_empty_lines: true,
      // Records of another length are found here, all of them, and not thrown at the first.
      relax_column_count: true,
      max_record_size: LARGEST_RECORD,
      on_record: onRecord,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    sink.find({ line: lastLine + 1, rule: syntaxRule(error.code) });
  }
}

function readRecord(columns: readonly Column[], cells: readonly string[], line: number, sink: RowSink): void {
  // A header that is none: what its columns mean is anybody's guess.
  if (columns.length === 0) return;
  // Spreadsheets leave such records at the end of what they export.
  if (cells.every((cell) => cell === "")) return;
  if (cells.length === columns.length) {
    sink.add(new CsvRow(columns, cells, line));
    return;
  }
  const rule = `has ${cells.length} cells where the header has ${columns.length}: a cell with a comma in it needs quotes`;
  sink.find({ line, rule });
}

/** An empty cell is a field that is left out. */
class CsvRow implements Row {
  readonly row: Readonly<Record<string, string>>;

  constructor(
    private readonly columns: readonly Column[],
    private readonly cells: readonly string[],
    private readonly line: number,
  ) {
    this.row = Object.fromEntries(columns.flatMap(({ name }, index) => (cells[index] ? [[name, cells[index]]] : [])));
  }

  fields(): Record<string, unknown> {
    const members: [string, string][] = [];
    this.columns.forEach(({ name, meaning }, index) => {
      const cell = this.cells[index];
      if (meaning && cell) members.push([name, cell]);
    });
    return assemble(members, "text");
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
    return this.columns.findIndex(({ name }) => name === field);
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
      return "text behind a closing quote: double the quotes that belong to the cell";
    default:
      return `is not well-formed CSV (${code})`;
  }
}

function lineBreaks(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    if (cell.includes("\n") || cell.includes("\r")) count += cell.match(/\r\n|\n|\r/g)?.length ?? 0;
  }
  return count;
}
