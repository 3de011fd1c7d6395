import { resolve } from "node:path";
import { rootsAround } from "../../disk/links";
import { codeOf, readRegularFile, whyUnreadable } from "../../disk/regularFile";
import { decodeFile } from "./encoding/decode";
import type { Encoding } from "./encoding/names";
import { otherFile, WORKBOOK } from "./otherFiles";
import type { FileFinding } from "../collect/findings";
import { programWords, type Words } from "../words";

/** A text file, read. A large one is kept once: as the bytes it has or as the text they are, whichever is asked for. */
export interface Source {
  /** The path as the program wrote it: so it is named in findings. */
  readonly path: string;
  text(): string;
  /** The same in UTF-8, without a byte order mark. */
  bytes(): Buffer;
}

export type SourceResult = { source: Source } | { finding: FileFinding };

/** The facts about a file that are known before it is read. */
export interface FileKind {
  /** True for a workbook, whose bytes are no text. */
  readonly isWorkbook?: boolean;
  readonly encoding?: Encoding | undefined;
  /** The encoding of bytes that are not UTF-8, if a preset knows it. */
  readonly otherwise?: Encoding | undefined;
}

const limits = { largest: 256 * 1024 * 1024, tooLarge: "is larger than 256 MiB: split it" };

/** Reads a file relative to the program's working directory, which Pulumi makes the folder of its `main`. */
export function readSource(path: string, directory: string, words: Words, kind: FileKind = {}): SourceResult {
  const read = readBytes(path, directory, words);
  return "finding" in read ? read : decode(path, read.bytes, kind, words);
}

/** The bytes of a file, or why it cannot be read. */
export function readBytes(
  path: string,
  directory: string,
  words: Words = programWords,
): { readonly bytes: Buffer } | { readonly finding: FileFinding } {
  const file = resolve(directory, path);
  try {
    return { bytes: readRegularFile(file, { ...limits, roots: rootsAround(directory) }) };
  } catch (error) {
    return { finding: { rule: unreadable(error, file, words) } };
  }
}

function unreadable(error: unknown, file: string, words: Words): string {
  const where = ` (looked for ${file}; a relative path starts at ${words.directory})`;
  return `${whyUnreadable(error)}${codeOf(error) === "ENOENT" ? where : ""}`;
}

/** The content of a file, by its bytes. */
export function decode(path: string, bytes: Buffer, kind: FileKind = {}, words: Words = programWords): SourceResult {
  const other = otherFile(bytes);
  if (kind.isWorkbook === true ? other !== WORKBOOK : other !== undefined)
    return {
      finding: { rule: other ?? "is no XLSX file: if it is a text, give it the name of what it is, such as .csv" },
    };
  if (kind.isWorkbook === true) return { source: { path, text: () => "", bytes: () => bytes } };
  const decoded = decodeFile(bytes, kind.encoding, kind.otherwise);
  if ("bytes" in decoded) {
    const { bytes: content } = decoded;
    return { source: { path, text: () => content.toString("utf8"), bytes: () => content } };
  }
  const { rule, likely } = decoded;
  const remedy = 'save it as UTF-8 (Excel: "CSV UTF-8")';
  return {
    finding: { rule: likely === undefined ? `${rule}: ${remedy}` : `${rule}: ${words.encoding(likely)}, or ${remedy}` },
  };
}
