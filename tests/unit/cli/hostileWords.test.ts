import { expect } from "chai";
import { expectInert, hostileTexts } from "../../support/hostile";
import { Folder } from "../files/files";
import { digest, events, urnOf, type PreviewOptions } from "./documents";
import { ciam, type RunOptions } from "./inProcess";

/** Files cannot have these in their names. */
const forFiles = hostileTexts.filter((text) => !/[\0/\p{Surrogate}]/u.test(text));

async function expectRunInert(args: readonly string[], options: RunOptions = {}): Promise<string> {
  const what = args.join(" ");
  const { stdout, stderr } = await ciam(args, options);
  expectInert(stdout, what, options.tty ? "colours" : "no colours");
  expectInert(stderr, what, options.tty ? "colours" : "no colours");
  return stdout + stderr;
}

/** A preview with the text in every place for one. */
function previewOf(text: string): PreviewOptions {
  // Pulumi's own messages have several lines; the provider has replaced line ends in values.
  const said = text.replaceAll("\n", " ");
  const user = {
    userName: text,
    nickname: text,
    userGroups: [text, `${text}2`],
    customAttributes: [{ name: text, value: text }],
  };
  const [before, now] = [
    {
      [text]: { [text]: JSON.stringify(user), gone: JSON.stringify(user), lit: { ...user, passwordEncryptType: text } },
    },
    {
      [text]: {
        [text]: JSON.stringify({ ...user, userGroups: ["g"], identityVerificationMethod: text }),
        [`new${text}`]: { user: JSON.stringify({ ...user, passwordEncryptType: text }), secret: "[secret]" },
        lit: { ...user, email: `${text}@example.com`, password: "[secret]", userGroups: [text, "h"] },
      },
    },
  ];
  const args = {
    groups: { [text]: `id${text}`, g: text },
    takeOver: [text],
    conflictPolicy: text,
    [`x${text}`]: { [text]: text },
  };
  return {
    steps: [
      { before, now, args, changed: [`userSets[${JSON.stringify(text)}].lit.password`, text] },
      { now, args, name: text, stack: text },
      { before, name: `gone${text}` },
      { op: text, name: text, type: "pulumi-nodejs:dynamic/ciam:UserStore", before: {}, now: {} },
    ],
    diagnostics: [
      { severity: "error", message: `refused: ${said}` },
      { severity: "error", message: said, urn: urnOf({ name: text }) },
      { severity: "warning", message: said },
      { severity: "info", message: `plan against last known state: 1 conflict ${said}` },
    ],
  };
}

describe("what the command says of hostile words", function () {
  this.timeout(60_000);
  const folder = new Folder();
  after(() => folder.remove());

  it("is inert where it tells of a preview, in every form", async () => {
    for (const text of hostileTexts) {
      for (const stdin of [digest(previewOf(text)), events(previewOf(text))]) {
        for (const args of [
          ["plan"],
          ["plan", "--show-values"],
          ["plan", "--json"],
          ["plan", "--format", "markdown"],
          ["comment"],
          ["comment", "--json", "--show-values"],
        ]) {
          expect(await expectRunInert(args, { stdin })).to.contain("staff");
        }
        await expectRunInert(["plan"], { stdin, tty: true });
      }
    }
  });

  it("colours what is its own", async () => {
    const stdin = digest({ steps: [{ now: { s: { a: JSON.stringify({ userName: "\u001b[31mred" }) } } }] });
    const { stdout } = await ciam(["plan"], { stdin, tty: true });
    expect(stdout).to.contain("\u001b[32m+\u001b[39m s/a (");
    expect(stdout).to.contain("\u001b[1mstaff (shop/dev)\u001b[22m: ");
    expectInert(stdout, "colours", "colours");
  });

  it("is inert where it names a file and what is in it", async () => {
    for (const text of forFiles) {
      const csv = folder.write(
        `${text}.csv`,
        `userName,"${text.replaceAll('"', '""')}"\n"${text.replaceAll('"', '""')}",x\n`,
      );
      const json = folder.write(`${text}.json`, JSON.stringify({ [text]: { userName: text, [text]: text } }));
      for (const tty of [false, true]) {
        await expectRunInert(["validate", csv, json, `none${text}.csv`, `${text}.txt`], { tty });
        await expectRunInert(["validate", "--json", csv, json], { tty });
      }
      for (const file of [csv, json, `${folder.path}/none${text}`]) {
        for (const args of [
          ["plan", file],
          ["comment", file],
          ["jobs", "--state", file],
        ])
          await expectRunInert(args);
        await expectRunInert(["verify-password", "--file", file, "--user", text], { stdin: "x" });
        await expectRunInert(["plan", "--store", text, "--endpoint", "127.0.0.1:1", file]);
      }
      await expectRunInert(["comment", "--full", `${folder.path}/none/${text}`], { stdin: digest({}) });
      await expectRunInert(["export", "--out", `${folder.path}/none/${text}.csv`, "--endpoint", "127.0.0.1:1"]);
    }
  });

  it("is inert where it repeats what was typed", async () => {
    for (const text of hostileTexts) {
      const stdin = digest({});
      const file = folder.write("good.csv", "key,userName\na,ann\n");
      for (const args of [
        [text],
        [`x${text}`],
        ["help", text],
        ["plan", `--${text}`],
        ["plan", `--format=${text}`],
        ["plan", "--format", text],
        ["plan", "--store", "x", "--conflict-policy", text, file],
        ["plan", "--owner", text],
        ["comment", "--key", text],
        ["comment", "--limit", text],
        ["comment", "--link", text],
        ["comment", "--title", text],
        ["jobs", "--endpoint", `ftp://${text}`],
        ["jobs", "--endpoint", "127.0.0.1:1", "--region", `no region ${text}`],
        ["jobs", "--endpoint", "ciam.tencentcloudapi.com", "--profile", text],
        ["export", "--key", text, "--out", "x.csv"],
        ["validate", "--column", text, file],
        ["validate", "--column", `${text}=email`, file],
        ["validate", "--column", `userName=${text}`, file],
        ["validate", "--default", text, file],
        ["validate", "--default", `${text}=x`, file],
        ["validate", "--default", `gender=${text}`, file],
        ["validate", "--delimiter", text, file],
        ["validate", "--key", text, file],
        ["verify-password", "--hash", text, "--type", text],
        ["verify-password", "--hash", text],
      ]) {
        await expectRunInert(args, { stdin, env: { HOME: folder.path } });
      }
    }
  });

  it("suggests what was meant, on a line of its own", async () => {
    expect((await ciam(["plam"])).stderr).to.equal(
      "error: unknown command 'plam'\n(Did you mean plan?)\n(ciam help has the commands)\n",
    );
    const [first, second] = (await ciam(["plam\n(Did you mean ::error::x?)"])).stderr.split("\n");
    expect(first).to.match(/^error: unknown command 'plam\\u\{a\}\(Did you mean ::error::x\?\)'$/);
    expect(second).to.match(/^\(/);
  });

  it("is inert where a state tells of jobs and of failed users", async () => {
    for (const text of hostileTexts) {
      const outputs = {
        jobs: [{ id: text, status: text, createdDate: 1 }],
        failedUsers: {
          count: 2,
          users: [{ set: text, key: text, identity: text, code: text, reason: text, remedy: text }],
        },
      };
      const stdin = JSON.stringify({ deployment: { resources: [{ urn: urnOf({ name: text }), outputs }] } });
      for (const args of [["jobs"], ["jobs", "--failed"], ["jobs", "--json"], ["jobs", "--show-values"]]) {
        for (const tty of [false, true]) await expectRunInert([...args, "--state", "-"], { stdin, tty });
      }
    }
  });
});
