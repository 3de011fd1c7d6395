import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import type { PlanDocument } from "../../provider/planDocument/document";
import type { RefusedSets } from "../../provider/planDocument/refusedSets";
import { digest, urnOf, type PreviewOptions } from "../unit/cli/documents";
import { documentWith, imported, removed } from "../unit/provider/planDocument/documents";

const MAIN = join(__dirname, "../../cli/main.js");

/** The behaviour of a test's `pulumi`. */
interface Script {
  readonly prints?: string;
  readonly says?: string;
  readonly code?: number;
  readonly plan?: PlanDocument;
  /** What the program ends with. */
  readonly refused?: RefusedSets;
  /** It ends only on a signal. */
  readonly waits?: true;
}

/** Follows the script beside it, and notes how it was called. */
const PULUMI = `#!${process.execPath}
const fs = require("node:fs"), path = require("node:path");
const script = JSON.parse(fs.readFileSync(path.join(__dirname, "script.json"), "utf8"));
const folder = process.env.CIAM_PLAN_DIR;
if (script.waits)
  process.on("SIGTERM", () => {
    fs.writeFileSync(path.join(__dirname, "signalled"), "");
    process.exit(1);
  });
fs.writeFileSync(path.join(__dirname, "called.json"), JSON.stringify({ args: process.argv.slice(2), folder }));
if (script.plan) fs.writeFileSync(path.join(folder, "a.plan.json"), JSON.stringify(script.plan));
if (script.refused) fs.writeFileSync(path.join(folder, "b.refused.json"), JSON.stringify(script.refused));
process.stderr.write(script.says ?? "");
process.stdout.write(script.prints ?? "", () => {
  if (!script.waits) process.exit(script.code ?? 0);
  setInterval(() => undefined, 1000);
});
`;

const ann = JSON.stringify({ userName: "ann" });
const PREVIEW: PreviewOptions = { steps: [{ before: { s: {} }, now: { s: { ann } }, changed: ["userSets.s.ann"] }] };
const RESOURCE = { urn: urnOf(), project: "shop", stack: "dev", name: "staff" };

describe("ciam preview", function () {
  this.timeout(30_000);
  const folder = mkdtempSync(join(tmpdir(), "ciam-preview-"));
  const bin = join(folder, "bin");
  before(() => {
    mkdirSync(bin);
    writeFileSync(join(bin, "pulumi"), PULUMI);
    chmodSync(join(bin, "pulumi"), 0o755);
  });
  after(() => rmSync(folder, { recursive: true }));

  function begin(args: readonly string[], script: Script, path = bin) {
    writeFileSync(join(bin, "script.json"), JSON.stringify(script));
    rmSync(join(bin, "called.json"), { force: true });
    const child = spawn(process.execPath, [MAIN, "preview", ...args], { env: { PATH: path }, stdio: "pipe" });
    child.stdin.end();
    return { child, ended: ended(child) };
  }
  const ciam = (args: readonly string[], script: Script, path?: string) => begin(args, script, path).ended;
  const called = () => JSON.parse(readFileSync(join(bin, "called.json"), "utf8")) as { args: string[]; folder: string };

  it("runs the preview with what follows --, in whose folder the provider keeps its plans, and leaves nothing there", async () => {
    const { code, stdout, stderr } = await ciam(["--", "--stack", "dev"], { prints: digest(PREVIEW) });
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    expect(stdout).to.equal("staff (shop/dev): +1\n  + s/ann (a***) imported\n");
    expect(called().args).to.deep.equal(["preview", "--json", "--stack", "dev"]);
    expect(existsSync(called().folder)).to.equal(false);
  });

  it("tells what the provider knows, where the document of the CLI only lets guess", async () => {
    const plan = documentWith([imported("ann"), removed("ben", "release")], { resource: RESOURCE });
    const script = { prints: digest(PREVIEW), plan };
    expect((await ciam([], script)).stdout).to.equal(
      "staff (shop/dev): +1, 1 released\n  − s/ben (b***) released\n  + s/ann (a***) imported\n",
    );
    const comment = await ciam(["--comment", "--key", "users"], script);
    expect(comment.stdout).to.match(/^<!-- ciam-comment: users -->\n### CIAM users: \+1, 1 released\n/);
    const json = JSON.parse((await ciam(["--json"], script)).stdout) as { jobs: PlanDocument[] };
    expect(json.jobs).to.deep.equal([plan]);
    expect((await ciam(["--expect-no-changes"], script)).code).to.equal(1);
  });

  it("names everybody of a preview that was refused, which a document does not have", async () => {
    const refusal = "2 of 2 managed users would be removed";
    const plan = documentWith([removed("ann"), removed("ben")], { resource: RESOURCE, refusals: [refusal] });
    const prints = digest({ diagnostics: [{ severity: "error", message: `error: ${refusal}` }] });
    const { code, stdout } = await ciam([], { prints, plan, code: 255 });
    expect(code).to.equal(255);
    expect(stdout.split("\n")).to.deep.equal([
      "staff (shop/dev): −2; is refused, and nothing of it is carried out",
      "  refused:",
      `    ${refusal}`,
      "  − s/ann (a***) deleted",
      "  − s/ben (b***) deleted",
      "",
    ]);
  });

  it("says what is wrong with users as the program has said it", async () => {
    const lines = [
      "staff.csv: 1 finding, nothing was sent to CIAM",
      "  staff.csv:2:2: email: is not an e-mail address",
    ];
    const urn = urnOf({ type: "pulumi:pulumi:Stack", name: "shop-dev" });
    const prints = digest({ diagnostics: [{ urn, severity: "error", message: `error: ${lines.join("\n")}\n` }] });
    const { code, stdout } = await ciam([], { prints, refused: { version: 1, lines }, code: 255 });
    expect(code).to.equal(255);
    expect(stdout.split("\n")).to.deep.equal(["failed:", ...lines.map((line) => `    ${line}`), ""]);
    expect((await ciam([], { prints, code: 255 })).stdout).not.to.contain("staff.csv");
  });

  it("passes on what pulumi says, and ends like it", async () => {
    const { code, stdout, stderr } = await ciam([], { says: "error: no stack is selected\n", code: 7 });
    expect({ code, stdout }).to.deep.equal({ code: 7, stdout: "" });
    expect(stderr).to.equal(
      "error: no stack is selected\nciam: `pulumi preview` printed nothing, its error says why\n",
    );
    const comment = await ciam(["--comment"], { says: "error\n", code: 7 });
    expect(comment.code).to.equal(7);
    expect(comment.stdout).to.contain("the preview failed before it printed anything; its log says why");
  });

  it("says in a sentence that there is no pulumi, or that it printed no preview", async () => {
    expect(await ciam([], {}, folder)).to.deep.equal({
      code: 2,
      stdout: "",
      stderr: "ciam: pulumi cannot be run: there is none on the PATH\n",
    });
    const { code, stderr } = await ciam([], { prints: "hello CANARY" });
    expect(code).to.equal(2);
    expect(stderr)
      .to.match(/^ciam: what pulumi printed is no preview/)
      .and.not.contain("CANARY");
  });

  it("refuses options of a comment that nobody asked for, before anything runs", async () => {
    const { code, stderr } = await ciam(["--key", "users"], {});
    expect({ code, stderr }).to.deep.equal({ code: 2, stderr: "ciam: --key has a meaning only with --comment\n" });
    expect((await ciam(["--comment", "--limit", "7"], {})).code).to.equal(2);
    expect(existsSync(join(bin, "called.json"))).to.equal(false);
  });

  it("hands a signal on, waits for pulumi to end, and removes the folder", async () => {
    const { child, ended } = begin([], { waits: true });
    while (!existsSync(join(bin, "called.json"))) await delay(20);
    child.kill("SIGTERM");
    expect(await ended).to.deep.equal({ code: 143, stdout: "", stderr: "ciam: interrupted\n" });
    expect(existsSync(join(bin, "signalled"))).to.equal(true);
    expect(existsSync(called().folder)).to.equal(false);
  });
});

async function ended(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const texts = [child.stdout, child.stderr].map(async (stream) => {
    let text = "";
    for await (const chunk of stream ?? []) text += String(chunk);
    return text;
  });
  const [code] = (await once(child, "close")) as [number | null];
  const [stdout = "", stderr = ""] = await Promise.all(texts);
  return { code, stdout, stderr };
}
