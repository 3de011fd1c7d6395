import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../tests/e2e/support/cli";
import { row, type Row } from "./row";
import { HEADER, userLine } from "./users";

const ROWS = 1_000_000;

/** Runs in a process of its own, so that its memory is its own; what is kept is measured after a collection. */
const LOADER = `
const { usersFromCsv } = require(process.argv[1]);
const began = performance.now();
const users = usersFromCsv(process.argv[2]);
const seconds = (performance.now() - began) / 1000;
gc();
const kept = process.memoryUsage().rss;
console.log(JSON.stringify({ seconds, count: Object.keys(users).length, peak: process.resourceUsage().maxRSS / 1024, kept: kept / 1048576 }));
`;

export async function csvRow(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "ciam-bench-"));
  const file = join(folder, "users.csv");
  await writeRows(file);
  const child = spawn(process.execPath, ["--expose-gc", "-e", LOADER, join(ROOT, "dist/sdk/index.js"), file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  await once(child, "close");
  rmSync(folder, { recursive: true });
  const { seconds, count, peak, kept } = JSON.parse(printed) as Record<"seconds" | "count" | "peak" | "kept", number>;
  const beyond = peak - kept;
  return [
    row(
      "1,000,000 CSV rows parsed and checked",
      "≤ 20 s, ≤ 300 MB beyond the rows kept",
      `${seconds.toFixed(1)} s, ${beyond.toFixed(0)} MB beyond ${kept.toFixed(0)} MB`,
      count === ROWS && seconds <= 20 && beyond <= 300,
    ),
  ];
}

async function writeRows(file: string): Promise<void> {
  const out = createWriteStream(file);
  out.write(`${HEADER}\n`);
  for (let at = 0; at < ROWS; at += 10_000) {
    const block = Array.from({ length: 10_000 }, (_, index) => userLine(at + index)).join("\n");
    if (!out.write(`${block}\n`)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
}
