import { expect } from "chai";
import { findingLines } from "../../../provider/users/input/findingGroups";
import { parseUserSets } from "../../../provider/users/input/parse";
import { Collector } from "../../../files/collect/collector";
import { readCsv } from "../../../files/formats/csv/readCsv";
import { asFindings } from "../../../files/collect/findings";
import { readJson } from "../../../files/formats/json/readJson";
import { readNdjson } from "../../../files/formats/json/readNdjson";
import { decode } from "../../../files/source/source";
import { readXlsx } from "../../../files/formats/xlsx/readXlsx";
import { readYaml } from "../../../files/formats/yaml";
import { row, workbook } from "./formats/xlsx/workbooks";

const readers = { csv: readCsv, xlsx: readXlsx, ndjson: readNdjson, json: readJson, yaml: readYaml };
type Format = keyof typeof readers;

/** A text of a size, and where to begin with it. */
interface Shape {
  readonly size: number;
  readonly make: (size: number) => string | Buffer;
}

const repeat = (size: number, part: (index: number) => string, between = ""): string =>
  Array.from({ length: size }, (_, index) => part(index)).join(between);

const shape = (size: number, make: Shape["make"]): Shape => ({ size, make });

/** What would take the square of its time from a reader that looks back, by format and by what is in it. */
const shapes: Readonly<Record<Format, Readonly<Record<string, Shape>>>> = {
  json: {
    "one user with unknown members": shape(4_000, (n) => `[{"userName":"a",${repeat(n, (i) => `"m${i}":1`, ",")}}]`),
    "one user with attributes that are none": shape(
      6_000,
      (n) => `[{"userName":"a","customAttributes":[${repeat(n, () => "7", ",")}]}]`,
    ),
    "one user with one attribute again and again": shape(
      2_000,
      (n) => `[{"userName":"a","customAttributes":[${repeat(n, () => '{"name":"x","value":"y"}', ",")}]}]`,
    ),
    "one user with attributes by name": shape(
      3_000,
      (n) => `[{"userName":"a",${repeat(n, (i) => `"customAttributes.a${i}":7`, ",")}}]`,
    ),
    "one user with groups that are none": shape(
      8_000,
      (n) => `[{"userName":"a","userGroups":[${repeat(n, () => "7", ",")}]}]`,
    ),
    "one member again and again": shape(20_000, (n) => `[{"userName":"a"${repeat(n, () => ',"userName":"a"')}}]`),
    "one key again and again": shape(2_000, (n) => `{${repeat(n, () => '"a":{"userName":"a"}', ",")}}`),
    "users in one line, each with a mistake": shape(
      2_000,
      (n) => `[${repeat(n, (i) => `{"userName":"u${i}","birthdate":"x"}`, ",")}]`,
    ),
    "lists in lists": shape(100_000, (n) => "[".repeat(n)),
    "a long text": shape(1_000_000, (n) => `[{"userName":"${"a".repeat(n)}"}]`),
    escapes: shape(100_000, (n) => `[{"userName":"${"\\u0061".repeat(n)}"}]`),
    "white space": shape(300_000, (n) => `[{"userName":"a"${" ".repeat(n)}}]`),
  },
  ndjson: {
    "users, each with a mistake": shape(2_000, (n) => repeat(n, (i) => `{"userName":"u${i}","birthdate":"x"}`, "\n")),
    "lines that break off": shape(3_000, (n) => repeat(n, () => "{", "\n")),
    "unknown members": shape(4_000, (n) => `{"userName":"a",${repeat(n, (i) => `"m${i}":1`, ",")}}`),
    "one user again and again": shape(2_000, (n) => repeat(n, () => '{"userName":"a","key":"k"}', "\n")),
  },
  csv: {
    "users, each with a mistake": shape(2_000, (n) => `userName,birthdate\n${repeat(n, (i) => `u${i},x`, "\n")}`),
    "records of another length": shape(5_000, (n) => `userName,birthdate\n${"u\n".repeat(n)}`),
    "records that are none": shape(20_000, (n) => `userName,birthdate\n${'a,b"c\n'.repeat(n)}`),
    "a quote that is never closed": shape(30_000, (n) => `userName,birthdate\na,"${"x\n".repeat(n)}`),
    "columns of attributes": shape(
      1_500,
      (n) => `userName,${repeat(n, (i) => `customAttributes.a${i}`, ",")}\na${",x".repeat(n)}`,
    ),
    "columns of attributes, each with a mistake": shape(
      1_500,
      (n) => `userName,${repeat(n, (i) => `customAttributes.a${i}`, ",")}\na${",\0".repeat(n)}`,
    ),
    "one column again and again": shape(6_000, (n) => `userName${",email".repeat(n)}\na${",x".repeat(n)}`),
    "one long cell": shape(240_000, (n) => `userName,nickname\na,"${"x".repeat(n)}"`),
    "a long name in another alphabet": shape(60_000, (n) => `userName\n${"й".repeat(n)}`),
    "names that look alike": shape(
      1_500,
      (n) => `key,userName\n${repeat(n, (i) => `k${i},${i % 2 ? "с" : "c"}${i}\n`)}`,
    ),
    "empty lines": shape(300_000, (n) => `userName\n${"\n".repeat(n)}a`),
    "groups in one cell": shape(50_000, (n) => `userName,userGroups\na,${";g".repeat(n)}`),
    "one user again and again": shape(2_000, (n) => `key,userName\n${"a,b\n".repeat(n)}`),
  },
  xlsx: {
    "users, each with a mistake": shape(1_000, (n) =>
      workbook({ Staff: row("userName", "birthdate") + repeat(n, (i) => row(`u${i}`, "x")) }),
    ),
    "texts that are shared": shape(2_000, (n) =>
      workbook(
        { Staff: row("userName") + repeat(n, (i) => `<row><c t="s"><v>${i}</v></c></row>`) },
        { texts: Array.from({ length: n }, (_, i) => `<t>u${i}</t>`) },
      ),
    ),
    "a text in many runs": shape(5_000, (n) =>
      workbook({ Staff: `<row><c t="inlineStr"><is>${repeat(n, () => "<r><t>a</t></r>")}</is></c></row>` }),
    ),
    "a row of many cells": shape(1_000, (n) =>
      workbook({ Staff: row("userName", ...Array.from({ length: n }, (_, i) => `customAttributes.a${i}`)) + row("a") }),
    ),
    "cells that are shown as one": shape(1_500, (n) =>
      workbook(
        { Staff: row("userName", "job") + repeat(n, (i) => row(`u${i}`, "x")) },
        { behind: repeat(n, (i) => `<mergeCell ref="B${i + 2}:B${i + 3}"/>`) },
      ),
    ),
    "rows with nothing in them": shape(20_000, (n) =>
      workbook({ Staff: row("userName") + row("a") + '<row><c s="1"/></row>'.repeat(n) }),
    ),
  },
  yaml: {
    users: shape(1_500, (n) => repeat(n, (i) => `u${i}:\n  userName: u${i}\n`)),
    "users in one line, each with a mistake": shape(
      1_000,
      (n) => `{${repeat(n, (i) => `u${i}: {userName: u${i}, birthdate: x}`, ", ")}}`,
    ),
    "unknown members": shape(5_000, (n) => `u:\n  userName: a\n${repeat(n, (i) => `  m${i}: 1\n`)}`),
    "one key again and again": shape(800, (n) => repeat(n, (i) => `u:\n  userName: u${i}\n`)),
    "one member again and again": shape(2_000, (n) => `u:\n${repeat(n, (i) => `  userName: u${i}\n`)}`),
    "a map that is not closed": shape(1_000, (n) => `{${repeat(n, (i) => `u${i}: {userName: u${i}}`, ", ")}`),
    "lists in lists": shape(100_000, (n) => "[".repeat(n)),
    "lists in lists in many users": shape(100, (n) => repeat(n, () => `- ${"[".repeat(60)}\n`)),
    "comments behind users": shape(800, (n) => repeat(n, (i) => `u${i}: {userName: u${i}} # x\n`)),
    "anchors, aliases and tags": shape(
      500,
      (n) => `${repeat(n, (i) => `u${i}: &a${i} !t${i} {userName: u${i}}\n`)}${repeat(n, (i) => `v${i}: *a${i}\n`)}`,
    ),
    documents: shape(3_000, (n) => "---\n".repeat(n)),
    "text over lines": shape(60_000, (n) => `a:\n  userName: a\n  nickname: |\n${"    x\n".repeat(n)}`),
    "a quote that is never closed": shape(100_000, (n) => `a: "${"x\n".repeat(n)}`),
  },
};

/** Reads a file, and makes of its findings what a screen shows. */
function read(format: Format, bytes: Buffer): void {
  const decoded = decode("users", bytes, { isWorkbook: format === "xlsx" });
  if ("finding" in decoded) throw new Error(decoded.finding.rule);
  const collector = new Collector({}, () => true);
  readers[format](decoded.source, {}, collector);
  collector.end();
  expect(findingLines(asFindings("users", collector.findings)).length).to.be.below(110);
}

/** Processor time, the least of several runs: others use this machine too. */
function cost(runs: number, work: () => void): number {
  const times = Array.from({ length: runs }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

/** Four times the size may cost twice as much for each of it, and a little for whatever else the process does. */
const SLACK = 8;
const ALSO_MS = 60;

function expectLinear(what: string, once: () => void, four: () => void): void {
  // The first of them also compiles what it comes through, and is seldom the least.
  const small = cost(2, once);
  let large = Infinity;
  for (let attempt = 0; attempt < 4 && large > SLACK * small + ALSO_MS; attempt++)
    large = Math.min(large, cost(1, four));
  expect(large, `${what}: ${small.toFixed()} ms, and of four times the size ${large.toFixed()} ms`).to.be.at.most(
    SLACK * small + ALSO_MS,
  );
}

describe("a file of users of any size", function () {
  this.timeout(120_000);

  for (const [format, ofFormat] of Object.entries(shapes) as [Format, Record<string, Shape>][]) {
    it(`takes time for its length as ${format}, and not for the square of it: ${Object.keys(ofFormat).join(", ")}`, () => {
      for (const [what, { size, make }] of Object.entries(ofFormat)) {
        const [one, four] = [Buffer.from(make(size)), Buffer.from(make(4 * size))];
        expectLinear(
          `${format}, ${what}`,
          () => read(format, one),
          () => read(format, four),
        );
      }
    });
  }

  it("takes so as a literal set of a program, too", () => {
    const sets = {
      "unknown members": (n: number) => ({
        a: Object.fromEntries(Array.from({ length: n }, (_, index) => [`m${String(index)}`, 1])),
      }),
      "users, each with a mistake": (n: number) =>
        Object.fromEntries(Array.from({ length: n }, (_, index) => [`u${String(index)}`, { birthdate: "x" }])),
      "one identity again and again": (n: number) =>
        Object.fromEntries(Array.from({ length: n }, (_, index) => [`u${String(index)}`, { userName: "a" }])),
    };
    for (const [what, make] of Object.entries(sets)) {
      const [one, four] = [{ staff: make(3_000) }, { staff: make(12_000) }];
      const parse = (value: unknown): void => void findingLines(parseUserSets(value, {}).findings);
      expectLinear(
        what,
        () => parse(one),
        () => parse(four),
      );
    }
  });

  it("tells of one user as much as anybody reads, and how much more there is", () => {
    const members = repeat(200, (i) => `"m${i}":1`, ",");
    const collector = new Collector({}, () => true);
    const decoded = decode("users", Buffer.from(`[{"userName":"a",${members}}]`));
    if ("source" in decoded) readJson(decoded.source, {}, collector);
    collector.end();
    // One line to paste, fifty names, and how many more there are.
    expect(collector.findings).to.have.length(52);
    expect(collector.findings.at(-1)?.rule).to.equal("has 150 more members of unknown names");
  });
});
