import { row, workbook, zipped } from "../formats/xlsx/workbooks";
import type { Case } from "./cases.test";

const text = (value: string): string => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
const cells = (...xml: readonly string[]): string => `<row>${xml.join("")}</row>`;
const titles = row("userName", "email");
const ann = { userName: "ann", email: "ann@example.com" };
const people = titles + row("ann", "ann@example.com");

/** Someone with one value of whatever form. */
function withValue(field: string, xml: string): Buffer {
  return workbook({ Staff: row("userName", field) + cells(text("ann"), xml) });
}

/** Changed in one bit, as on a bad disk: the texts are stored, and no bit of them is missed by unpacking. */
function withBit(bytes: Buffer, near: string): Buffer {
  const at = bytes.indexOf(near);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}

/** Workbooks with what spreadsheets and other programs do to them. */
export const workbookCases: readonly Case[] = [
  {
    what: "cells that are shown as one have one value, and the others none",
    name: "a.xlsx",
    content: workbook(
      { Staff: row("userName", "job") + row("ann", "clerk") + row("bob") },
      { behind: '<mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>' },
    ),
    findings: [':2:2: "job" is one cell over lines 2 to 3, and only the first has the value: unmerge the cells'],
  },
  {
    what: "a note above the titles may be one cell over all columns",
    name: "a.xlsx",
    content: workbook(
      { Staff: row("Staff") + people },
      { behind: '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>' },
    ),
    users: { ann },
  },
  {
    what: "a sheet that nobody sees is not the first",
    name: "a.xlsx",
    content: workbook({ Old: titles + row("old"), Staff: people }, { hidden: ["Old"] }),
    users: { ann },
    notes: [],
  },
  {
    what: "a sheet that nobody sees can be named",
    name: "a.xlsx",
    content: workbook({ Old: titles + row("bob"), Staff: people }, { hidden: ["Old"] }),
    options: { sheet: "Old" },
    users: { bob: { userName: "bob" } },
  },
  {
    what: "of several sheets is told which one is read",
    name: "a.xlsx",
    content: workbook({ Staff: people, Guests: titles + row("bob") }),
    users: { ann },
    notes: [': the sheet "Staff" is read, and not "Guests": the option sheet names another'],
  },
  {
    what: "lines that a filter hides are read, and told",
    name: "a.xlsx",
    content: workbook({ Staff: `${titles}<row hidden="1">${text("left")}</row>${row("ann", "ann@example.com")}` }),
    users: { left: { userName: "left" }, ann },
    notes: [":2: 1 line that the spreadsheet hides is read as all others: take out who is not meant"],
  },
  {
    what: "a formula that was never worked out is no empty cell",
    name: "a.xlsx",
    content: withValue("job", "<c><f>B1</f></c>"),
    findings: [':2:2: "job" is a formula that was never worked out: open the workbook'],
  },
  {
    what: "a formula has the value that was worked out, be it none",
    name: "a.xlsx",
    content: withValue("job", '<c t="str"><f>B1</f><v></v></c>'),
    users: { ann: { userName: "ann" } },
  },
  {
    what: "a number has the noughts before it that its format shows",
    name: "a.xlsx",
    content: withValue("job", '<c s="4"><v>7</v></c>'),
    users: { ann: { userName: "ann", job: "00007" } },
  },
  {
    what: "a text that the workbook does not have is told",
    name: "a.xlsx",
    content: withValue("job", '<c t="s"><v>99</v></c>'),
    findings: [':2:2: "job" is a text that the workbook does not have'],
  },
  {
    what: "a cell of a kind that is none is told",
    name: "a.xlsx",
    content: withValue("job", '<c t="7"><v>99</v></c>'),
    findings: [':2:2: "job" is of a kind that no workbook has'],
  },
  ...[
    '<row r="0">',
    '<row r="x">',
    '<row r="9"><c r="1A" t="n"><v>1</v></c>',
    '<row><c r="A9"><v>1</v></c><c r="A9"><v>2</v></c>',
  ].map((begin): Case => ({
    what: `rows and cells that are nowhere are told: ${begin}`,
    name: "a.xlsx",
    content: workbook({ Staff: `${titles}${begin}</row>` }),
    findings: [": has rows or cells of which nobody can tell where they are"],
  })),
  {
    what: "a bit that fell over on the way is told",
    name: "a.xlsx",
    content: withBit(workbook({ Staff: people }, { stored: true }), "ann@"),
    findings: [": is a broken workbook"],
  },
  {
    what: "a note below the table is no user",
    name: "a.xlsx",
    content: workbook({ Staff: people + row("exported by Ann on Monday") }),
    findings: [":3: has one cell, which reads like a sum or a note: take the line out"],
  },
  {
    what: "a title may be broken over lines",
    name: "a.xlsx",
    content: workbook({ Staff: row("User&#10;Name") + row("ann") }),
    options: { columns: { "user name": "userName" } },
    users: { ann: { userName: "ann" } },
  },
  {
    what: "a date as text has no time",
    name: "a.xlsx",
    content: withValue("birthdate", '<c t="d"><v>1990-12-05T00:00:00</v></c>'),
    users: { ann: { userName: "ann", birthdate: "1990-12-05" } },
  },
  {
    what: "a date with a time is no birthdate",
    name: "a.xlsx",
    content: withValue("birthdate", '<c s="1"><v>33212.5</v></c>'),
    findings: [":2:2: birthdate: is not a date of the calendar"],
  },
  {
    what: "a workbook with a password is told",
    name: "a.xlsx",
    content: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    findings: [": is a workbook of Excel 97 (.xls), or one with a password: open it and save it as .xlsx"],
  },
  {
    what: "a document of another program is no workbook",
    name: "a.xlsx",
    content: zipped({ "word/document.xml": "x" }),
    findings: [": is a ZIP archive: unpack it"],
  },
];
