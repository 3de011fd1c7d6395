import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import * as ts from "typescript";

const ROOT = join(__dirname, "../../..");
const ROOMS = ["text", "disk", "ciam", "files", "sdk", "provider", "emulator", "cli"];

/** Patterns that would need quadratic time, but only ever see short texts. */
const GUARDED: Readonly<Record<string, string>> = {
  "ciam/errors/redact.ts": "looks at a beginning of 2,000 characters",
  "ciam/credentials/files.ts": "reads the credentials of whoever runs it",
  "provider/users/input/passwords/mask.ts": "looks at texts of 64 characters",
  "provider/users/model/fieldNames.ts": "looks at names of 80 characters",
  "files/titles/showable.ts": "looks at titles of 80 characters",
  "provider/planDocument/changes/groups.ts": "looks at names of 80 characters",
};

interface Pattern {
  readonly file: string;
  readonly line: number;
  readonly source: string;
  readonly flags: string;
}

function patternsOf(file: string): Pattern[] {
  const found: Pattern[] = [];
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), "utf8"), ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/");
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push({ file, line, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const patterns = ROOMS.flatMap((room) =>
  readdirSync(join(ROOT, room), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .flatMap((name) => patternsOf(`${room}/${name}`)),
);

const SIZE = 12_000;
const characters = Array.from("a1A \n\t-_./@\"'\\[](){}$*`:,;=<>#+|~é\u0301");

/** Words from the pattern, without which much of it is never reached. */
function wordsOf({ source }: Pattern): string[] {
  const plain = source
    .replace(/\\[nrt]/g, " ")
    .replace(/\\[sSdDwWpPbB](?:\{[^}]*\})?|\[[^\]]*\]|[?*+^|]|\(\?[:!=<]*/g, "\0");
  const words = plain.split("\0").map((word) => word.replace(/\\(.)/g, "$1"));
  return [...new Set(words.filter((word) => word !== "").flatMap((word) => [word, word.charAt(0)]))].slice(0, 8);
}

/** Texts that nearly match a pattern, so that it gives up only at the end. */
function* attacksOn(pattern: Pattern): Generator<string> {
  const words = wordsOf(pattern);
  const run = (part: string): string => part.repeat(Math.ceil(SIZE / part.length));
  for (const part of [...characters, ...words]) {
    for (const end of ["\u0001", "\n", "!"]) yield run(part) + end;
    for (const word of words) {
      yield `${word}${run(part)}\u0001`;
      yield `${word}a${run(part)}\u0001`;
      yield `${run(word + part)}\u0001`;
      yield `${run(part + word)}\u0001`;
    }
  }
}

function cost(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** A linear pattern takes a hundredth of it. */
const LIMIT_MS = 12;

function slowest(pattern: Pattern): string | undefined {
  const regex = new RegExp(pattern.source, pattern.flags);
  const match = (text: string) => (): void => void text.replace(regex, "");
  // The first time it is compiled.
  match("")();
  for (const text of attacksOn(pattern)) {
    if (cost(match(text)) <= LIMIT_MS) continue;
    const best = Math.min(...[1, 2, 3, 4].map(() => cost(match(text))));
    if (best > LIMIT_MS) return `${JSON.stringify(text.slice(0, 12))}… takes ${best.toFixed()} ms`;
  }
  return undefined;
}

describe("the patterns in the sources", () => {
  it("take no more than a moment, whatever the text, or never meet a long one", () => {
    expect(patterns.length).to.be.above(200);
    const slow = patterns.flatMap((pattern) => {
      const why = pattern.file in GUARDED ? undefined : slowest(pattern);
      return why === undefined ? [] : [`${pattern.file}:${String(pattern.line)} /${pattern.source}/: ${why}`];
    });
    expect(slow.join("\n")).to.equal("");
  }).timeout(180_000);

  it("are found slow where they are", () => {
    for (const source of ["\\s*\\n\\s*", "[^@]+@", "(\\d+) in conflict", "\\[([^\\]]*)\\]"]) {
      expect(slowest({ file: "", line: 0, source, flags: "g" }), source).to.be.a("string");
    }
  }).timeout(60_000);
});
