import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../tests/e2e/support/pulumi/cli";
import { workbook } from "../tests/unit/files/formats/xlsx/workbooks";
import { row, type Row } from "./row";
import { FIELDS, userCells, userLine } from "./users";

/** A large file: what it is called, how it is written, and what is promised of it. */
interface LargeFile {
  readonly what: string;
  readonly name: string;
  readonly users: number;
  readonly seconds: number;
  readonly write: (file: string, users: number) => Promise<void> | void;
}

const files: readonly LargeFile[] = [
  {
    what: "CSV rows",
    name: "users.csv",
    users: 1_000_000,
    seconds: 20,
    write: (file, users) => writeLines(file, users, userLine, FIELDS.join(",")),
  },
  {
    what: "lines of NDJSON",
    name: "users.ndjson",
    users: 1_000_000,
    seconds: 20,
    write: (file, users) => writeLines(file, users, (index) => JSON.stringify(userObject(index))),
  },
  { what: "rows of a workbook", name: "users.xlsx", users: 100_000, seconds: 15, write: writeWorkbook },
];

/** Beyond what is kept: the file itself, and whatever reading it takes. */
const MEGABYTES = 300;

/** Four times the users may take so many times as long. */
const LINEAR = 5;

/** The whole file, and a quarter of it: what takes the square of its time would show. */
export async function fileRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { what, name, users, seconds: most, write } of files) {
    const quarter = await costOfReading(name, users / 4, write);
    const { seconds, cpu, peak, kept, count } = await costOfReading(name, users, write);
    const beyond = peak - kept;
    const times = cpu / quarter.cpu;
    rows.push(
      row(
        `${users.toLocaleString("en")} ${what} parsed and checked`,
        `≤ ${String(most)} s, ≤ ${String(MEGABYTES)} MB beyond the rows kept, ≤ ${String(LINEAR)} × a quarter of them`,
        `${seconds.toFixed(1)} s (${cpu.toFixed(1)} s of processors), ${beyond.toFixed(0)} MB beyond ${kept.toFixed(0)} MB, ${times.toFixed(1)} ×`,
        count === users && seconds <= most && beyond <= MEGABYTES && times <= LINEAR,
      ),
    );
  }
  return rows;
}

type Reading = Record<"seconds" | "cpu" | "count" | "peak" | "kept", number>;

/** Runs in a process of its own, so that its memory is its own; what is kept is measured after a collection. */
const LOADER = `
const { usersFromFile } = require(process.argv[1]);
const began = performance.now();
const before = process.cpuUsage();
const users = usersFromFile(process.argv[2]);
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(before);
gc();
const kept = process.memoryUsage().rss / 1048576;
const count = Object.keys(users).length;
console.log(JSON.stringify({ seconds, cpu: (user + system) / 1e6, count, peak: process.resourceUsage().maxRSS / 1024, kept }));
`;

async function costOfReading(name: string, users: number, write: LargeFile["write"]): Promise<Reading> {
  const folder = mkdtempSync(join(tmpdir(), "ciam-bench-"));
  const file = join(folder, name);
  await write(file, users);
  const child = spawn(process.execPath, ["--expose-gc", "-e", LOADER, join(ROOT, "dist/sdk/index.js"), file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  await once(child, "close");
  rmSync(folder, { recursive: true });
  // Written by the loader above.
  return JSON.parse(printed) as Reading;
}

async function writeLines(
  file: string,
  users: number,
  line: (index: number) => string,
  ...header: readonly string[]
): Promise<void> {
  const out = createWriteStream(file);
  for (const title of header) out.write(`${title}\n`);
  for (let at = 0; at < users; at += 10_000) {
    const block = Array.from({ length: Math.min(10_000, users - at) }, (_, index) => line(at + index)).join("\n");
    if (!out.write(`${block}\n`)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
}

function userObject(index: number): Record<string, string> {
  const cells = userCells(index);
  return Object.fromEntries(FIELDS.map((field, at) => [field, cells[at] ?? ""]));
}

/** As Excel writes it: texts are shared, and cells say where they are. */
function writeWorkbook(file: string, users: number): void {
  const texts: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (text: string): number => {
    const known = numbers.get(text) ?? texts.push(`<t>${text}</t>`) - 1;
    numbers.set(text, known);
    return known;
  };
  const line = (cells: readonly string[], at: number): string => {
    const shared = cells.map(
      (cell, column) => `<c r="${String.fromCharCode(65 + column)}${String(at)}" t="s"><v>${numberOf(cell)}</v></c>`,
    );
    return `<row r="${String(at)}">${shared.join("")}</row>`;
  };
  const rows = Array.from({ length: users }, (_, index) => line(userCells(index), index + 2));
  writeFileSync(file, workbook({ Staff: [line(FIELDS, 1), ...rows].join("") }, { texts }));
}
