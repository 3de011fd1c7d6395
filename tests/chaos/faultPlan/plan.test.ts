import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { plan, type RowNumber } from "../../support/faultPlan";

const TESTS = join(__dirname, "../..");

/** The tests of each row, by their calls of `row` in the compiled files. */
function tested(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const file of readdirSync(TESTS, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".test.js")) continue;
    const text = readFileSync(join(TESTS, file), "utf8");
    for (const [, number = "", tier = ""] of text.matchAll(/\brow\)?\(\s*(\d+),\s*"([a-z A-Z]+)",/g)) {
      found.set(number, (found.get(number) ?? new Set()).add(tier));
    }
  }
  return found;
}

describe("the plan of faults", () => {
  const found = tested();

  it("has 42 rows", () => {
    expect(Object.keys(plan)).to.have.length(42);
  });

  for (const [number, { fault, tiers }] of Object.entries(plan) as [`${RowNumber}`, (typeof plan)[RowNumber]][]) {
    it(`has a test of ${fault} in each of its tiers: ${tiers.join(", ")}`, () => {
      expect([...(found.get(number) ?? [])]).to.include.members([...tiers]);
    });
  }
});
