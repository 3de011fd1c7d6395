/** Names of encodings as options take them, and as the decoder knows them. */
export const encodings = {
  "utf-8": "utf-8",
  gb18030: "gb18030",
  gbk: "gbk",
  big5: "big5",
  shift_jis: "shift_jis",
  "euc-jp": "euc-jp",
  "euc-kr": "euc-kr",
  "utf-16": "utf-16le",
  "utf-16le": "utf-16le",
  "utf-16be": "utf-16be",
  "windows-1250": "windows-1250",
  "windows-1251": "windows-1251",
  "windows-1252": "windows-1252",
  "windows-1253": "windows-1253",
  "windows-1254": "windows-1254",
  macintosh: "macintosh",
} as const;

/** An encoding of a file. */
export type Encoding = keyof typeof encodings;

export const encodingNames = Object.keys(encodings);

export function isEncoding(name: unknown): name is Encoding {
  return typeof name === "string" && Object.hasOwn(encodings, name);
}
