import type { Case } from "./cases.test";

/** A table in which somebody's name is these bytes. */
function named(...bytes: readonly number[]): Buffer {
  return Buffer.concat([Buffer.from("userName,name\nann,"), Buffer.from(bytes), Buffer.from("\n")]);
}

const ivan = named(0xc8, 0xe2, 0xe0, 0xed, 0x20, 0xcf, 0xe5, 0xf2, 0xf0, 0xee, 0xe2);
const kowalik = named(0x4b, 0x6f, 0x77, 0x61, 0x6c, 0xb3, 0x69, 0x6b);
const jose = named(0x4a, 0x6f, 0x73, 0xe9);
const chinese = "用户名,邮箱\n张三,李四\n";
const wide = Buffer.from(Array.from("userName\nann\n").flatMap((letter) => [letter.charCodeAt(0), 0, 0, 0]));
const SAVE = 'save it as UTF-8 (Excel: "CSV UTF-8")';

/** Bytes that are something else than they seem, or than somebody says. */
export const encodedCases: readonly Case[] = [
  {
    what: "Cyrillic letters are no windows-1252, and are suggested as what they are",
    name: "a.csv",
    content: ivan,
    findings: [`: is not UTF-8: say encoding: "windows-1251", or ${SAVE}`],
  },
  {
    what: "Cyrillic letters that somebody calls windows-1252 are refused, and not read as Èâàí",
    name: "a.csv",
    content: ivan,
    options: { encoding: "windows-1252" },
    findings: [`: does not look like windows-1252: say encoding: "windows-1251", or ${SAVE}`],
  },
  {
    what: "Cyrillic letters are read as what they are",
    name: "a.csv",
    content: ivan,
    options: { encoding: "windows-1251" },
    users: { ann: { userName: "ann", name: "Иван Петров" } },
  },
  {
    what: "Polish letters are told from those of Western Europe",
    name: "a.csv",
    content: kowalik,
    findings: [`: is not UTF-8: say encoding: "windows-1250", or ${SAVE}`],
  },
  {
    what: "Polish letters that somebody calls windows-1252 are refused, and not read as Kowal³ik",
    name: "a.csv",
    content: kowalik,
    options: { encoding: "windows-1252" },
    findings: [': does not look like windows-1252: say encoding: "windows-1250"'],
  },
  {
    what: "letters of an old Mac are told",
    name: "a.csv",
    content: named(0x4a, 0x6f, 0x73, 0x8e),
    findings: [': is not UTF-8: say encoding: "macintosh"'],
  },
  {
    what: "Greek letters may be others, so no encoding is named",
    name: "a.csv",
    content: named(0xc3, 0xe9, 0xfe, 0xf1, 0xe3, 0xef, 0xf2),
    findings: [`: is not UTF-8: ${SAVE}`],
  },
  ...[
    named(0xbf, 0x51, 0x75, 0xe9, 0x3f),
    named(0xa3, 0x35, 0x20, 0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72),
    named(0x4f, 0x92, 0x4e, 0x65, 0x69, 0x6c),
    named(0xab, 0xc9, 0x6c, 0x61, 0x6e, 0xbb),
    named(0xde, 0xf3, 0x72, 0xf0, 0x75, 0x72),
    named(0x8c, 0x75, 0x76, 0x72, 0x65),
  ].map((content): Case => ({
    what: `what people in Western Europe write is windows-1252: ${content.subarray(18, -1).toString("hex")}`,
    name: "a.csv",
    content,
    options: { encoding: "windows-1252" },
  })),
  {
    what: "the encoding of a preset is taken for what looks like it only",
    name: "a.csv",
    content: Buffer.concat([Buffer.from("name,other\n"), jose]),
    options: { preset: "wecom" },
    findings: [': is not UTF-8: say encoding: "windows-1252"'],
  },
  {
    what: "UTF-16 without a mark is told, be it Chinese from the first letter on",
    name: "a.csv",
    content: Buffer.from(chinese, "utf16le"),
    findings: [': looks like UTF-16 without a byte order mark: say encoding: "utf-16le"'],
  },
  {
    what: "UTF-16 of the other order is told, too",
    name: "a.csv",
    content: Buffer.from(chinese, "utf16le").swap16(),
    findings: [': looks like UTF-16 without a byte order mark: say encoding: "utf-16be"'],
  },
  {
    what: "UTF-32 is told with its mark",
    name: "a.csv",
    content: Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0]), wide]),
    findings: [`: is UTF-32: ${SAVE}`],
  },
  { what: "UTF-32 is told without it", name: "a.csv", content: wide, findings: [`: looks like UTF-32: ${SAVE}`] },
];
