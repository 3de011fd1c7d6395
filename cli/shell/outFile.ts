import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { UsageError } from "../../ciam/errors/usageError";
import { codeOf } from "../../disk/regularFile";
import { formatOf, type WrittenFormat } from "../../files/read";
import { written } from "./written";

const OWNER_ONLY = 0o600;

/** The treatment of a file that has the name already. */
export type Taken = "refused" | "replaced";

/** The format in which a file of users of this name is written. */
export function outFormat(out: string): WrittenFormat {
  const format = formatOf(out);
  if (format === undefined || format === "xlsx" || /\.txt$/i.test(out))
    throw new UsageError(`${out}: the name must end in .csv, .tsv, .ndjson, .jsonl, .json, .yaml or .yml`);
  return format;
}

/** The character between two cells in a table of this name. */
export function outDelimiter(out: string): "," | "\t" {
  return out.toLowerCase().endsWith(".tsv") ? "\t" : ",";
}

/** Refuses a name under which nothing can be written, or something is that is to stay, before any work is done. */
export function refuseTaken(out: string, taken: Taken): void {
  if (statSync(out, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`${out} is a directory: name a file in it`);
  if (taken === "refused" && existsSync(out)) throw isThere(out);
}

/**
 * Writes a file for the eyes of one, and whole or not at all: it gets its name when it is on the disk, and where the name
 * was given away meanwhile it is refused, unless that is to be replaced.
 *
 * @param look is handed the file before it has its name, and throws where it is not to have it
 */
export function writePrivately(out: string, text: string, taken: Taken, look?: (file: string) => void): void {
  const whole = `${out}.${randomBytes(4).toString("hex")}.new`;
  try {
    written(out, () => {
      writeDown(whole, text);
    });
    look?.(whole);
    written(out, () => {
      if (taken === "replaced") renameSync(whole, out);
      else giveName(whole, out);
    });
  } finally {
    rmSync(whole, { force: true });
  }
}

function writeDown(file: string, text: string): void {
  const descriptor = openSync(file, "wx", OWNER_ONLY);
  try {
    fchmodSync(descriptor, OWNER_ONLY);
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A link is made only where there is nothing of its name; not all file systems have links. */
function giveName(whole: string, out: string): void {
  try {
    linkSync(whole, out);
  } catch (error) {
    if (codeOf(error) === "EEXIST" || existsSync(out)) throw isThere(out);
    renameSync(whole, out);
  }
}

function isThere(out: string): UsageError {
  return new UsageError(`${out} is there already: take another name, or say --force`);
}
