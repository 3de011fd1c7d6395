import { expect } from "chai";
import { stringify } from "safe-stable-stringify";
import { inspect } from "node:util";
import { Collector } from "../../../../files/collect/collector";
import { asFindings } from "../../../../files/collect/findings";
import { readCsv } from "../../../../files/formats/csv/readCsv";
import { readJson } from "../../../../files/formats/json/readJson";
import { readNdjson } from "../../../../files/formats/json/readNdjson";
import { presets } from "../../../../files/presets";
import { formatOf } from "../../../../files/read";
import { decode } from "../../../../files/source/source";
import { readXlsx } from "../../../../files/formats/xlsx/readXlsx";
import { readYaml } from "../../../../files/formats/yaml";
import type { DeclaredUser } from "../../../../provider/users/model/user";
import { Dice } from "./dice";
import { mutant } from "./mutate";
import { NotPlain, Unreadable } from "./plainReader/text";
import { readPlainly } from "./plainReader/users";
import { allShapes, credentials, type Shape } from "./shapes";

const readers = { csv: readCsv, xlsx: readXlsx, ndjson: readNdjson, json: readJson, yaml: readYaml };

/** What the product makes of a file, without a disk. */
function read({ name, bytes, options }: Shape): { users: Map<string, DeclaredUser>; findings: string[] } {
  const format = formatOf(name) ?? "csv";
  const formats = options.preset === undefined ? [] : presets[options.preset].formats;
  const otherwise = format === "csv" && formats.some((each) => "encoding" in each) ? ("gb18030" as const) : undefined;
  const result = decode(name, bytes, { isWorkbook: format === "xlsx", encoding: options.encoding, otherwise });
  if ("finding" in result) return { users: new Map(), findings: [result.finding.rule] };
  const collector = new Collector(options, (user) => user);
  readers[format](result.source, options, collector);
  collector.end();
  return {
    users: new Map([...collector.users].map(([key, { kept }]) => [key, kept])),
    findings: asFindings(name, collector.findings).map(({ where, rule }) => `${where}: ${rule}`),
  };
}

/** What is wrong with what the product made of a file, if anything is. */
function verdict(shape: Shape): { readonly wrong?: string; readonly is: "taken" | "refused" | "not judged" } {
  const { users, findings } = read(shape);
  const shown = findings.join("\n");
  // A key is shown, be it what it may.
  const told = credentials.find((credential) => shown.includes(credential) && !users.has(credential));
  if (told !== undefined) return { is: "refused", wrong: `a finding shows ${told}:\n${shown}` };
  if (findings.length > 0) return { is: "refused" };
  if (users.size === 0 && shape.options.where === undefined)
    return { is: "refused", wrong: "neither users nor findings" };
  try {
    const plain = readPlainly(shape.name, shape.bytes, shape.options);
    const [ours, theirs] = [inOrder(users), inOrder(plain)];
    return ours === theirs
      ? { is: "taken" }
      : { is: "taken", wrong: `the reader has\n${ours}\nthe file has\n${theirs}` };
  } catch (error) {
    if (error instanceof NotPlain) return { is: "not judged" };
    if (error instanceof Unreadable) return { is: "taken", wrong: `taken, and ${error.message}: ${inOrder(users)}` };
    throw error;
  }
}

function inOrder(users: ReadonlyMap<string, object>): string {
  return [...users]
    .map(([key, user]) => `${key}: ${stringify(user)}`)
    .sort()
    .join("\n");
}

const SEED = Number(process.env.CIAM_PROPERTY_SEED ?? 2026);
const FILES = Number(process.env.CIAM_FUZZ_FILES ?? 1500);

/** A file that takes longer is one that somebody can stop a program by. */
const LONGEST_MS = 3000;

describe("files that went through many hands", () => {
  it(`are read as a plain reader reads them, or refused without a credential: ${String(FILES)} of them`, function () {
    this.timeout(FILES * 100 + 20_000);
    const shapes = allShapes();
    const counts = { taken: 0, refused: 0, "not judged": 0 };
    const wrong: string[] = [];
    for (let at = 0; at < FILES; at++) {
      const dice = new Dice(SEED * 1_000_003 + at);
      const shape = mutant(dice.of(shapes), dice);
      const began = performance.now();
      let found: ReturnType<typeof verdict>;
      try {
        found = verdict(shape);
      } catch (error) {
        found = { is: "refused", wrong: `a crash: ${error instanceof Error ? (error.stack ?? error.message) : "?"}` };
      }
      counts[found.is]++;
      const slow = performance.now() - began > LONGEST_MS ? "takes too long" : undefined;
      const rule = found.wrong ?? slow;
      if (rule !== undefined) wrong.push(described(at, shape, rule));
    }
    if (process.env.CIAM_FUZZ_FILES !== undefined)
      console.log(`      ${inspect(counts)}, ${String(wrong.length)} wrong`);
    if (wrong.length > 0) expect.fail(`${String(wrong.length)} are wrong:\n${wrong.slice(0, 10).join("\n\n")}`);
    // Files that are all refused show nothing of what is read.
    expect(counts.taken).to.be.above(FILES / 10);
    expect(counts["not judged"]).to.be.below(FILES / 20);
  });
});

function described(at: number, { name, bytes, options }: Shape, rule: string): string {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  const content = name.endsWith(".xlsx") ? bytes.toString("base64") : bytes.toString(isWide ? "utf16le" : "utf8");
  const shown = inspect(options, { depth: 5, breakLength: 200 });
  return `file ${String(at)} of seed ${String(SEED)}, ${name}, ${shown}\n${JSON.stringify(content.slice(0, 3000))}\n${rule}`;
}
