import { expect } from "chai";
import type { Finding } from "../../../../../provider/users/input/finding";
import { findingLines, lineText } from "../../../../../provider/users/input/findingGroups";

const lines = (findings: readonly Finding[]): string[] => findingLines(findings).map(lineText);

/** So many findings of one kind, in the lines from this one on. */
const many = (count: number, rule: string, from = 1, kind?: (line: number) => Partial<Finding>): Finding[] =>
  Array.from({ length: count }, (_, index) => ({
    where: `u.csv:${String(from + index)}`,
    rule,
    ...kind?.(from + index),
  }));

describe("findings on a screen", () => {
  it("are all told, in their order, where nothing comes up more than a few times", () => {
    const findings = [...many(2, "is blue"), ...many(5, "is red", 3), ...many(3, "is blue", 8)];
    expect(lines(findings)).to.deep.equal(findings.map(({ where, rule }) => `${where}: ${rule}`));
  });

  it("of one kind are told by the first and by how many there are, without hiding another kind", () => {
    const findings = [...many(75_000, "is red"), ...many(1, "is blue", 75_001), ...many(75_000, "is red", 75_002)];
    expect(lines(findings)).to.deep.equal([
      "u.csv:1: is red",
      "u.csv:2: is red",
      "u.csv:3: is red",
      "u.csv:75001: is blue",
      "and 149,997 more, 150,000 in all: is red",
    ]);
  });

  it("are of one kind when they say so, though each speaks of its own place", () => {
    const taken = many(10, "", 1, (line) => ({
      rule: `the key "k${String(line)}" is used in line ${String(line - 1)} already`,
      kind: "the key is used already",
    }));
    expect(lines(taken)).to.deep.equal([
      'u.csv:1: the key "k1" is used in line 0 already',
      'u.csv:2: the key "k2" is used in line 1 already',
      'u.csv:3: the key "k3" is used in line 2 already',
      "and 7 more, 10 in all: the key is used already",
    ]);
  });

  it("of many kinds are told once each, and their number has an end too", () => {
    const thirty = Array.from({ length: 30 }, (_, kind) => many(9, `is no ${String(kind)}`)).flat();
    const told = lines(thirty);
    expect(told).to.have.length(60);
    expect(told[29]).to.equal("u.csv:1: is no 29");
    expect(told[30]).to.equal("and 8 more, 9 in all: is no 0");
    const thousands = many(150_000, "", 1, (line) => ({ rule: `is no ${String(line)}` }));
    expect(lines(thousands)).to.have.length(51);
    expect(lines(thousands).at(-1)).to.equal("and 149,950 more findings of 149,950 other kinds");
    const mixed = Array.from({ length: 1_000 }, (_, kind) => many(7, `is no ${String(kind)}`)).flat();
    expect(lines(mixed)).to.have.length(101);
    expect(lines(mixed).at(-1)).to.equal("and 6,650 more findings of 950 other kinds");
  });

  it("never take more room than a screen or two, however long what they quote", () => {
    const long = "x".repeat(1_000_000);
    const findings = many(100, "", 1, (line) => ({ where: long, rule: `${String(line)} ${long}` }));
    expect(lines(findings).join("\n").length).to.be.below(50 * 1_000);
  });

  it("count every finding once", () => {
    const findings = Array.from({ length: 5_000 }, (_, index) => ({
      where: `u.csv:${String(index)}`,
      rule: `is no ${String(Math.floor(Math.sqrt(index)))}`,
    }));
    const told = findingLines(findings);
    const counted = told.map((line) =>
      "rest" in line ? Number(/^and ([\d,]+) more/.exec(line.rest)?.[1]?.replaceAll(",", "")) : 1,
    );
    expect(counted.reduce((sum, number) => sum + number, 0)).to.equal(findings.length);
  });
});
