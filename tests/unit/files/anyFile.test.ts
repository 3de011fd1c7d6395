import { expect } from "chai";
import fc from "fast-check";
import { Collector } from "../../../files/collect/collector";
import { readCsv } from "../../../files/formats/csv/readCsv";
import { readJson } from "../../../files/formats/json/readJson";
import { readNdjson } from "../../../files/formats/json/readNdjson";
import { columnNames } from "../../../files/rows/members";
import { decode } from "../../../files/source/source";
import { readYaml } from "../../../files/formats/yaml";
import { asFindings } from "../../../files/collect/findings";

const readers = { csv: readCsv, ndjson: readNdjson, json: readJson, yaml: readYaml };
type Format = keyof typeof readers;

/** Reads what a file has; answers what was found, and how many users came out. */
function readAny(format: Format, content: Buffer): { findings: string[]; users: number } {
  const decoded = decode("users", content);
  if ("finding" in decoded) return { findings: [decoded.finding.rule], users: 0 };
  const collector = new Collector({}, () => true);
  readers[format](decoded.source, {}, collector);
  collector.end();
  const findings = asFindings("users", collector.findings).map(({ where, rule }) => `${where}: ${rule}`);
  return { findings, users: collector.users.size };
}

/** No name of anything: names of members and columns, and user keys, are shown. */
const CANARY = "Canary 7/Pass";

/** Words that mean something to some format, to the rules, or to JavaScript. */
const word = fc.oneof(
  fc.constantFrom(...columnNames, "customAttributes.x", "__proto__", "constructor", "toString", "key"),
  fc.constantFrom('"', '""', "'", ",", ";", "\t", "\n", "\r", "\r\n", "\0", "\ud800", "\ufeff", "\\", " ", ": "),
  fc.constantFrom("{", "}", "[", "]", "&a", "*a", "!t ", "|", ">", "?", "- ", "---\n", "...", "#", "%", "<<"),
  fc.constantFrom("null", "true", "12", "-1.5e9", "alice", "a@example.com", "13800008000", "+86-13800008000", CANARY),
  fc.string({ maxLength: 8, unit: "grapheme" }),
);
const soup = fc.array(word, { maxLength: 60 }).map((words) => words.join(""));

/** A row that has the shape of one, with cells of every kind. */
const cell = fc.oneof(word, soup, fc.constant(""));
const table = fc
  .record({ titles: fc.array(fc.constantFrom(...columnNames), { minLength: 1, maxLength: 6 }), width: fc.nat(8) })
  .chain(({ titles, width }) =>
    fc
      .array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 5 })
      .map((rows) => [titles.join(","), ...rows.map((cells) => cells.join(","))].join("\n")),
  );

/** Objects with the fields of a user and whatever values. */
const members = fc.dictionary(fc.constantFrom(...columnNames, "__proto__", "salt", "customAttributes"), fc.anything(), {
  maxKeys: 6,
});
const jsonUsers = fc.array(members, { maxLength: 4 }).map((users) => safeJson(users));
const jsonLines = fc.array(members, { maxLength: 4 }).map((users) => users.map(safeJson).join("\n"));

function safeJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? String(part) : part));
}

const text = fc.oneof(soup, table, jsonUsers, jsonLines);
const content = fc.oneof(
  { weight: 8, arbitrary: text.map((string) => Buffer.from(string)) },
  { weight: 1, arbitrary: text.map((string) => Buffer.from(`\ufeff${string}`, "utf16le")) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)) },
);

/** `make fuzz` asks for more of everything. */
const TIMES = process.env.CIAM_FUZZ_FILES === undefined ? 1 : 20;

describe("any file at all", () => {
  for (const [format, few] of Object.entries({ csv: 600, ndjson: 400, json: 400, yaml: 400 })) {
    const runs = few * TIMES;
    it(`that is read as ${format} becomes users or findings, never a crash, and no finding shows a value`, () => {
      let refused = 0;
      fc.assert(
        fc.property(content, (bytes) => {
          const { findings, users } = readAny(format as Format, bytes);
          expect(users > 0 || findings.length > 0).to.equal(true);
          expect(findings.join("\n")).not.to.contain(CANARY);
          if (findings.length > 0) refused++;
        }),
        { numRuns: runs },
      );
      // What is generated here is nearly always wrong: a reader that lets it pass would show.
      expect(refused).to.be.above(runs * 0.5);
    }).timeout(60_000 * TIMES);
  }
});
