import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";

const repository = join(__dirname, "../../../..");
const pages = globSync(
  ["*.md", "docs/**/*.md", "examples/*/README.md", "tests/golden-states/*.md", ".github/**/*.md"],
  { cwd: repository },
);

/** The text of a page outside its code blocks. */
function prose(page: string): string {
  return readFileSync(join(repository, page), "utf8")
    .replace(/^```[^]*?^```/gm, "")
    .replace(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()]/g, ""));
}

/** GitHub's anchors for a page's headings. */
function anchorsOf(page: string): string[] {
  return [...prose(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );
}

function brokenLinks(page: string): string[] {
  const links = [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
  return links.filter((link) => {
    if (/^https?:/.test(link)) return false;
    const [file = "", anchor] = link.split("#");
    const target = file === "" ? page : join(dirname(page), file);
    if (!existsSync(join(repository, target))) return true;
    return anchor !== undefined && target.endsWith(".md") && !anchorsOf(target).includes(anchor);
  });
}

describe("the links of the pages", () => {
  it("are looked at in all pages", () => {
    expect(pages).to.include.members(["README.md", "docs/gitops.md", "examples/quickstart/README.md"]);
  });

  for (const page of pages) {
    it(`${page} leads only to what is there`, () => {
      expect(brokenLinks(page)).to.deep.equal([]);
    });
  }
});
