import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { code, codeBlock } from "../../../../cli/render/markdownText";
import { digest, type StepOptions } from "../documents";
import { ciam } from "../inProcess";

const people = (from: number, to: number, more: object = {}): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: to - from }, (_, n) => {
      const name = `user${String(from + n).padStart(6, "0")}`;
      return [name, JSON.stringify({ userName: name, email: `${name}@example.com`, ...more })];
    }),
  );

async function comment(steps: readonly StepOptions[], ...args: string[]): Promise<string> {
  const { stdout, code, stderr } = await ciam(["comment", ...args], { stdin: digest({ steps }) });
  expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
  return stdout;
}

describe("ciam comment", () => {
  const folder = mkdtempSync(join(tmpdir(), "ciam-comment-"));
  after(() => rmSync(folder, { recursive: true }));

  it("begins with a marker to find it by, then the numbers, then users by risk, the harmless ones folded", async () => {
    const before = { staff: { ...people(0, 3) } };
    const now = { staff: { ...people(1, 2), ...people(2, 3, { email: "new@example.com" }), ...people(7, 9) } };
    const text = await comment([{ before, now, changed: [] }], "--key", "users/dev");
    expect(text.split("\n").slice(0, 2)).to.deep.equal([
      "<!-- ciam-comment: users/dev -->",
      "### CIAM users: +2 −1 ~1 (email 1)",
    ]);
    const places = [
      "1 user deleted",
      "1 user with a new sign-in identity",
      "<details><summary>2 users imported</summary>",
    ].map((part) => text.indexOf(part));
    expect(places)
      .to.deep.equal([...places].sort((a, b) => a - b))
      .and.not.include(-1);
    expect(text).to.contain("| ~ | `staff/user000002` | `us***2` | email `u***@example.com → n***@example.com` |");
    expect(text).not.to.contain("new@example.com");
  });

  it("is there with its marker when nothing changes, so that an older one is replaced", async () => {
    expect(await comment([])).to.equal("<!-- ciam-comment: default -->\n### CIAM users: no changes\n\n");
  });

  it("says of a preview that printed nothing that it failed, with its marker, and ends with 2", async () => {
    const full = join(folder, "nothing.md");
    const { stdout, stderr, code } = await ciam(["comment", "--key", "users/dev", "--full", full], { stdin: "\n" });
    expect(code).to.equal(2);
    expect(stdout)
      .to.match(/^<!-- ciam-comment: users\/dev -->\n### CIAM users: 1 /)
      .and.to.contain("the preview failed before it printed anything; its log says why");
    expect(readFileSync(full, "utf8")).to.contain("the preview failed before it printed anything");
    expect(stderr).to.equal(
      "ciam: the standard input is empty: `pulumi preview` printed nothing, its error says why\n",
    );
  });

  it("says which of several previews printed nothing, and tells the others", async () => {
    const [dev, prod] = [join(folder, "dev.json"), join(folder, "prod.json")];
    writeFileSync(dev, digest({ steps: [{ now: { staff: people(0, 1) } }] }));
    writeFileSync(prod, "");
    const { stdout, code } = await ciam(["comment", dev, prod]);
    expect(code).to.equal(2);
    expect(stdout).to.contain("the preview of prod.json failed").and.to.contain("1 user imported");
  });

  it("folds updates only where there are many, and says in its heading that something is refused", async () => {
    const updates = (count: number): StepOptions[] => [
      { before: { staff: people(0, count) }, now: { staff: people(0, count, { nickname: "N" }) }, changed: [] },
    ];
    expect(await comment(updates(20)))
      .to.contain("**20 users updated**")
      .and.not.contain("<details>");
    expect(await comment(updates(21))).to.contain("<details><summary>21 users updated</summary>");
    const diagnostics = [{ severity: "error", message: "30 of 40 managed users would be removed" }];
    const { stdout } = await ciam(["comment"], { stdin: digest({ diagnostics }) });
    expect(stdout)
      .to.contain("### CIAM users: 1 refused\n")
      .and.to.contain("```text\n30 of 40 managed users would be removed\n```");
  });

  it("calls failed what was not refused by a resource, beside the users it tells of", async () => {
    const elsewhere = { urn: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev", severity: "error" };
    const diagnostics = [{ ...elsewhere, message: "error: preview failed" }];
    const { stdout } = await ciam(["comment"], {
      stdin: digest({ steps: [{ now: { staff: people(0, 2) } }], diagnostics }),
    });
    expect(stdout).to.contain("### CIAM users: +2, 1 failed\n").and.to.contain("a policy pack may have refused it");
  });

  it("names every column, for who has a table read out", async () => {
    const sets = { staff: people(0, 1) };
    for (const steps of [[{ now: sets }], [{ now: sets }, { before: sets, stack: "prod" }]]) {
      const heads = [...(await comment(steps)).matchAll(/^\|(.*)\|\n\|---/gm)].map(([, head = ""]) => head);
      expect(heads).to.have.length(1 + steps.length);
      for (const head of heads) expect(head.split("|").map((name) => name.trim())).not.to.include("");
    }
  });

  it("names resource and stack where there are several", async () => {
    const sets = { staff: people(0, 1) };
    const text = await comment([{ now: sets }, { now: sets, name: "guests" }, { before: sets, stack: "prod" }]);
    expect(text).to.contain("| `shop/dev` `staff` | +1 | 0 | is new |");
    expect(text).to.contain("| − | `shop/prod` `staff` | `staff/user000000` |");
    expect(text).to.contain("| + | `shop/dev` `guests` | `staff/user000000` |");
    expect(text).to.contain("**is deleted**");
  });

  for (const [what, steps] of [
    ["10,000 users who come", [{ now: { staff: people(0, 10_000) } }]],
    [
      "10,000 users who change",
      [{ before: { staff: people(0, 10_000) }, now: { staff: people(0, 10_000, { nickname: "|`<b>" }) }, changed: [] }],
    ],
    ["10,000 users who go", [{ before: { staff: people(0, 10_000) } }]],
    [
      "500 resources",
      Array.from({ length: 500 }, (_, n) => ({ name: `r${String(n)}`, now: { staff: people(n, n + 20) } })),
    ],
  ] as const) {
    it(`keeps within 64,000 characters with ${what}, counts what it leaves out, and writes all of it to a file`, async () => {
      const full = join(folder, "full.md");
      const { stdout } = await ciam(["comment", "--full", full, "--link", "https://example.com/run/(1)"], {
        stdin: digest({ steps }),
      });
      expect(stdout.length).to.be.lessThanOrEqual(64_000).and.greaterThan(60_000);
      expect(stdout).to.match(
        /\*\*Left out here:\*\* .*[\d,]+ of 10,000 users .*\[The whole list\]\(https:\/\/example\.com\/run\/%281%29\)\.\n$/,
      );
      const shown = stdout.match(/^\| [+~−] \|/gm)?.length ?? 0;
      const leftOut = Number(/([\d,]+) of 10,000 users/.exec(stdout)?.[1]?.replace(",", ""));
      expect(shown + leftOut).to.equal(10_000);
      expect(balance(stdout)).to.equal(0);
      expect(readFileSync(full, "utf8").match(/^\| [+~−] \|/gm)).to.have.length(10_000);
    });
  }

  it("spends its room on who is at risk", async () => {
    const before = { staff: people(0, 1_000) };
    const now = { staff: people(900, 6_000) };
    const text = await comment([{ before, now, changed: [], args: { acceptDeletions: 900 } }]);
    expect(text.match(/^\| − \|/gm)).to.have.length(900);
    expect(text).to.match(/[\d,]+ of 5,000 users imported/);
  });

  it("warns of a summary that GitHub will not take", async () => {
    const full = join(folder, "large.md");
    const steps = [{ now: { staff: people(0, 30_000) } }];
    const { stderr, code } = await ciam(["comment", "--full", full], { stdin: digest({ steps }) });
    expect(code).to.equal(0);
    expect(stderr).to.match(/^ciam: .*large\.md is larger than 1 MiB/);
  });

  it("says that the whole text cannot be written where there is no folder, or one in its place", async () => {
    for (const [full, why] of [
      [join(folder, "nowhere", "full.md"), "the folder does not exist"],
      [folder, "it is a directory"],
    ] as const) {
      const { code, stderr } = await ciam(["comment", "--full", full], { stdin: digest({ steps: [{ now: {} }] }) });
      expect({ code, stderr }).to.deep.equal({ code: 2, stderr: `ciam: ${full} cannot be written: ${why}\n` });
    }
  });

  it("refuses a key that would end the hidden line, a limit without room, and a link that is none", async () => {
    for (const args of [
      ["--key", "a-->b"],
      ["--key", "a--b"],
      ["--limit", "100"],
      ["--limit", "x"],
      ["--link", "javascript:alert(1)"],
    ]) {
      const { code, stderr } = await ciam(["comment", ...args], { stdin: digest({}) });
      expect(code, args.join(" ")).to.equal(2);
      expect(stderr).to.match(/^ciam: --/);
    }
  });

  it("prints the parts as JSON for a pipeline", async () => {
    const { stdout } = await ciam(["comment", "--json"], { stdin: digest({}) });
    expect(JSON.parse(stdout)).to.deep.equal({
      marker: "<!-- ciam-comment: default -->",
      markdown: "<!-- ciam-comment: default -->\n### CIAM users: no changes\n\n",
      leftOut: [],
    });
  });
});

describe("text from elsewhere in Markdown", () => {
  it("is a code span that no backtick ends, no pipe splits, no line breaks", () => {
    expect(code("a`b``c")).to.equal("```a`b``c```");
    expect(code("`a")).to.equal("`` `a ``");
    expect(code("a|b")).to.equal("`a\\|b`");
    expect(code("a\\|b")).to.equal("`a\\ \\|b`");
    expect(code("@octocat <img src=x> #1 *b*")).to.equal("`@octocat <img src=x> #1 *b*`");
    expect(code("one\ntwo\u0007\u202e")).to.equal("`one ⏎ two\\u{7}\\u{202e}`");
    expect(code("")).to.equal("`  `");
  });

  it("is one of any length, in a moment", () => {
    const before = process.cpuUsage();
    expect(code(`a${" ".repeat(80_000)}b`)).to.have.length(80_004);
    expect(code("`a".repeat(200_000))).to.match(/^`` `a/);
    expect(codeBlock("`a".repeat(200_000))).to.match(/^```text\n/);
    const { user, system } = process.cpuUsage(before);
    expect(user + system).to.be.below(1_000_000);
  });

  it("is a code block that no fence in it ends", () => {
    expect(codeBlock("a\n```\n<b>@x")).to.equal("````text\na\n```\n<b>@x\n````");
    expect(codeBlock("a\u001b[31m")).to.equal("```text\na [31m\n```");
  });
});

function balance(markdown: string): number {
  return (markdown.match(/<details>/g)?.length ?? 0) - (markdown.match(/<\/details>/g)?.length ?? 0);
}
