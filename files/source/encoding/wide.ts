import type { Encoding } from "./names";

/** So much of a file tells how wide its letters are. */
const LOOKED_AT = 64 * 1024;

/** The finding about a file whose characters are wider than a byte; `likely` is its encoding, if that can be read. */
export interface Wide {
  readonly rule: string;
  readonly likely?: Encoding;
}

/** Tells UTF-16 and UTF-32 without a mark by the halves of letters that are nought: commas and line ends have one. */
export function wideEncoding(bytes: Buffer): Wide | undefined {
  const start = bytes.subarray(0, LOOKED_AT);
  const noughts = [0, 0, 0, 0];
  for (let at = start.indexOf(0); at !== -1; at = start.indexOf(0, at + 1))
    noughts[at % 4] = (noughts[at % 4] ?? 0) + 1;
  const [first = 0, second = 0, third = 0, fourth = 0] = noughts;
  const [even, odd] = [first + third, second + fourth];
  // What stands between cells and lines has a half that is nought; in a text of bytes it stands alone.
  const between = start.reduce((sum, byte) => (BETWEEN.has(byte) ? sum + 1 : sum), 0);
  if (even + odd < Math.max(2, between * MOST)) return undefined;
  if (even + odd > start.length * 0.6) return { rule: "looks like UTF-32" };
  const likely = odd > even ? "utf-16le" : "utf-16be";
  return Math.min(even, odd) > Math.max(even, odd) / 4
    ? undefined
    : { rule: "looks like UTF-16 without a byte order mark", likely };
}

const BETWEEN = new Set(Buffer.from("\r\n,;\t"));

/** So many of them, because a letter of Chinese may have a half that is one of these. */
const MOST = 0.6;
