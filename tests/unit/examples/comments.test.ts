import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { BOT, COLLEAGUE, Forge, type Author } from "../../e2e/support/repository/forge";

const examples = join(__dirname, "../../../../examples");
const MARKER = "<!-- ciam-comment: production -->\n";
const LOOKS_GOOD = { id: 1, body: "Looks good.", author: COLLEAGUE };

/** Other authors of comments that begin with the marker. */
const strangers: Readonly<Record<string, Author>> = {
  "a colleague": COLLEAGUE,
  "another bot": { id: 8, login: "renovate[bot]", type: "Bot" },
  "somebody with a name like ours": { id: 9, login: "github-actions", type: "User" },
};

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
        expect(forge.comments).to.deep.equal([LOOKS_GOOD]);
      });
    }

    it("adds a comment of its own beside a colleague's, and replaces that one", async () => {
      for (const text of ["first", "second"]) expect(await put(MARKER + text)).to.deep.equal({ code: 0, stderr: "" });
      expect(forge.comments).to.deep.equal([LOOKS_GOOD, { id: 2, body: `${MARKER}second`, author: BOT }]);
    });

    for (const [who, author] of Object.entries(strangers)) {
      it(`writes nothing into a comment that ${who} has planted with its marker`, async () => {
        const planted = `${MARKER}No user is deleted.`;
        forge.write(planted, author);
        for (const text of ["first", "second"]) expect(await put(MARKER + text)).to.deep.equal({ code: 0, stderr: "" });
        expect(forge.comments).to.deep.equal([
          LOOKS_GOOD,
          { id: 2, body: planted, author },
          { id: 3, body: `${MARKER}second`, author: BOT },
        ]);
      });
    }

    it("finds its own behind two hundred others, and leaves one with another key alone", async () => {
      forge.write("<!-- ciam-comment: staging -->\nanother stack", BOT);
      for (let at = 0; at < 200; at++) forge.write("+1");
      const ours = forge.write(`${MARKER}first`, BOT);
      expect(await put(`${MARKER}second`)).to.deep.equal({ code: 0, stderr: "" });
      expect(ours.body).to.equal(`${MARKER}second`);
      expect(forge.comments[1]?.body).to.contain("another stack");
      expect(forge.comments).to.have.length(203);
    });
  });
}

describe("the example's script for GitHub, with the token of an app", () => {
  it("knows its comments by the name of the app", async () => {
    const forge = await Forge.open(["accept-language", "*"]);
    const folder = mkdtempSync(join(tmpdir(), "ciam-comments-"));
    const file = join(folder, "comment.md");
    writeFileSync(file, `${MARKER}second`);
    const others = forge.write(`${MARKER}of a workflow`, BOT);
    const ours = forge.write(`${MARKER}first`, { id: 9, login: "users-bot[bot]", type: "Bot" });
    const env = { GITHUB_API_URL: forge.url, GITHUB_REPOSITORY: "acme/users", PULL_REQUEST: "42" };
    await new Promise((ended) => {
      const script = join(examples, "github-actions/.github/comment.mjs");
      execFile(process.execPath, [script, file], { env: { ...env, COMMENT_AUTHOR: "users-bot[bot]" } }, ended);
    });
    await forge.close();
    rmSync(folder, { recursive: true });
    expect([others.body, ours.body]).to.deep.equal([`${MARKER}of a workflow`, `${MARKER}second`]);
  });
});
