import { isQuotable } from "../../text/quote";
import { suggestion } from "../../text/suggest";
import type { UsersFromCsvOptions } from "../options";
import type { RowSink } from "../rows/row";
import type { Source } from "../source";
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
    readRows(workbook.cellsOf(sheet), workbook, (row) => {
      if (row.line >= (options.headerLine ?? 1)) table.record(row);
    });
    table.end();
  } catch (error) {
    if (!(error instanceof BadArchive)) throw error;
    sink.find({ rule: error.message });
  }
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
    const shown = names.map((name, at) =>
      isQuotable(name) || name.length < 40 ? JSON.stringify(name) : `number ${String(at + 1)}`,
    );
    const what = typeof wanted === "string" ? `called ${JSON.stringify(wanted)}` : `number ${String(number)}`;
    const near = typeof wanted === "string" ? suggestion(wanted, names) : "";
    sink.find({ rule: `has no sheet ${what}, which ${sink.words.sheet} names${near}; it has ${shown.join(", ")}` });
  }
  return undefined;
}
