import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const repository = join(__dirname, "../../../..");

/** Every text that tells somebody what to type. */
const texts = globSync(
  [
    "*.md",
    "docs/*.md",
    "examples/*/*.md",
    "examples/**/*.{yml,mjs}",
    "templates/**/*.yaml",
    "{provider,cli,emulator,sdk}/**/*.ts",
  ],
  {
    cwd: repository,
    exclude: (path) => path.includes("node_modules"),
  },
);

describe("npx, wherever it is named", () => {
  it("is told to install nothing: in a folder without our package it would run a stranger's of the same name", () => {
    const fetching = texts.filter((text) => /npx ciam/.test(readFileSync(join(repository, text), "utf8")));
    expect(fetching).to.deep.equal([]);
    expect(texts).to.include.members(["README.md", "docs/ciam.md", "examples/gitlab-ci/README.md"]);
  });
});
