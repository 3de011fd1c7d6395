import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const ROOT = join(__dirname, "../../../../..");

const text = (file: string): string => readFileSync(join(ROOT, file), "utf8");

const dependenciesOf = (file: string): Record<string, string> => {
  const { dependencies, devDependencies } = JSON.parse(text(file)) as Record<string, Record<string, string>>;
  return { ...dependencies, ...devDependencies };
};

describe("the versions of a release", () => {
  it("are one: what the package says is what the changelog begins with", () => {
    const { version } = JSON.parse(text("package.json")) as { version: string };
    const [, newest] = /^## (\S+) - \d{4}-\d{2}-\d{2}$/m.exec(text("CHANGELOG.md")) ?? [];
    expect(newest).to.equal(version);
  });

  it("of Node are one: the executables have the Node that the tests run on", () => {
    const needs = dependenciesOf("tools/release/needs/package.json");
    const nodes = Object.keys(needs).filter((name) => name.startsWith("node-"));
    expect(nodes).to.have.length(3);
    for (const name of nodes) expect(needs[name], name).to.equal(dependenciesOf("package.json").node);
  });
});
