import { expect } from "chai";
import fc from "fast-check";
import { UNKNOWN_SIGN as UNKNOWN } from "../../../../provider/engine/values";
import { digest, events, SIGNED, urnOf, type PreviewOptions } from "../documents";
import { ciam } from "../inProcess";

/** What is said of a preview, which must be the same in both of its forms. */
async function told(preview: PreviewOptions): Promise<string[]> {
  const [one, other] = await Promise.all([digest(preview), events(preview)].map((stdin) => ciam(["plan"], { stdin })));
  expect(one).to.deep.equal(other);
  expect(one).to.include({ code: 0, stderr: "" });
  return (one?.stdout ?? "").trimEnd().split("\n");
}

const loaded = (user: object, secret?: "[secret]"): unknown =>
  secret ? { user: JSON.stringify(user), secret } : JSON.stringify(user);

const importOnly = (field: string): string =>
  `      ${field} can only be set by import: set importOnlyChange to "reimport" (deletes the user and imports it again, with a new UserId and without its password) or "ignore"`;

const ann = { userName: "ann", email: "ann@example.com", nickname: "Ann" };

describe("ciam plan of a preview", () => {
  it("tells who comes, goes and changes, the riskiest first, whatever form users travel in", async () => {
    const before = {
      file: { a: loaded(ann), b: loaded({ userName: "ben" }), c: loaded({ userName: "cat" }) },
      program: { dave: { userName: "dave", userGroups: ["one"] }, eve: { userName: "eve" } },
    };
    const now = {
      file: { a: loaded({ ...ann, email: "ann@example.org" }), b: loaded({ userName: "ben", nickname: "Ben" }) },
      program: {
        dave: { userName: "dave", userGroups: ["two"] },
        eve: { userName: "eve" },
        fred: { email: "fred@example.com" },
      },
    };
    const lines = await told({ steps: [{ before, now, changed: ["userSets.file.a"] }] });
    expect(lines).to.deep.equal([
      "staff (shop/dev): +1 −1 ~3 (email 1, nickname 1, userGroups 1), 1 unchanged",
      "  − file/c (c***) deleted",
      "  ~ file/a (a***) with a new sign-in identity",
      "      email: a***@example.com → a***@example.org",
      "  ~ file/b (b***) updated",
      "      nickname: (none) → B***",
      "  ~ program/dave (d***) updated",
      "      userGroups: +two −one",
      "  + program/fred (f***@example.com) imported",
    ]);
  });

  it("tells that secrets change and never which", async () => {
    const before = {
      file: { a: loaded({ userName: "ann" }, "[secret]"), b: loaded({ userName: "ben" }) },
      program: { dave: { userName: "dave", password: "[secret]" } },
    };
    const now = {
      file: { a: loaded({ userName: "ann" }, "[secret]"), b: loaded({ userName: "ben" }, "[secret]") },
      program: { dave: { userName: "dave", password: "[secret]", residentIdentityCard: "[secret]" } },
    };
    const changed = [
      "userSets.file.a.secret",
      "userSets.file.b",
      "userSets.program.dave.password",
      "userSets.program.dave.residentIdentityCard",
    ];
    expect(await told({ steps: [{ before, now, changed }] })).to.deep.equal([
      "staff (shop/dev): 1 password changed, 2 secrets changed, 1 conflict",
      "  ! program/dave (d***) in conflict",
      "      password: changed",
      "      residentIdentityCard: changed",
      importOnly("residentIdentityCard"),
      '      a changed password is not applied (passwordPolicy: "initial")',
      "  ~ file/a (a***) with another secret",
      "      secret fields: changed",
      '      a changed password is not applied (passwordPolicy: "initial")',
      "  ~ file/b (b***) with another secret",
      "      secret fields: changed",
      '      a changed password is not applied (passwordPolicy: "initial")',
    ]);
    const managed = await told({
      steps: [{ before, now, changed, args: { passwordPolicy: "managed", importOnlyChange: "reimport" } }],
    });
    expect(managed.slice(0, 3)).to.deep.equal([
      "staff (shop/dev): 1 imported again, 1 password changed, 2 secrets changed",
      "  ± program/dave (d***) deleted and imported again",
      "      password: changed",
    ]);
    expect(managed).to.include("      a changed password is set");
  });

  it("finds the changed secret of a key that has to be quoted in a path", async () => {
    const sets = { file: { "a.b@c": loaded({ userName: "ann" }, "[secret]") } };
    const lines = await told({ steps: [{ before: sets, now: sets, changed: ['userSets.file["a.b@c"].secret'] }] });
    expect(lines).to.include("  ~ file/a.b@c (a***) with another secret");
  });

  it("follows a user to another key, and says what an import alone can set", async () => {
    const before = { file: { a: loaded(ann), b: loaded({ userName: "ben", job: "Clerk" }) } };
    const now = { file: { anna: loaded(ann), b: loaded({ userName: "ben", job: "Head clerk" }) } };
    expect(await told({ steps: [{ before, now, changed: [] }] })).to.deep.equal([
      "staff (shop/dev): 1 conflict, 1 key changed",
      "  ! file/b (b***) in conflict",
      "      job: C*** → H***",
      importOnly("job"),
      "  ~ file/anna (a***) with another key",
      "      key: file/a → file/anna",
    ]);
  });

  it("computes creation, deletion and replacement from the inputs, by the policy for removals", async () => {
    const sets = { file: { a: loaded(ann) } };
    expect(await told({ steps: [{ now: sets }] })).to.deep.equal([
      "staff (shop/dev): +1; is new",
      "  + file/a (a***) imported",
    ]);
    expect(await told({ steps: [{ before: sets }] })).to.deep.equal([
      "staff (shop/dev): −1; is deleted, with the users it made; those it adopted are released",
      "  − file/a (a***) deleted",
    ]);
    expect((await told({ steps: [{ before: sets, args: { removalPolicy: "freeze" } }] }))[1]).to.equal(
      "  − file/a (a***) frozen",
    );
    expect((await told({ steps: [{ before: sets, args: { removalPolicy: "retain" } }] }))[1]).to.equal(
      "  − file/a (a***) released",
    );
    expect(await told({ steps: [{ before: sets, retainOnDelete: true }] })).to.deep.equal([
      "staff (shop/dev): no changes; leaves the state; its users stay as they are",
    ]);
    const replaced = await told({ steps: [{ op: "replace", before: sets, now: sets, changed: ["userStoreId"] }] });
    expect(replaced).to.deep.equal([
      "staff (shop/dev): +1 −1; is replaced: its users are removed from the old store and imported into the new one",
      "  − file/a (a***) deleted",
      "  + file/a (a***) imported",
    ]);
  });

  it("does not call deleted who may have been adopted", async () => {
    const args = { conflictPolicy: "adopt" };
    const [before, now] = [{ file: { a: loaded(ann), b: loaded({ userName: "ben" }) } }, { file: { a: loaded(ann) } }];
    expect((await told({ steps: [{ before, now, args }] })).slice(1)).to.deep.equal([
      "  − file/b (b***) deleted",
      "      released instead, if it was adopted",
    ]);
  });

  it("counts a replacement once, which an event log tells in three steps", async () => {
    const sets = { file: { a: loaded(ann) } };
    const step = { before: sets, now: sets, changed: ["userStoreId"] };
    const log = events({ steps: ["delete-replaced", "replace", "create-replacement"].map((op) => ({ ...step, op })) });
    expect((await ciam(["plan"], { stdin: log })).stdout).to.match(/^staff \(shop\/dev\): \+1 −1; is replaced/);
  });

  it("compares inputs where the engine did not, and takes an unknown for no change", async () => {
    const before = {
      file: { a: loaded(ann, "[secret]") },
      program: { dave: { userName: "dave", email: "dave@example.com", userGroups: ["one"] } },
    };
    const unknown = {
      file: { a: loaded(ann, "[secret]") },
      program: { dave: { userName: "dave", email: UNKNOWN, userGroups: [UNKNOWN] }, gus: UNKNOWN },
    };
    expect(await told({ steps: [{ before, now: unknown }] })).to.deep.equal([
      "staff (shop/dev): +1, 2 unchanged",
      "  + program/gus imported",
      "      known by `pulumi up` only",
    ]);
    expect(await told({ steps: [{ before, now: before }] })).to.deep.equal([
      "staff (shop/dev): no changes, 2 unchanged",
      "  note:",
      "    users whom the last run could not bring to their declaration are tried again",
    ]);
    expect(await told({ steps: [{ before, now: { file: UNKNOWN, program: {} }, changed: [] }] })).to.deep.equal([
      "staff (shop/dev): −1",
      "  − program/dave (d***) deleted",
      "  note:",
      "    some users are known by `pulumi up` only",
    ]);
    expect(await told({ steps: [{ before, now: "[secret]", changed: ["userSets"] }] })).to.deep.equal([
      "staff (shop/dev): not all is told",
      "  note:",
      "    some users are secret as a whole, so nothing is told of them",
    ]);
  });

  it("leaves alone what the resource ignores and what its declaration no longer speaks of", async () => {
    const before = { file: { a: loaded(ann) } };
    const now = { file: { a: loaded({ userName: "ann", email: "ann@example.com", job: "x" }) } };
    const args = { ignoreFields: ["job"] };
    expect(await told({ steps: [{ before, now, args, changed: ["userSets.file.a"] }] })).to.deep.equal([
      "staff (shop/dev): no changes, 1 unchanged",
    ]);
  });

  it("shows what a refresh found, also from the document of `pulumi refresh`", async () => {
    const recorded = { file: { a: loaded(ann), b: loaded({ userName: "ben" }), c: loaded({ userName: "cat" }) } };
    const live = {
      file: { a: loaded({ ...ann, nickname: "Hand" }), c: loaded({ userName: "cat" }) },
      orphans: { u1: loaded({ userName: "eve" }) },
    };
    const expected = [
      "staff (shop/dev): 1 gone from the store, 1 edited by hand, 1 not declared, 1 unchanged; differs from its store",
      "  − file/b (b***) gone from the store",
      "  ~ file/a (a***) edited by hand",
      "      nickname: A*** → H***",
      "  + orphans/u1 (e***) ours and not declared",
    ];
    const stack = { name: "shop-dev", type: "pulumi:pulumi:Stack" };
    const refresh = digest({
      steps: [
        { ...stack, op: "refresh", now: {} },
        { op: "update", before: recorded, now: live },
      ],
    });
    expect((await ciam(["plan"], { stdin: refresh })).stdout.trimEnd().split("\n")).to.deep.equal(expected);
    // Of a preview that refreshes first, the digest has what was found where the next step begins.
    const preview = digest({
      steps: [
        { ...stack, op: "refresh", now: {} },
        { ...stack, op: "same", now: {} },
        { op: "refresh", before: recorded, now: recorded },
        { op: "update", before: live, now: recorded, changed: ["userSets.file.b"] },
      ],
    });
    const lines = (await ciam(["plan"], { stdin: preview })).stdout.trimEnd().split("\n");
    expect(lines.slice(0, 5)).to.deep.equal(expected);
    expect(lines[6]).to.equal("staff (shop/dev): +1 −1 ~1 (nickname 1), 1 unchanged");
    // An event log tells it when the refresh ends.
    const log = [
      { preludeEvent: {} },
      {
        resourcePreEvent: {
          metadata: {
            op: "refresh",
            urn: urnOf(),
            old: { inputs: { userSets: recorded } },
            new: { inputs: { userSets: recorded } },
          },
        },
      },
      {
        resOutputsEvent: {
          metadata: {
            op: "update",
            urn: urnOf(),
            old: { inputs: { userSets: recorded } },
            new: { inputs: { userSets: live } },
          },
        },
      },
    ];
    const stdin = log.map((event, sequence) => JSON.stringify({ sequence, ...event })).join("\n");
    expect((await ciam(["plan"], { stdin })).stdout.trimEnd().split("\n")).to.deep.equal(expected);
  });

  it("shows what was refused, what a warning says, and stores that go", async () => {
    const lines = await told({
      steps: [
        { name: "customers", type: "pulumi-nodejs:dynamic/ciam:UserStore", before: {} },
        { name: "same", type: "pulumi-nodejs:dynamic/ciam:UserStore", op: "same", before: {}, now: {} },
      ],
      diagnostics: [
        {
          severity: "error",
          message:
            "error: pulumi-nodejs:dynamic/ciam:UserImportJob resource 'staff' has a problem: 30 of 40 managed users would be removed: file/a.\nSet acceptDeletions: 30\n",
        },
        { severity: "debug", message: "the password is CANARY" },
        { severity: "info", message: "plan against last known state: 30 delete" },
      ],
    });
    expect(lines).to.deep.equal([
      "staff (shop/dev): is refused, and nothing of it is carried out",
      "  refused:",
      "    30 of 40 managed users would be removed: file/a.",
      "    Set acceptDeletions: 30",
      "",
      "user store customers (shop/dev): delete",
    ]);
  });

  it("quotes no error of a document, however much it looks like one of ours", async () => {
    const finding = "staff.csv: 1 finding, nothing was sent to CIAM\n  staff.csv:2:2: email: is CANARY";
    const urn = urnOf({ type: "pulumi:pulumi:Stack", name: "shop-dev" });
    const lines = await told({
      diagnostics: [
        { urn, severity: "error", message: `error: ${finding}\n` },
        { urn, severity: "error", message: "Error: cannot connect with password CANARY" },
      ],
    });
    expect(lines.join("\n")).not.to.contain("CANARY");
    expect(
      lines.filter((line) => line.includes("such as the program's own; `pulumi preview` shows it")),
    ).to.have.length(2);
  });

  it("thinks of a policy pack where a preview failed without a word, and only there", async () => {
    const urn = urnOf({ type: "pulumi:pulumi:Stack", name: "shop-dev" });
    const bare = { urn, severity: "error", message: "error: preview failed\n" };
    const why = "a policy pack may have refused it, as `pulumi preview --policy-pack …` shows";
    const alone = await told({ steps: [{ now: {} }], diagnostics: [bare] });
    expect(alone.join("\n")).to.contain(why);
    const refused = await told({ diagnostics: [{ severity: "error", message: "no user store" }, bare] });
    expect(refused).to.deep.equal([
      "staff (shop/dev): is refused, and nothing of it is carried out",
      "  refused:",
      "    no user store",
    ]);
  });

  it("reads several previews on end, some words of a CLI before them, and UTF-16", async () => {
    const dev = digest({ steps: [{ now: { file: { a: loaded(ann) } } }] });
    const prod = events({ steps: [{ stack: "prod", before: { file: { a: loaded(ann) } } }] });
    const more = events({ steps: [{ stack: "qa", now: {} }] });
    const text = `warning: {a new version} is there\n${dev}\n${prod}\n${more}`;
    const expected =
      /^staff \(shop\/dev\): \+1.*\n.*\n\nstaff \(shop\/prod\): −1.*\n.*\n\nstaff \(shop\/qa\): no changes; is new\n/;
    expect((await ciam(["plan"], { stdin: text })).stdout).to.match(expected);
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
    expect((await ciam(["plan"], { stdin: utf16 })).stdout).to.match(expected);
  });

  it("ends with 1 where changes, or conflicts, were not expected", async () => {
    const plan = async (preview: PreviewOptions, ...args: string[]): Promise<number> =>
      (await ciam(["plan", ...args], { stdin: digest(preview) })).code;
    const change = { steps: [{ now: { file: { a: loaded(ann) } } }] };
    const refusal = { diagnostics: [{ severity: "error", message: "no" }] };
    expect(await plan(change, "--expect-no-conflicts")).to.equal(0);
    expect(await plan(change, "--expect-no-changes")).to.equal(1);
    expect(await plan(refusal, "--expect-no-conflicts")).to.equal(1);
    expect(await plan({}, "--expect-no-changes", "--expect-no-conflicts")).to.equal(0);
  });

  it("refuses options that have a meaning with a store only", async () => {
    const stdin = digest({ steps: [] });
    const ofStores: Readonly<Record<string, readonly string[]>> = {
      "--preset": ["okta"],
      "--other-columns": ["ignore"],
      "--where": ["Status=active"],
      "--at": ["users"],
      "--sheet": ["Staff"],
      "--encoding": ["gbk"],
      "--header-line": ["2"],
      "--header": ["userName,email"],
      "--nulls": ["NULL"],
      "--dates": ["DD/MM/YYYY"],
      "--phone-country": ["86"],
      "--group-separator": [","],
      "--key": ["email"],
      "--column": ["E-Mail=email"],
      "--default": ["zone=Asia/Shanghai"],
      "--delimiter": [";"],
      "--allow-empty": [],
      "--passwords-are-plain": [],
      "--owner-attribute": ["indexedAttribute1"],
      "--owner": ["shop/dev/staff#f07d6dfd"],
      "--conflict-policy": ["adopt"],
      "--groups": ["ids"],
      "--endpoint": ["embedded"],
      "--region": ["ap-singapore"],
      "--profile": ["default"],
    };
    const ofPreviews = ["--format", "--json", "--expect-no-changes", "--expect-no-conflicts", "--show-values"];
    const { stdout: help } = await ciam(["help", "plan"]);
    const all = [...help.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag]) => flag);
    expect(all).to.have.members([...ofPreviews, "--store", "--base", ...Object.keys(ofStores)]);
    for (const [option, values] of Object.entries(ofStores)) {
      const { code, stdout, stderr } = await ciam(["plan", option, ...values], { stdin });
      expect({ code, stdout }, option).to.deep.equal({ code: 2, stdout: "" });
      expect(stderr).to.contain(`${option} has a meaning only with --store`);
    }
    const { code, stderr } = await ciam(["plan", ...ofPreviews.slice(1), "--format", "json"], { stdin });
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
  });

  it("says in a sentence what it was given instead of a preview, and nothing of what that holds", async () => {
    for (const stdin of [
      "hello CANARY",
      '{"steps": [{"op": "CANARY',
      '{"a": "CANARY"}',
      '[{"sequence": 1}]',
      "{CANARY}",
    ]) {
      const { code, stdout, stderr } = await ciam(["plan"], { stdin });
      expect({ code, stdout }).to.deep.equal({ code: 2, stdout: "" });
      expect(stderr).to.match(
        /^ciam: the standard input is no preview.*: hand in what `pulumi preview --json` prints.*\n$/,
      );
      expect(stderr).not.to.contain("CANARY");
    }
    expect(await ciam(["plan"], { stdin: "\n" })).to.deep.equal({
      code: 2,
      stdout: "",
      stderr: "ciam: the standard input is empty: `pulumi preview` printed nothing, its error says why\n",
    });
    expect(await ciam(["jobs", "--state", __dirname])).to.deep.include({
      code: 2,
      stderr: `ciam: ${__dirname} is a directory\n`,
    });
    expect((await ciam(["plan", "nowhere.json"])).stderr).to.equal("ciam: nowhere.json does not exist\n");
  });

  it("takes whatever it is given for a preview or for none, and never breaks over it", async () => {
    const preview = {
      steps: [
        {
          before: { file: { a: loaded(ann) } },
          now: { file: { a: { user: "{}", secret: "[secret]" } } },
          changed: ["userSets.file.a"],
        },
      ],
    };
    const texts = [digest(preview), events(preview)];
    const mutation = fc.record({
      text: fc.constantFrom(...texts),
      at: fc.nat(2000),
      cut: fc.nat(40),
      put: fc.constantFrom("", "{", "}", '"', "null", "[]", "7", ","),
    });
    await fc.assert(
      fc.asyncProperty(mutation, async ({ text, at, cut, put }) => {
        const stdin = text.slice(0, at % text.length) + put + text.slice((at % text.length) + cut);
        const { code, stderr } = await ciam(["comment"], { stdin });
        expect([0, 2], `${stderr}\n${stdin}`).to.include(code);
      }),
      { numRuns: 400 },
    );
  });

  it("prints the same numbers as JSON", async () => {
    const before = { file: { a: loaded(ann), b: loaded({ userName: "ben" }) } };
    const now = { file: { a: loaded({ ...ann, nickname: "Anna" }) } };
    const { stdout } = await ciam(["plan", "--json"], { stdin: digest({ steps: [{ before, now, changed: [] }] }) });
    const report = JSON.parse(stdout) as { tally: unknown; jobs: { users: unknown[] }[] };
    expect(report.tally).to.deep.include({ added: 0, removed: 1, changed: 1, fields: { nickname: 1 } });
    expect(report.jobs[0]?.users).to.deep.equal([
      {
        set: "file",
        key: "a",
        action: "update",
        identity: "a***",
        fields: [{ field: "nickname", from: "A***", to: "A***" }],
        secrets: [],
        about: ["nickname"],
        notes: [],
      },
      { set: "file", key: "b", action: "delete", identity: "b***", fields: [], secrets: [], about: [], notes: [] },
    ]);
  });

  it("shows values when asked to, and secrets never", async () => {
    const before = { file: { a: { ...ann, password: { ...SIGNED, plaintext: '"CANARY"' } } } };
    const now = { file: { a: { ...ann, email: "anna@example.com", password: { ...SIGNED, plaintext: '"CANARY"' } } } };
    const stdin = digest({ steps: [{ before, now, changed: ["userSets.file.a.password", "userSets.file.a.email"] }] });
    const { stdout } = await ciam(["plan", "--show-values"], { stdin });
    expect(stdout).to.contain("email: ann@example.com → anna@example.com").and.not.to.contain("CANARY");
  });

  it("colours on a terminal only, and never against NO_COLOR; prints nothing that moves the cursor", async () => {
    const stdin = digest({ steps: [{ now: { file: { "a\u001b[31m": { userName: "x\u001b]0;y\u0007" } } } }] });
    const escape = "\u001b";
    expect((await ciam(["plan"], { stdin, tty: true })).stdout).to.contain(`${escape}[32m+${escape}[39m`);
    for (const options of [
      { tty: false },
      { tty: true, env: { NO_COLOR: "1" } },
      { tty: true, env: { TERM: "dumb" } },
    ]) {
      expect((await ciam(["plan"], { stdin, ...options })).stdout).not.to.contain(escape);
    }
  });
});
