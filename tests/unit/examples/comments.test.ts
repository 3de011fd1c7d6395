import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Forge } from "../../e2e/support/forge";

const examples = join(__dirname, "../../../../examples");

interface Ended {
  readonly code: number;
  readonly stderr: string;
}

for (const script of ["github-actions/.github/comment.mjs", "gitlab-ci/ci/comment.mjs"]) {
  describe(`the example's ${script}`, () => {
    const folder = mkdtempSync(join(tmpdir(), "ciam-comments-"));
    const file = join(folder, "comment.md");
    let forge: Forge;
    beforeEach(async () => (forge = await Forge.open(["accept-language", "*"])));
    afterEach(() => forge.close());
    after(() => rmSync(folder, { recursive: true }));

    const put = (text: string): Promise<Ended> => {
      writeFileSync(file, text);
      const env = {
        GITHUB_API_URL: forge.url,
        GITHUB_REPOSITORY: "acme/users",
        PULL_REQUEST: "42",
        CI_API_V4_URL: forge.url,
        CI_PROJECT_ID: "17",
        CI_MERGE_REQUEST_IID: "42",
      };
      return new Promise((ended) => {
        execFile(process.execPath, [join(examples, script), file], { env }, (error, _stdout, stderr) =>
          ended({ code: Number(error?.code ?? 0), stderr }),
        );
      });
    };

    for (const text of ["", "\n", "Looks good.\n", "<!-- another tool: x -->\n"]) {
      it(`touches nobody's comment when its own begins with ${JSON.stringify(text)}`, async () => {
        expect(await put(text)).to.deep.equal({
          code: 1,
          stderr: `${file} is not what \`ciam comment\` writes, so no comment is touched; its own step says what went wrong\n`,
        });
        expect(forge.requests).to.deep.equal([]);
        expect(forge.comments).to.deep.equal([{ id: 1, body: "Looks good." }]);
      });
    }

    it("adds a comment of its own beside a colleague's, and replaces that one", async () => {
      const marker = "<!-- ciam-comment: production -->\n";
      for (const text of ["first", "second"]) expect(await put(marker + text)).to.deep.equal({ code: 0, stderr: "" });
      expect(forge.comments).to.deep.equal([
        { id: 1, body: "Looks good." },
        { id: 2, body: `${marker}second` },
      ]);
    });
  });
}
