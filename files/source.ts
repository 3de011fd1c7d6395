import { isUtf8 } from "node:buffer";
import { resolve } from "node:path";
import { rootsAround } from "../disk/links";
import { codeOf, readRegularFile, whyUnreadable } from "../disk/regularFile";
import type { FileFinding } from "./rows/findings";
import type { Words } from "./words";

/** A text file, read. A large one is kept once: as the bytes it has or as the text they are, whichever is asked for. */
export interface Source {
  /** The path as the program wrote it: so it is named in findings. */
  readonly path: string;
  text(): string;
  /** The same in UTF-8, without a byte order mark. */
  bytes(): Buffer;
}

export type SourceResult = { source: Source } | { finding: FileFinding };

const limits = { largest: 256 * 1024 * 1024, tooLarge: "is larger than 256 MiB: split it" };

/** Reads a file relative to the program's working directory, which Pulumi makes the folder of its `main`. */
export function readSource(path: string, directory: string, words: Words): SourceResult {
  const file = resolve(directory, path);
  try {
    return decode(path, readRegularFile(file, { ...limits, roots: rootsAround(directory) }));
  } catch (error) {
    return { finding: { rule: unreadable(error, file, words) } };
  }
}

function unreadable(error: unknown, file: string, words: Words): string {
  const where = ` (looked for ${file}; a relative path starts at ${words.directory})`;
  return `${whyUnreadable(error)}${codeOf(error) === "ENOENT" ? where : ""}`;
}

const REMEDY = 'save it as UTF-8 (Excel: "CSV UTF-8")';

/** UTF-8, or UTF-16 with the byte order mark that spreadsheets write. */
export function decode(path: string, bytes: Buffer): SourceResult {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(path, bytes, "utf-16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(path, bytes, "utf-16be");
  if (!isUtf8(bytes)) return { finding: { rule: `is not UTF-8: ${REMEDY}` } };
  if (bytes.subarray(0, 2).includes(0)) {
    return { finding: { rule: `looks like UTF-16 without a byte order mark: ${REMEDY}` } };
  }
  const content = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  return { source: { path, text: () => content.toString("utf8"), bytes: () => content } };
}

function decodeUtf16(path: string, bytes: Buffer, encoding: "utf-16le" | "utf-16be"): SourceResult {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return { source: { path, text: () => text, bytes: () => Buffer.from(text) } };
  } catch {
    return { finding: { rule: `is not ${encoding.toUpperCase()}: ${REMEDY}` } };
  }
}
