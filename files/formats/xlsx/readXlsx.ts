import { count } from "../../../text/format";
import { isQuotable } from "../../../text/quote";
import { suggestion } from "../../../text/suggest";
import type { UsersFromCsvOptions } from "../../options";
import type { RowSink } from "../../rows/row";
import type { Source } from "../../source/source";
import { TableReader } from "../table/tableReader";
import { Archive, BadArchive } from "./archive";
import { readRows } from "./sheet";
import { Workbook, type Sheet } from "./workbook";

/** Reads a sheet of an XLSX file: one of the first rows names the columns, and those below it are users. */
export function readXlsx(source: Source, options: UsersFromCsvOptions, sink: RowSink): void {
  try {
    const workbook = new Workbook(new Archive(source.bytes()));
    const sheet = sheetOf(workbook.sheets, options.sheet, sink);
    if (sheet === undefined) return;
    const table = new TableReader(options, sink, { tooMany: "" });
    const { merged, hidden } = readRows(workbook.cellsOf(sheet), workbook, (row) => {
      if (row.line >= (options.headerLine ?? 1)) table.record(row);
    });
    table.end();
    table.findMerged(merged);
    noteUnseen(workbook.sheets, sheet, options, sink);
    noteHidden(table.usersAmong(hidden), sink);
  } catch (error) {
    if (!(error instanceof BadArchive)) throw error;
    sink.find({ rule: error.message });
  }
}

/** Whoever has users in several sheets is told which one is read. */
function noteUnseen(sheets: readonly Sheet[], read: Sheet, { sheet }: UsersFromCsvOptions, sink: RowSink): void {
  const others = sheets.filter((each) => each !== read && !each.isHidden);
  if (sheet !== undefined || others.length === 0) return;
  const names = shownNames([read, ...others]);
  sink.note({
    rule: `the sheet ${names[0] ?? ""} is read, and not ${names.slice(1).join(", ")}: ${sink.words.sheet} names another`,
  });
}

/** Somebody may have filtered out who was to stay behind. */
function noteHidden(lines: readonly number[], sink: RowSink): void {
  const [line] = lines;
  if (line === undefined) return;
  sink.note({
    line,
    rule: `${count(lines.length, "line")} that the spreadsheet hides ${lines.length === 1 ? "is" : "are"} read as all others: take out who is not meant`,
  });
}

function shownNames(sheets: readonly Sheet[]): string[] {
  return sheets.map(({ name }, at) =>
    isQuotable(name) || name.length < 40 ? JSON.stringify(name) : `number ${String(at + 1)}`,
  );
}

function sheetOf(sheets: readonly Sheet[], wanted: string | number | undefined, sink: RowSink): Sheet | undefined {
  const number = typeof wanted === "number" ? wanted : 1;
  const named =
    typeof wanted === "string"
      ? (sheets.find(({ name }) => name === wanted) ??
        sheets.find(({ name }) => name.trim().toLowerCase() === wanted.trim().toLowerCase()))
      : undefined;
  const byNumber = typeof wanted === "string" && /^\d+$/.test(wanted) ? sheets[Number(wanted) - 1] : undefined;
  const sheet = typeof wanted === "string" ? (named ?? byNumber) : sheets[number - 1];
  if (sheet !== undefined) return sheet;
  if (sheets.length === 0) sink.find({ rule: "has no sheet with cells" });
  else {
    const names = sheets.map(({ name }) => name);
    const what = typeof wanted === "string" ? `called ${JSON.stringify(wanted)}` : `number ${String(number)}`;
    const near = typeof wanted === "string" ? suggestion(wanted, names) : "";
    sink.find({
      rule: `has no sheet ${what}, which ${sink.words.sheet} names${near}; it has ${shownNames(sheets).join(", ")}`,
    });
  }
  return undefined;
}
