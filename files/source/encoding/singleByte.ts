import type { Encoding } from "./names";

/** Encodings with a byte for each letter. They decode whatever there is, so only the letters tell which one is meant. */
const MOST_USED = "windows-1252";
const candidates = [
  MOST_USED,
  "windows-1250",
  "windows-1251",
  "windows-1253",
  "macintosh",
] as const satisfies readonly Encoding[];

/** Texts that no language writes, and that fill a text read in the wrong encoding. */
const ODD: readonly RegExp[] = [
  // Four letters with marks in a row: another alphabet.
  /[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]{4}/gu,
  // A sign within a word, or before it.
  /\p{L}[\p{S}\u00a1\u00a6\u00a7\u00b6\u00bf†‡•…‰]\p{Ll}|[¢£¤¥¬¯±¹²³]\p{Ll}/gu,
  // A great letter with a mark behind a small one, letters of two alphabets in one word, or the last letter of a Greek
  // word within one.
  /\p{Ll}(?![A-Z])\p{Lu}|[A-Za-z][ŸŠŽ](?=\p{Ll})|ς(?=\p{L})|[A-Za-z](?=[\u0370-\u04ff])|[\u0370-\u04ff](?=[A-Za-z])/gu,
];

/** Characters for which no byte of an encoding stands. */
const HOLE = /[\u0080-\u009f\ufffd]/gu;

/** The encoding whose letters make words: the one of most files, or the only one. */
export function likelySingleByte(bytes: Buffer): Encoding | undefined {
  const [best, ...others] = candidates.filter((encoding) => oddities(bytes, encoding) === 0);
  return best === MOST_USED || others.length === 0 ? best : undefined;
}

/** The encoding that bytes are most likely, where they make no words as what somebody says that they are. */
export function unlike(bytes: Buffer, encoding: Encoding): Encoding | undefined {
  if (!candidates.some((each) => each === encoding) || oddities(bytes, encoding) === 0) return undefined;
  return likelySingleByte(bytes);
}

function oddities(bytes: Buffer, encoding: Encoding): number {
  const text = new TextDecoder(encoding).decode(bytes);
  return [...ODD, HOLE].reduce((sum, pattern) => sum + (text.match(pattern)?.length ?? 0), 0);
}
