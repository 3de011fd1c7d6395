import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { ROOT } from "../tests/e2e/support/pulumi/cli";
import { fileRows } from "./fileRows";
import { emulatorAtWorkRows } from "./emulatorAtWork";
import { fileSetRows } from "./fileSetRows";
import { emulatorRows } from "./emulatorRows";
import { pulumiRows } from "./pulumiRows";
import { table, type Row } from "./row";

/** Measures everything in one run on one machine; only the ratios can be compared with other machines. */
async function main(): Promise<void> {
  if (process.argv[2] === "files") {
    // The rows of files alone, perhaps of no more users than that, to be read and not to be kept.
    const most = process.argv[3];
    await (most === undefined ? fileSetRows() : fileSetRows(Number(most)));
    return;
  }
  process.stdout.write("measuring: the emulator, large files, pulumi up (about half an hour)\n");
  const rows: Row[] = [
    ...(await emulatorRows()),
    ...(await emulatorAtWorkRows()),
    ...(await fileRows()),
    ...(await pulumiRows()),
    ...(await fileSetRows()),
  ];
  const text = [
    "# Measured",
    "",
    `Written by \`make bench\` on a machine with ${String(cpus().length)} processors, Node ${process.versions.node}. ` +
      "The service is the emulator, with jobs that end at once and the real limit of 20 calls a second; `pulumi up` is the whole command, preview " +
      "included, the median of three, and memory is that of its largest process. Ratios are within this one run.",
    "",
    table(rows),
    "",
  ].join("\n");
  writeFileSync(join(ROOT, "bench/RESULTS.md"), text);
  process.stdout.write("written to bench/RESULTS.md\n");
}

void main();
