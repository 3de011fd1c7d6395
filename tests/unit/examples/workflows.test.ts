import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { findingsIn } from "./workflowParser";

const examples = join(__dirname, "../../../../examples");

describe("the workflows of the examples", () => {
  const files = readdirSync(examples, { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.github.workflows.[\w-]+\.yml$/.test(file) && !file.includes("node_modules"),
  );

  it("are those that the pages speak of", () => {
    expect(files.sort()).to.deep.equal([
      "github-actions/.github/workflows/deploy.yml",
      "github-actions/.github/workflows/drift.yml",
      "github-actions/.github/workflows/preview.yml",
      "preview-environments/.github/workflows/preview-environment.yml",
    ]);
  });

  for (const file of files) {
    it(`${file} is one that GitHub takes`, async () => {
      expect(await findingsIn(file, readFileSync(join(examples, file), "utf8"))).to.deep.equal([]);
    });
  }
});

describe("the parser of workflows", () => {
  it("finds a slip of the pen in a key, in an expression and in a condition", async () => {
    const text = readFileSync(join(examples, "github-actions/.github/workflows/preview.yml"), "utf8")
      .replace("runs-on", "runs_on")
      .replace("vars.PULUMI", "var.PULUMI")
      .replace("!cancelled()", "!canceled()");
    const findings = (await findingsIn("preview.yml", text)).join("\n");
    expect(findings).to.contain("Unexpected value 'runs_on'");
    expect(findings).to.contain("Unrecognized named-value: 'var'");
    expect(findings).to.contain("Unrecognized function: 'canceled'");
  });
});
