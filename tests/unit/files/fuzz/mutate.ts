import { inflateRawSync } from "node:zlib";
import { zipped } from "../formats/xlsx/workbooks";
import type { Dice } from "./dice";
import type { Shape } from "./shapes";

/** Signs that mean something to a format. */
const signs = [
  '"',
  '""',
  "'",
  ",",
  ";",
  "\t",
  "|",
  "\n",
  "\r",
  "\r\n",
  "\\",
  "\\,",
  "\0",
  " ",
  "\u00a0",
  "\u200b",
  "\ufeff",
  "\ufffd",
  "\u0301",
  "{",
  "}",
  "[",
  "]",
  ":",
  "&a ",
  "*a",
  "!t ",
  "#",
  "- ",
  "---\n",
  "<",
  ">",
  "&amp;",
  "é",
  "张",
  "@",
  "+",
  "-",
  "0",
  "e5",
  "=",
] as const;

/** Values as people and programs write them. */
const words = [
  "",
  " ",
  "NULL",
  "null",
  "true",
  "false",
  "0",
  "007",
  "1e3",
  "1.38E+10",
  "#N/A",
  "-",
  "'00123",
  "2001-05-01",
  "05/01/2001",
  "45000",
  "13800008003",
  "+86 138 0000 8004",
  "0086-13800008005",
  "ann",
  "Ann",
  "ann@example.com",
  "o'neil@example.com",
  "josé",
  "a b",
  "key",
  "userName",
  "email",
  "password",
  "name",
  "__proto__",
  "constructor",
  "MALE",
  "x;y|z",
  "ａｎｎ",
  "а",
  "[]",
  "{}",
  '{"a":1}',
  "a***@example.com",
  '"q"',
  "1,234",
  "yes",
  "2026-02-30",
] as const;

type Change = (text: string, dice: Dice) => string;

const changes: readonly [Change, ...Change[]] = [
  // A sign more, less, or another
  (text, dice) => splice(text, dice, dice.below(2), dice.of(signs)),
  (text, dice) => splice(text, dice, 1 + dice.below(3), ""),
  // Another value
  (text, dice) => withWord(text, dice, dice.of(words)),
  (text, dice) => withWord(text, dice, dice.of(words)),
  (text, dice) => withWord(text, dice, otherWord(text, dice)),
  // Lines
  (text, dice) =>
    withLines(text, (lines) =>
      lines.splice(dice.below(lines.length + 1), 0, dice.of(["", " ", "a note", ",,,", "total: 4", "\t"])),
    ),
  (text, dice) => withLines(text, (lines) => lines.splice(dice.below(lines.length), 1)),
  (text, dice) =>
    withLines(text, (lines) => lines.splice(dice.below(lines.length + 1), 0, lines[dice.below(lines.length)] ?? "")),
  (text, dice) => withLines(text, (lines) => lines.push(...lines.splice(dice.below(lines.length), 1))),
  (text, dice) => text.replace(/\r\n|\r|\n/g, dice.of(["\r\n", "\r", "\n", "\n\n"])),
  // Columns
  (text, dice) =>
    withColumns(text, dice, (cells, at, other) => ([cells[at], cells[other]] = [cells[other] ?? "", cells[at] ?? ""])),
  (text, dice) => withColumns(text, dice, (cells, at) => cells.splice(at, 1)),
  (text, dice) => withColumns(text, dice, (cells, at) => cells.splice(at, 0, "")),
  // The first line alone, as somebody retypes it
  (text) => withLines(text, (lines) => (lines[0] = lines[0]?.toUpperCase() ?? "")),
  (text) => withLines(text, (lines) => (lines[0] = lines[0]?.replaceAll(",", " , ") ?? "")),
  (text) => withLines(text, (lines) => (lines[0] = `${lines[0] ?? ""} (note)`)),
  // The whole
  (text, dice) => text.slice(0, dice.below(text.length + 1)),
  (text, dice) => `${text}${dice.of(["", "\n"])}${text.slice(dice.below(text.length + 1))}`,
  (text, dice) =>
    dice.of([
      `{"users":${text}}`,
      `[${text}]`,
      `{"a":{"b":${text}}}`,
      `\ufeff${text}`,
      `\n\n${text}`,
      `sep=;\n${text}`,
      `a report\n${text}`,
    ]),
  (text) =>
    text.startsWith("[") ? text.replace(/\},\s*\{/g, "}\n{").replace(/^\[|\]$/g, "") : text.replace(/\}\s*\{/g, "},{"),
];

function splice(text: string, dice: Dice, gone: number, sign: string): string {
  const at = dice.below(text.length + 1);
  return text.slice(0, at) + sign + text.slice(at + gone);
}

const WORD = /[\p{L}\p{N}@.$/_-]+/gu;

function withWord(text: string, dice: Dice, word: string): string {
  const found = [...text.matchAll(WORD)];
  const { index, 0: gone } = found[dice.below(found.length)] ?? { index: 0, 0: "" };
  return text.slice(0, index) + word + text.slice(index + gone.length);
}

function otherWord(text: string, dice: Dice): string {
  const found = text.match(WORD) ?? [""];
  return found[dice.below(found.length)] ?? "";
}

function withLines(text: string, change: (lines: string[]) => unknown): string {
  const lines = text.split("\n");
  change(lines);
  return lines.join("\n");
}

function withColumns(
  text: string,
  dice: Dice,
  change: (cells: string[], at: number, other: number) => unknown,
): string {
  const separator = dice.of([",", ";", "\t"]);
  const [at, other] = [dice.below(6), dice.below(6)];
  return withLines(text, (lines) => {
    for (const [index, line] of lines.entries()) {
      const cells = line.split(separator);
      if (cells.length > Math.max(at, other)) change(cells, at, other);
      lines[index] = cells.join(separator);
    }
  });
}

/** A file that was changed a few times, as files are on their way through programs and hands. */
export function mutant(shape: Shape, dice: Dice): Shape {
  const options = optionsOf(shape, dice);
  if (shape.name.endsWith(".xlsx")) return { ...shape, options, bytes: workbookMutant(shape.bytes, dice) };
  let text = textOf(shape);
  for (let left = 1 + dice.below(4); left > 0; left--) text = dice.of(changes)(text, dice);
  return { ...shape, options, bytes: bytesOf(text, shape, dice) };
}

function textOf({ bytes, options: { encoding } }: Shape): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le");
  try {
    return new TextDecoder(encoding ?? "utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/** Most files stay what they were; some go through a program that writes another encoding, or lose a byte. */
function bytesOf(text: string, { bytes, options }: Shape, dice: Dice): Buffer {
  if (bytes[0] === 0xff || dice.onceIn(20))
    return Buffer.from(text.startsWith("\ufeff") ? text : `\ufeff${text}`, "utf16le");
  if (dice.onceIn(40)) return Buffer.from(text, "utf16le");
  if (dice.onceIn(40)) return Buffer.from(`\ufeff${text}`, "utf16le").swap16();
  if (dice.onceIn(30)) return Buffer.from(text, "latin1");
  const written = Buffer.from(text);
  if (options.encoding !== undefined) return bytes;
  if (dice.onceIn(30) && written.length > 0) written[dice.below(written.length)] = dice.below(256);
  return written;
}

function optionsOf({ options }: Shape, dice: Dice): Shape["options"] {
  if (!dice.onceIn(5)) return options;
  return {
    ...options,
    ...dice.of<Shape["options"]>([
      { otherColumns: "ignore" },
      { nulls: ["NULL", "-", "null"] },
      { nulls: [] },
      { phoneCountry: "86" },
      { dates: "DD/MM/YYYY" },
      { headerLine: 1 + dice.below(4) },
      { delimiter: dice.of([",", ";", "\t", "|"]) },
      { where: { userName: ["ann", "bob", ""] } },
      { key: dice.of(["email", "userName", "userName+email", "name"]) },
      { at: dice.of(["users", "data.users", "[0]"]) },
      { groupSeparator: "," },
      { passwordsArePlain: true },
      { preset: dice.of(["auth0", "wecom", "okta", "google", "firebase"]) },
    ]),
  };
}

/** Changes a part of a workbook and packs it anew; now and then a bit of the archive itself. */
function workbookMutant(bytes: Buffer, dice: Dice): Buffer {
  if (dice.onceIn(4)) {
    const broken = Buffer.from(bytes);
    const at = dice.below(broken.length);
    broken[at] = (broken[at] ?? 0) ^ (1 << dice.below(8));
    return dice.onceIn(4) ? broken.subarray(0, at) : broken;
  }
  const parts = partsOf(bytes);
  const names = Object.keys(parts).filter((name) => /sheet1|sharedStrings/.test(name));
  for (let left = 1 + dice.below(3); left > 0; left--) {
    const name = names[dice.below(names.length)] ?? "";
    parts[name] = xmlMutant(parts[name] ?? "", dice);
  }
  return zipped(parts);
}

/** Between the tags, in a value of an attribute, or anywhere. */
function xmlMutant(xml: string, dice: Dice): string {
  const places = [
    ...xml.matchAll(
      dice.of([
        /(?<=>)[^<>]+(?=<)/g,
        /(?<=<v>)[^<]*(?=<)/g,
        /(?<=\b[a-z]+=")[^"]*(?=")/g,
        /<c [^>]*>.*?<\/c>/g,
        /<row [^>]*>.*?<\/row>/gs,
      ]),
    ),
  ];
  const place = places[dice.below(places.length)];
  if (place === undefined || dice.onceIn(12)) return splice(xml, dice, dice.below(3), dice.of(signs));
  const [gone] = place;
  const other = places[dice.below(places.length)]?.[0] ?? "";
  const word = dice.of([
    other,
    other,
    dice.of(words).replaceAll("&", "&amp;").replaceAll("<", "&lt;"),
    "12",
    "1",
    "43831",
    "1E+20",
  ]);
  return (
    xml.slice(0, place.index) +
    (gone.startsWith("<") ? dice.of(["", other, gone + other]) : word) +
    xml.slice(place.index + gone.length)
  );
}

function partsOf(bytes: Buffer): Record<string, string> {
  const parts: Record<string, string> = {};
  let at = bytes.readUInt32LE(bytes.lastIndexOf("PK\x05\x06") + 16);
  while (bytes.toString("latin1", at, at + 4) === "PK\x01\x02") {
    const name = bytes.toString("utf8", at + 46, at + 46 + bytes.readUInt16LE(at + 28));
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
    parts[name] = (bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)).toString("utf8");
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return parts;
}
