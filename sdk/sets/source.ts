import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { FileFinding } from "./findings";

/** A text file, read. */
export interface Source {
  /** The path as the program wrote it: so it is named in findings. */
  readonly path: string;
  readonly text: string;
}

export type SourceResult = { source: Source } | { finding: FileFinding };

const LARGEST = 256 * 1024 * 1024;

/** Reads a file relative to the program's working directory, which Pulumi makes the folder of its `main`. */
export function readSource(path: string, directory: string): SourceResult {
  const file = resolve(directory, path);
  try {
    if (statSync(file).size > LARGEST) return { finding: { rule: "is larger than 256 MiB: split it" } };
    return decode(path, readFileSync(file));
  } catch (error) {
    return { finding: { rule: unreadable(error, file) } };
  }
}

function unreadable(error: unknown, file: string): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
  switch (code) {
    case "ENOENT":
      return `does not exist (looked for ${file}; a relative path starts at the working directory of the program)`;
    case "EISDIR":
      return "is a directory";
    case "EACCES":
    case "EPERM":
      return "may not be read by you";
    default:
      return `cannot be read (${code})`;
  }
}

/** UTF-8, or UTF-16 with the byte order mark that spreadsheets write. */
export function decode(path: string, bytes: Uint8Array): SourceResult {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  try {
    return { source: { path, text: new TextDecoder(encoding, { fatal: true }).decode(bytes) } };
  } catch {
    return { finding: { rule: `is not ${encoding.toUpperCase()}: save it as UTF-8 (Excel: "CSV UTF-8")` } };
  }
}
