import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { planDocument, type PlanDocument } from "../../../provider/planDocument/document";
import { canaries, Lookout } from "../../support/canaries";
import { ROOT, start, type Environment, type Run } from "../support/pulumi/cli";
import { Project } from "../support/pulumi/project";

const MAIN = join(ROOT, "dist/cli/main.js");

describe("the plan of the quickstart, on the real CLI", function () {
  this.timeout(240_000);
  let project: Project;
  let plans: string;

  before(async () => {
    project = Project.ofExample("quickstart");
    project.write("Pulumi.yaml", "name: quickstart\nruntime: nodejs\n");
    project.write("Pulumi.dev.yaml", "config:\n  ciam:endpoint: embedded\n");
    plans = join(dirname(project.folder), "plans");
    await project.initStack("dev");
    await project.succeeds("config", "set", "--secret", "testerPassword", canaries.password);
  });
  after(() => {
    project.dispose();
  });

  const ciam = (...args: readonly string[]): Promise<Run> =>
    start(process.execPath, [MAIN, ...args], project.folder, project.env).ended;
  const pulumi = (more: Environment, ...args: readonly string[]): Promise<Run> =>
    start("pulumi", [...args, "--non-interactive"], project.folder, { ...project.env, ...more }).ended;
  const kept = (): PlanDocument[] =>
    readdirSync(plans).map((file) => planDocument.parse(JSON.parse(readFileSync(join(plans, file), "utf8"))));

  it("is told by `ciam preview` before anything exists, without a file and without a credential", async () => {
    const { code, stdout } = await ciam("preview");
    expect(code).to.equal(0);
    expect(stdout).to.match(/^users \(quickstart\/dev\): \+\d+; is new\n/);
    expect(stdout).to.contain("  + testers/alice (a***) imported\n      password: plaintext\n");
    const comment = await ciam("preview", "--comment");
    expect(comment.stdout).to.match(/^<!-- ciam-comment: default -->\n### CIAM users: \+\d+\n/);
    const json = await ciam("preview", "--json");
    for (const { screen } of [{ screen: stdout }, comment, json]) expect(sightings(screen)).to.deep.equal([]);
  });

  it("is kept whole in the folder of CIAM_PLAN_DIR, for one pair of eyes, without a credential", async () => {
    const { code, screen } = await pulumi({ CIAM_PLAN_DIR: plans }, "preview");
    expect(code).to.equal(0);
    const [file = "", ...others] = readdirSync(plans);
    expect(others).to.deep.equal([]);
    expect(statSync(join(plans, file)).mode & 0o777).to.equal(0o600);
    const [plan] = kept();
    expect(plan).to.deep.include({ verb: "create", refusals: [] });
    expect(screen).to.contain(`plan: ${String(plan?.users.length)} import`);
    expect(sightings(readFileSync(join(plans, file), "utf8") + screen)).to.deep.equal([]);
    const [fromFolder, fromPreview] = [await ciam("plan", plans), await ciam("preview")];
    expect(fromPreview.stdout.startsWith(fromFolder.stdout.trimEnd())).to.equal(true);
  });

  it("is what `up` does, which says so once; then names who changes, and whom the brake has stopped", async () => {
    const { screen } = await project.succeeds("up", "--yes", "--skip-preview");
    expect(screen.match(/^ {4}plan: \d+ import$/gm)).to.have.lengthOf(1);
    const program = readFileSync(join(project.folder, "index.ts"), "utf8");
    project.write("index.ts", program.replace('nickname: "Bob"', 'nickname: "Rob"'));
    await project.succeeds("config", "set", "--secret", "testerPassword", canaries.newPassword);
    const changed = await ciam("preview");
    expect(changed.stdout).to.contain("  ~ testers/alice (a***) with another secret\n      password: changed\n");
    expect(changed.stdout).to.contain("  ~ testers/bob (b***) updated\n      nickname: B*** → R***\n");
    expect(sightings(changed.screen)).to.deep.equal([]);

    project.write(
      "index.ts",
      program.replace(/userSets: \{[^]*?\n {2}\},/, "userSets: {},").replace(/^.*userId\(.*$/m, ""),
    );
    const refused = await ciam("preview", "--expect-no-conflicts");
    expect(refused.code).not.to.equal(0);
    expect(refused.stdout).to.match(/^users \(quickstart\/dev\): −\d+; is refused, and nothing of it is carried out\n/);
    expect(refused.stdout).to.contain("  − testers/alice (a***) deleted\n");
    expect(sightings(refused.screen)).to.deep.equal([]);
  });

  it("is worth a warning where it cannot be kept, and never a failed preview", async () => {
    await project.succeeds("config", "set", "--secret", "testerPassword", canaries.password);
    project.write("index.ts", readFileSync(join(ROOT, "examples/quickstart/index.ts"), "utf8"));
    const preview = await pulumi({ CIAM_PLAN_DIR: "plans" }, "preview");
    expect(preview.code, preview.screen).to.equal(0);
    expect(preview.screen).to.contain("CIAM_PLAN_DIR must be an absolute path");
  });
});

function sightings(text: string): string[] {
  return new Lookout().sightings(text);
}
