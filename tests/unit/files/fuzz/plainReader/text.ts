import type { UsersFromCsvOptions } from "../../../../../files/options";
import { presets } from "../../../../../files/presets";

/** What the plain reader does not read; the reader of the product must have found something wrong with it. */
export class Unreadable extends Error {}

/** What the plain reader has no rule for, because it would have to be clever: it does not judge such a file. */
export class NotPlain extends Error {}

/** The text of a file, without the marks at its beginning. */
export function textOf(bytes: Buffer, options: UsersFromCsvOptions, isTable: boolean): string {
  const mark = { fffe: "utf-16le", feff: "utf-16be" }[bytes.toString("hex", 0, 2)];
  const named = options.encoding === "utf-16" ? (mark ?? "utf-16le") : options.encoding;
  const formats = options.preset === undefined ? [] : presets[options.preset].formats;
  const ofPreset = isTable && formats.some((format) => "encoding" in format) ? ["gb18030"] : [];
  for (const encoding of named !== undefined ? [named] : mark !== undefined ? [mark] : ["utf-8", ...ofPreset]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes).replace(/^\ufeff+/, "");
    } catch {
      continue;
    }
  }
  throw new Unreadable("no such encoding");
}

/** In the place of a cell that nobody can read: whoever looks at it has to say so. */
export const BROKEN = "\uE001";
