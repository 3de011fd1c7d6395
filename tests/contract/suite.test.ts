import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { configSchema } from "../../emulator/service/config";
import { actions } from "../../ciam";
import { titleOf, type ContractCase } from "./suite/case";
import { cases } from "./suite/cases";

const documented = cases.filter(({ basis }) => basis.kind === "documented");
const guessed = cases.filter(({ basis }) => basis.kind === "switch");
const switches = new Set(guessed.flatMap(({ basis }) => (basis.kind === "switch" ? basis.guesses : [])));

describe("the contract suite", () => {
  it(`has ${cases.length} cases: ${documented.length} are documented, ${guessed.length} rest on a switch`, () => {
    expect(cases.length).to.be.at.least(300);
    expect(documented.length).to.be.at.least(300);
    expect(documented.length + guessed.length).to.equal(cases.length);
  });

  it("has cases of each action, documented ones among them", () => {
    for (const name of Object.keys(actions)) {
      const about = documented.filter((one) => one.about === name);
      expect(about.length, name).to.be.at.least(3);
    }
  });

  it("has no case twice", () => {
    const named = cases.map((one) => `${one.about} ${titleOf(one)}`);
    expect(named.filter((name, i) => named.indexOf(name) !== i)).to.deep.equal([]);
  });

  it("names switches that there are", () => {
    const known = new Set([...Object.keys(configSchema.shape), "none"]);
    expect([...switches].filter((name) => !known.has(name))).to.deep.equal([]);
  });

  it("is as large as the documentation says", () => {
    const page = readFileSync(join(__dirname, "../../../docs/contract.md"), "utf8");
    const rows = [...page.matchAll(/^\| (?:cases|of them [a-z ]+|that need no emulator) +\| (\d+) +\|$/gm)];
    const here = cases.filter(({ needs }) => !needs.includes("switches") && !needs.includes("clock"));
    expect(rows.map(([, number]) => Number(number))).to.deep.equal(
      [cases, documented, guessed, here].map(({ length }) => length),
    );
  });

  it("can be run for the most part against an endpoint that has neither switches nor a clock to set", () => {
    const needsNone = (needs: ContractCase["needs"]) => !needs.includes("switches") && !needs.includes("clock");
    const anywhere = cases.filter(({ needs }) => needsNone(needs));
    expect(anywhere.length / cases.length).to.be.above(0.85);
  });
});
