import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { PlanDocument } from "../../../../provider/planDocument/document";
import { expectInert, hostileTexts } from "../../../support/hostile";
import { documentWith, imported, QA, removed, updated } from "../../provider/planDocument/documents";
import { digest, urnOf } from "../documents";
import { ciam } from "../inProcess";

const RESOURCE = { urn: urnOf(), project: "shop", stack: "dev", name: "staff" };
const loaded = (user: object): string => JSON.stringify(user);

describe("a folder of plans", () => {
  const base = mkdtempSync(join(tmpdir(), "ciam-folder-"));
  let made = 0;
  after(() => rmSync(base, { recursive: true }));

  function folderWith(...plans: readonly unknown[]): string {
    const folder = join(base, String(made++));
    mkdirSync(folder);
    plans.forEach((plan, n) => {
      writeFileSync(join(folder, `${String(n)}.plan.json`), typeof plan === "string" ? plan : JSON.stringify(plan));
    });
    return folder;
  }

  it("is told as the document of the same preview is, by the plan and by the comment", async () => {
    const before = {
      s: { bert: loaded({ userName: "bert", email: "b@example.com" }), clara: loaded({ userName: "clara" }) },
    };
    const now = {
      s: {
        bert: loaded({ userName: "bert", email: "b@example.org" }),
        erin: loaded({ userName: "erin", userGroups: ["qa"] }),
      },
    };
    const args = { groups: { qa: QA } };
    const preview = join(base, "preview.json");
    writeFileSync(preview, digest({ steps: [{ before, now, args, changed: ["userSets.s"] }] }));
    const bert = { field: "email", from: "b@example.com", to: "b@example.org" } as const;
    const plan = documentWith(
      [imported("erin", { userName: "erin", userGroups: [QA] }), updated("bert", [bert]), removed("clara")],
      { resource: RESOURCE },
    );
    const folder = folderWith(plan);
    for (const command of [["plan"], ["plan", "--format", "markdown"], ["comment"]]) {
      const [one, other] = [await ciam([...command, preview]), await ciam([...command, folder])];
      expect(one.code).to.equal(0);
      expect(other).to.deep.equal(one);
      expect(await ciam([...command, folder, preview])).to.deep.equal(one);
    }
  });

  it("is not asked about a resource that it could tell nothing of, nor about one that a preview calls otherwise", async () => {
    const preview = join(base, "other.json");
    const now = { s: { ann: loaded({ userName: "ann" }) } };
    writeFileSync(preview, digest({ steps: [{ before: { s: {} }, now, changed: ["userSets.s"] }] }));
    const untold = documentWith([], { resource: RESOURCE, untold: ["values that only `up` will know"] });
    const created = documentWith([imported("ben")], { resource: RESOURCE, verb: "create" });
    for (const plan of [untold, created]) {
      const { stdout } = await ciam(["plan", folderWith(plan), preview]);
      expect(stdout).to.equal("staff (shop/dev): +1\n  + s/ann (a***) imported\n");
    }
    expect((await ciam(["plan", folderWith(untold)])).stdout).to.contain("values that only `up` will know");
  });

  it("is believed of a replacement where the store was asked, although the provider took it for a new resource", async () => {
    const preview = join(base, "replaced.json");
    const now = { s: { ann: loaded({ userName: "ann" }) } };
    writeFileSync(preview, digest({ steps: [{ op: "replace", before: now, now, changed: [] }] }));
    const told = async (basis: PlanDocument["basis"]) => {
      const plan = documentWith([imported("ben")], { resource: RESOURCE, verb: "create", basis });
      return (await ciam(["plan", folderWith(plan), preview])).stdout;
    };
    expect(await told("store"))
      .to.contain("s/ben (b***) imported")
      .and.not.to.contain("s/ann");
    expect(await told("last known state"))
      .to.contain("s/ann")
      .and.not.to.contain("s/ben");
  });

  it("tells of somebody whom a preview ended too early to tell of", async () => {
    const preview = join(base, "failed.json");
    writeFileSync(preview, digest({ steps: [] }));
    const { stdout } = await ciam([
      "plan",
      folderWith(documentWith([removed("ann")], { resource: RESOURCE })),
      preview,
    ]);
    expect(stdout).to.equal("staff (shop/dev): −1\n  − s/ann (a***) deleted\n");
  });

  it("tells what was wrong with users, in the place of an error that says the same and of no other", async () => {
    const lines = [
      "staff.csv: 1 finding, nothing was sent to CIAM",
      "  staff.csv:2:2: email: is not an e-mail address",
    ];
    const folder = folderWith();
    writeFileSync(join(folder, "1.refused.json"), JSON.stringify({ version: 1, lines }));
    const told = ["failed:", ...lines.map((line) => `    ${line}`), ""].join("\n");
    expect((await ciam(["plan", folder])).stdout).to.equal(told);
    expect((await ciam(["plan", "--expect-no-conflicts", folder])).code).to.equal(1);

    const preview = join(base, "refused.json");
    const urn = urnOf({ type: "pulumi:pulumi:Stack", name: "shop-dev" });
    const said = (message: string) => ({ urn, severity: "error", message: `error: ${message}\n` });
    writeFileSync(preview, digest({ diagnostics: [said(lines.join("\n"))] }));
    expect((await ciam(["plan", folder, preview])).stdout).to.equal(told);
    const others = [lines[0] ?? "", [...lines, "  CANARY"].join("\n"), [lines[0], "  CANARY"].join("\n")];
    writeFileSync(preview, digest({ diagnostics: others.map(said) }));
    const { stdout } = await ciam(["plan", folder, preview]);
    expect(stdout).not.to.contain("CANARY").and.not.to.contain("staff.csv");
    expect(stdout.match(/such as the program's own/g)).to.have.length(3);
  });

  it("ends a plan with 1 where a conflict or a refusal in it was not expected", async () => {
    const refused = documentWith([removed("ann")], { resource: RESOURCE, refusals: ["too many"] });
    expect((await ciam(["plan", "--expect-no-conflicts", folderWith(refused)])).code).to.equal(1);
    const fine = documentWith([removed("ann")], { resource: RESOURCE });
    expect((await ciam(["plan", "--expect-no-conflicts", folderWith(fine)])).code).to.equal(0);
    expect((await ciam(["plan", "--expect-no-changes", folderWith(documentWith([]))])).code).to.equal(0);
  });

  it("says in a sentence what is wrong with it, and nothing of what it holds", async () => {
    const wrong: Readonly<Record<string, unknown>> = {
      "is a directory without a plan": undefined,
      "is no plan of a preview": "CANARY",
      "is no plan of a preview: it is damaged": { version: 1, users: "CANARY" },
      "was written by a newer pulumi-tencentcloud-ciam (plan version 2)": { version: 2, CANARY: 1 },
    };
    for (const [said, plan] of Object.entries(wrong)) {
      for (const command of ["plan", "comment"]) {
        const folder = plan === undefined ? folderWith() : folderWith(plan);
        const { code, stdout, stderr } = await ciam([command, folder]);
        expect({ code, stdout }, said).to.deep.equal({ code: 2, stdout: "" });
        expect(stderr).to.contain(said).and.not.contain("CANARY");
      }
    }
  });

  it("is inert, whatever words are in it", async () => {
    for (const text of hostileTexts) {
      const plan: PlanDocument = {
        ...documentWith([removed("ann")]),
        resource: { project: text, stack: text, name: text },
        settings: [{ name: text, change: text }],
        untold: [text],
        notes: [text],
        refusals: [text],
      };
      const users = plan.users.map((user) => ({
        ...user,
        set: text,
        key: text,
        identity: text,
        fields: [{ field: "nickname", attribute: text, from: text, to: text }],
        groups: { gained: [{ id: text, name: text }], lost: [{ id: text }] },
        obstacle: { code: text, reason: text, remedy: text },
        notes: [text],
      }));
      const folder = folderWith({ ...plan, users });
      writeFileSync(join(folder, "1.refused.json"), JSON.stringify({ version: 1, lines: [text] }));
      for (const args of [["plan"], ["plan", "--json"], ["plan", "--format", "markdown"], ["comment"]]) {
        const { stdout, stderr } = await ciam([...args, folder]);
        expectInert(stdout + stderr, args.join(" "), "no colours");
      }
    }
  });
});
