import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const repository = join(__dirname, "../../../..");
const text = (file: string): string => readFileSync(join(repository, file), "utf8");

describe("AGENTS.md", () => {
  const quoted = [...text("AGENTS.md").matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);

  it("names files and folders that are there", () => {
    const paths = quoted.filter((code) => /^[\w.-]+\/[\w./-]*$/.test(code) && !/^(dist|node_modules)\//.test(code));
    // What programs import, and no path of the repository.
    const gone = paths.filter(
      (path) => path !== "pulumi-tencentcloud-ciam/provider" && !existsSync(join(repository, path)),
    );
    expect(gone).to.deep.equal([]);
    expect(paths).to.have.length.above(12);
  });

  it("tells to make what can be made", () => {
    const targets = [...text("AGENTS.md").matchAll(/[`$] ?make ([a-z-]+)/g)].map(([, target = ""]) => target);
    const made = [...text("Makefile").matchAll(/^([a-z-]+):.*##/gm)].map(([, target]) => target);
    expect(targets).to.include.members(["build", "test", "lint", "reference"]);
    expect(made).to.include.members(targets);
  });
});

describe("llms.txt", () => {
  it("leads to every page", () => {
    const missing = globSync("docs/*.md", { cwd: repository }).filter(
      (page) => !text("llms.txt").includes(`(${page})`),
    );
    expect(missing).to.deep.equal([]);
  });

  it("has the form of its kind: a title, a summary, and lists of links below headings", () => {
    const [title = "", , summary = ""] = text("llms.txt").split("\n");
    expect(title).to.match(/^# /);
    expect(summary).to.match(/^> /);
    const items = text("llms.txt")
      .split("\n")
      .filter((line) => line.startsWith("- "));
    for (const item of items) expect(item).to.match(/^- \[[^\]]+\]\([^)]+\)(: .+)?$/);
  });
});
