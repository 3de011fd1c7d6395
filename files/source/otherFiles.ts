/** The finding about a workbook of the form that can be read, under another name. */
export const WORKBOOK = "is an Excel workbook: give it a name that ends in .xlsx";

/** The finding about a file that is no text of users, by its first bytes; undefined for one that may be. */
export function otherFile(bytes: Buffer): string | undefined {
  const kind = kinds.find(({ magic }) => magic.every((byte, at) => bytes[at] === byte));
  if (kind !== undefined) return kind.magic === ZIP ? zipped(bytes) : kind.rule;
  const start = bytes
    .subarray(0, 1024)
    .toString("latin1")
    .replace(/\0/g, "")
    .replace(/^[\xef\xbb\xbf\xff\xfe\s]+/, "");
  if (/^<(?:!doctype html|html|head|body|table|meta)\b/i.test(start)) {
    return `is a web page, as some systems write their .xls: open it in a spreadsheet program and ${SAVE}`;
  }
  if (/^<\?(?:xml|mso-)/i.test(start))
    return `is XML, as Excel 2003 wrote it: open it in a spreadsheet program and ${SAVE}`;
  return start.startsWith("%PDF-") ? `is a PDF: ask for the table itself, and ${SAVE}` : undefined;
}

const SAVE = 'save it as .xlsx, or as "CSV UTF-8"';

const ZIP = [0x50, 0x4b, 0x03, 0x04];

const kinds: readonly { readonly magic: readonly number[]; readonly rule: string }[] = [
  { magic: ZIP, rule: "" },
  {
    magic: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1],
    rule: `is a workbook of Excel 97 (.xls), or one with a password: open it and ${SAVE}`,
  },
  { magic: [0x1f, 0x8b], rule: "is compressed by gzip: unpack it" },
  { magic: [0x37, 0x7a, 0xbc, 0xaf], rule: "is a 7z archive: unpack it" },
  { magic: [0x52, 0x61, 0x72, 0x21], rule: "is a RAR archive: unpack it" },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], rule: "is compressed by zstd: unpack it" },
  { magic: [0x42, 0x5a, 0x68], rule: "is compressed by bzip2: unpack it" },
  { magic: [0xfd, 0x37, 0x7a, 0x58], rule: "is compressed by xz: unpack it" },
];

/** Workbooks of several programs are archives, and so are archives. */
function zipped(bytes: Buffer): string {
  const names =
    bytes.toString("latin1", 0, 64 * 1024) + bytes.toString("latin1", Math.max(0, bytes.length - 64 * 1024));
  if (names.includes("xl/workbook.bin")) return `is a binary workbook (.xlsb): open it and ${SAVE}`;
  if (names.includes("application/vnd.oasis.opendocument"))
    return `is an OpenDocument file (.ods): open it and ${SAVE}`;
  if (names.includes("Index/Document.iwa")) return `is a file of Numbers: open it and ${SAVE}`;
  return names.includes("xl/") ? WORKBOOK : "is a ZIP archive: unpack it";
}

/** The finding about a file whose name says that it cannot be read; undefined for any other. */
export function otherName(path: string): string | undefined {
  if (/\.(?:xls|xlsm|xlsb|ods|numbers|et|xltx?)$/i.test(path))
    return `is a workbook of another form than .xlsx: open it in a spreadsheet program and ${SAVE}`;
  if (/\.(?:html?|xml|pdf|docx?)$/i.test(path)) return `is no table of users: open it and ${SAVE}`;
  return /\.(?:gz|zip|7z|rar|zst|bz2|xz|tgz|tar)$/i.test(path) ? "is compressed, by its name: unpack it" : undefined;
}
