import { isUtf8 } from "node:buffer";
import { encodings, type Encoding } from "./names";
import { likelyEncoding, utf8ThatIsGbk } from "./likely";
import { unlike } from "./singleByte";
import { wideEncoding } from "./wide";

/** A text in UTF-8 without byte order marks, or why the bytes are none; `likely` is what they seem to be. */
export type Decoded = { readonly bytes: Buffer } | { readonly rule: string; readonly likely?: Encoding };

/** So much of a file is looked at for letters that make no words. */
const LOOKED_AT = 256 * 1024;

/** So much is decoded at a time. */
const CHUNK = 1 << 20;

/** Decodes a file as the encoding that its reader names, else as UTF-8, or as UTF-16 if it begins with its mark. */
export function decodeFile(bytes: Buffer, encoding: Encoding | undefined, otherwise?: Encoding): Decoded {
  const marked = markOf(bytes);
  if (marked === "utf-32") return { rule: "is UTF-32" };
  if (encoding !== undefined) return decodeAs(bytes, encoding === "utf-16" ? (marked ?? encoding) : encoding);
  if (marked !== undefined) return decodeAs(bytes, marked);
  const wide = wideEncoding(bytes);
  if (wide !== undefined) return wide;
  if (isUtf8(bytes)) return decodeUtf8(bytes);
  const likely = likelyEncoding(bytes);
  if (otherwise !== undefined && (likely === undefined || likely === otherwise)) return decodeAs(bytes, otherwise);
  return { rule: "is not UTF-8", ...(likely !== undefined && { likely }) };
}

function markOf(bytes: Buffer): "utf-16le" | "utf-16be" | "utf-32" | undefined {
  const mark = bytes.toString("latin1", 0, 4);
  if (mark === "\xff\xfe\0\0" || mark === "\0\0\xfe\xff") return "utf-32";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
}

function decodeUtf8(bytes: Buffer): Decoded {
  return utf8ThatIsGbk(bytes)
    ? { rule: "looks like GBK that happens to be UTF-8 as well, and would be read as other letters", likely: "gbk" }
    : { bytes: withoutMarks(bytes) };
}

function decodeAs(bytes: Buffer, encoding: Encoding): Decoded {
  if (encoding === "utf-8") return isUtf8(bytes) ? { bytes: withoutMarks(bytes) } : { rule: "is not UTF-8" };
  const likely = unlike(bytes.subarray(0, LOOKED_AT), encoding);
  if (likely !== undefined && likely !== encoding) return { rule: `does not look like ${encoding}`, likely };
  const decoder = new TextDecoder(encodings[encoding], { fatal: true });
  const parts: Buffer[] = [];
  try {
    for (let at = 0; at < bytes.length; at += CHUNK)
      parts.push(Buffer.from(decoder.decode(bytes.subarray(at, at + CHUNK), { stream: true })));
    parts.push(Buffer.from(decoder.decode()));
  } catch {
    return { rule: `is not ${encoding.toUpperCase()}` };
  }
  return { bytes: withoutMarks(Buffer.concat(parts)) };
}

/** Programs that join files, or add a mark to a file that has one, leave more than one. */
function withoutMarks(bytes: Buffer): Buffer {
  let at = 0;
  while (bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3;
  return bytes.subarray(at);
}
