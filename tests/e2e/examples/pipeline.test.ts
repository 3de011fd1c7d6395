import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { providerLiteral } from "../../../provider/engine/literal";
import { Bucket, type BucketKey } from "../support/service/bucket";
import { ROOT, start } from "../support/pulumi/cli";
import { Cloud } from "../support/service/cloud";
import { COLLEAGUE, Forge } from "../support/repository/forge";
import { Project } from "../support/pulumi/project";
import { runWorkflow, type Context, type Result, type WorkflowRun } from "../support/repository/workflow";

const TOKEN = "ghs_not-a-secret";
const PASSPHRASE = "not-a-secret";
const STATE = ".pulumi/stacks/ciam-github-actions/production.json";

// Each step goes on from the one before, as a repository's days do. The workflows are those of the example.
describe("a repository with the workflows for GitHub", function () {
  this.timeout(120_000);
  let cloud: Cloud;
  let bucket: Bucket;
  let forge: Forge;
  let project: Project;

  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@example.com", ...args], {
      cwd: project.folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  const commit = (message: string) => {
    git("add", "--all");
    git("commit", "--quiet", "--message", message);
  };
  const staff = () => readFileSync(join(project.folder, "users/staff.csv"), "utf8");
  /** Secrets by the environments that hold them: what the page has its reader set. */
  const environments = (): Record<string, Context> => {
    const state = (name: string, key: BucketKey): Context => {
      const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = Bucket.credentials(key);
      return { [`secrets.STATE_${name}_ID`]: AWS_ACCESS_KEY_ID, [`secrets.STATE_${name}_KEY`]: AWS_SECRET_ACCESS_KEY };
    };
    const ciam = (name: string): Context => ({
      [`secrets.TENCENTCLOUD_${name}_ID`]: cloud.secretId,
      [`secrets.TENCENTCLOUD_${name}_KEY`]: cloud.secretKey,
    });
    const passphrase = { "secrets.PULUMI_CONFIG_PASSPHRASE": PASSPHRASE };
    return {
      preview: { ...passphrase, ...state("READ", "reader") },
      drift: { ...passphrase, ...state("READ", "reader"), ...ciam("READ") },
      production: { ...passphrase, ...state("WRITE", "writer"), ...ciam("SECRET") },
    };
  };
  /** On a machine that knows nothing of the repository: what a step has, its workflow gives it. */
  const runs = (
    file: string,
    more: Context = {},
    ended: Readonly<Record<string, Result>> = {},
  ): Promise<WorkflowRun> => {
    const bare = Object.entries(project.env).filter(
      ([name]) => !/^(AWS_|PULUMI_(BACKEND_URL|CONFIG_PASSPHRASE|DISABLE_AUTOMATIC_PLUGIN_ACQUISITION)$)/.test(name),
    );
    return runWorkflow(file, {
      folder: project.folder,
      env: {
        ...Object.fromEntries(bare),
        GITHUB_API_URL: forge.url,
        GITHUB_SERVER_URL: "https://github.com",
        GITHUB_REPOSITORY: "acme/users",
        GITHUB_RUN_ID: "7",
      },
      context: {
        "github.repository": "acme/users",
        "github.token": TOKEN,
        "github.event.pull_request.number": "42",
        "github.event.pull_request.head.repo.full_name": "acme/users",
        "vars.PULUMI_BACKEND_URL": bucket.url,
        "inputs.repair": "false",
        ...more,
      },
      environments: environments(),
      ended,
    });
  };
  const store = async () => {
    const { UserStoreSet } = await cloud.call("ListUserStore", {});
    return UserStoreSet?.[0]?.UserStoreId ?? "";
  };

  before(async () => {
    cloud = await Cloud.open();
    bucket = await Bucket.open();
    forge = await Forge.open(["authorization", `Bearer ${TOKEN}`]);
    project = Project.ofExample("github-actions", {
      env: { PULUMI_BACKEND_URL: bucket.url, PULUMI_CONFIG_PASSPHRASE: PASSPHRASE, ...Bucket.credentials("writer") },
    });
    git("init", "--quiet", "--initial-branch", "main");
    await project.succeeds("stack", "init", "production");
    await project.succeeds("config", "set", "--stack", "production", "ciam:endpoint", cloud.endpoint);
    commit("Users as code");
  });
  after(async () => {
    project.dispose();
    await forge.close();
    await bucket.close();
    await cloud.close();
  });

  it("brings the users of the first commit when it is pushed", async () => {
    const { code, ran } = await runs("deploy.yml");
    expect(code, ran.at(-1)?.screen).to.equal(0);
    expect(ran.map(({ step }) => step)).to.deep.equal(["Look what the state would run", "Up"]);
    expect(await cloud.names(await store())).to.deep.equal(["alice", "bert", "clara", "dora"]);
  });

  it("keeps what is no source out of git", () => {
    expect(git("status", "--short")).to.equal("");
  });

  it("shows on a pull request who would come, change and go, with keys that only read the state and none for CIAM", async () => {
    git("switch", "--quiet", "--create", "new-colleague");
    project.write(
      "users/staff.csv",
      staff()
        .replace("bert@example.com", "bert@example.org")
        .replace(/^clara.*\n/m, "") + "erin,erin@example.com,Erin,1999-09-09\n",
    );
    commit("Welcome Erin");
    const { result, calls } = await cloud.callsDuring(() => runs("preview.yml"));
    expect(result.code, result.ran.at(-1)?.screen).to.equal(0);
    expect(result.results).to.deep.equal({ preview: "success", previewed: "success" });
    expect(calls).to.deep.equal([]);
    expect(bucket.refused).to.deep.equal([]);
    expect(forge.requests.map((request) => request.split(" ")[0])).to.deep.equal(["GET", "POST"]);
    const comment = forge.comments.at(-1)?.body ?? "";
    expect(comment).to.match(/^<!-- ciam-comment: production -->\n/);
    expect(comment).to.match(/\+1\b.*−1\b.*~1\b/);
    for (const name of ["staff/erin", "staff/clara", "staff/bert"]) expect(comment).to.contain(name);
    expect(comment).to.contain("b***@example.com → b***@example.org").and.not.to.contain("bert@example");
    expect(result.summary).to.contain("staff/erin");
  });

  it("finds no change in the base and the users in the head, so that what is shown is the pull request's", async () => {
    const told = async (branch: string): Promise<string> => {
      git("switch", "--quiet", branch);
      const credentials = { TENCENTCLOUD_SECRET_ID: cloud.secretId, TENCENTCLOUD_SECRET_KEY: cloud.secretKey };
      const env = { ...project.env, ...credentials, PULUMI_STACK: "production" };
      const line = "set -o pipefail; pulumi preview --non-interactive --json | npx --no-install ciam plan";
      const { code, screen } = await start("bash", ["-c", line], project.folder, env).ended;
      expect(code, screen).to.equal(0);
      return screen;
    };
    const { result, writes } = await cloud.callsDuring(async () => [await told("main"), await told("new-colleague")]);
    expect(writes).to.deep.equal([]);
    const [base = "", head = ""] = result;
    expect(base.trim()).to.equal("no UserImportJob changes");
    expect(head.split("\n").filter((line) => line.startsWith("  ") && !line.startsWith("   "))).to.deep.equal([
      "  − staff/clara (c***) deleted",
      "  ~ staff/bert (b***) with a new sign-in identity",
      "  + staff/erin (e***) imported",
    ]);
  });

  it("says why a change is refused, in the same comment, and fails the check", async () => {
    const mended = staff();
    project.write("users/staff.csv", staff().replace("erin@example.com", "erin(at)example.com"));
    forge.requests.length = 0;
    const { code, ran, results } = await runs("preview.yml");
    expect(code).not.to.equal(0);
    expect(results).to.deep.equal({ preview: "failure", previewed: "failure" });
    expect(ran.map(({ step }) => step)).to.include("Put it into the pull request");
    expect(forge.requests.map((request) => request.split(" ")[0])).to.deep.equal(["GET", "PATCH"]);
    expect(forge.comments).to.have.length(2);
    expect(forge.comments.at(-1)?.body).to.contain("users/staff.csv:5:2: email: is not an e-mail address");
    project.write("users/staff.csv", mended);
  });

  it("says in the same comment that a preview failed before it printed anything, and touches no other", async () => {
    const { code } = await runs("preview.yml", { "vars.PULUMI_BACKEND_URL": "file:///nowhere" });
    expect(code).not.to.equal(0);
    expect(forge.comments.map(({ body }) => body.split("\n")[0])).to.deep.equal([
      "Looks good.",
      "<!-- ciam-comment: production -->",
    ]);
    expect(forge.comments.at(-1)?.body).to.contain("the preview failed before it printed anything");
  });

  it("writes nothing into a comment that somebody has planted, with the marker and before there was any of its own", async () => {
    const planted = "<!-- ciam-comment: production -->\nNobody is deleted.";
    const earlier = forge.comments.splice(1);
    const theirs = forge.write(planted);
    const { code, ran } = await runs("preview.yml");
    expect(code, ran.at(-1)?.screen).to.equal(0);
    expect(theirs).to.deep.equal({ id: 2, body: planted, author: COLLEAGUE });
    expect(forge.comments.at(-1)?.body).to.contain("staff/clara");
    forge.comments.splice(1, Infinity, ...earlier);
  });

  it("says no to a pull request that has not been previewed: a fork's, or one whose preview was ended", async () => {
    const fork = await runs("preview.yml", { "github.event.pull_request.head.repo.full_name": "mallory/users" });
    expect(fork.results).to.deep.equal({ preview: "skipped", previewed: "failure" });
    expect(fork.ran.map(({ step, screen }) => [step, screen])).to.deep.equal([
      ["Has it been previewed", "The preview: skipped\n"],
    ]);
    for (const result of ["cancelled", "failure", "skipped"] as const) {
      const { results, code } = await runs("preview.yml", {}, { preview: result });
      expect({ results, code }).to.deep.equal({ results: { preview: result, previewed: "failure" }, code: 1 });
    }
    expect((await runs("preview.yml", {}, { preview: "success" })).code).to.equal(0);
  });

  it("runs with no key a state that somebody has given other code", async () => {
    const evil = join(project.folder, "..", "evil");
    const code = `require('fs').appendFileSync(${JSON.stringify(evil)}, process.env.TENCENTCLOUD_SECRET_KEY + '\\n')`;
    const literal = JSON.stringify(providerLiteral("UserImportJob"));
    const edited = JSON.stringify(`${code}; ${providerLiteral("UserImportJob")}`);
    bucket.edit(STATE, (text) => text.replaceAll(literal, edited));
    const { result, calls } = await cloud.callsDuring(async () => ({
      deploy: await runs("deploy.yml"),
      night: await runs("drift.yml"),
      repair: await runs("drift.yml", { "inputs.repair": "true" }),
    }));
    expect(calls).to.deep.equal([]);
    // A preview takes the text from the program, so that one has no need to look.
    expect((await runs("preview.yml")).code).to.equal(0);
    expect(existsSync(evil)).to.equal(false);
    for (const { ran, results } of Object.values(result)) {
      expect(Object.values(results)).to.include("failure").and.not.to.include("success");
      expect(ran.map(({ step }) => step)).to.deep.equal(["Look what the state would run"]);
      expect(ran[0]?.screen)
        .to.contain("ciam-github-actions/production/staff (pulumi-nodejs:dynamic/ciam:UserImportJob)")
        .and.to.contain("is not the text of this package")
        .and.not.to.contain("appendFileSync");
    }
    // Without the check it is run, also by a refresh that only previews.
    const env = { ...project.env, TENCENTCLOUD_SECRET_ID: cloud.secretId, TENCENTCLOUD_SECRET_KEY: cloud.secretKey };
    const args = ["refresh", "--preview-only", "--non-interactive", "--stack", "production"];
    await start("pulumi", args, project.folder, env).ended;
    expect(readFileSync(evil, "utf8")).to.contain(cloud.secretKey);
    bucket.edit(STATE, (text) => text.replaceAll(edited, literal));
  });

  it("fetches no plugin from where a state says that there is one", async () => {
    const type = "pulumi:providers:evil";
    const urn = `urn:pulumi:production::ciam-github-actions::${type}::default`;
    const id = "00000000-0000-0000-0000-000000000001";
    const properties = { version: "1.0.0", pluginDownloadURL: forge.url, __internal: { pluginDownloadURL: forge.url } };
    const planted = [
      { urn, custom: true, id, type, inputs: properties, outputs: properties },
      {
        urn: urn.replace(type, "evil:index:Thing"),
        custom: true,
        id,
        type: "evil:index:Thing",
        provider: `${urn}::${id}`,
      },
    ];
    const before = bucket.edit(STATE, (text) =>
      text.replace(/("resources":\s*\[)/, `$1${JSON.stringify(planted).slice(1, -1)},`),
    );
    forge.requests.length = 0;
    const { code, ran } = await runs("drift.yml");
    expect(code, ran.at(-1)?.screen).not.to.equal(0);
    expect(ran.map(({ step }) => step)).to.include("Look for drift");
    expect(forge.requests).to.deep.equal([]);
    // Without the variable of the workflows it is fetched, and would be run.
    const env = { ...project.env, PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: undefined };
    const args = ["refresh", "--preview-only", "--non-interactive", "--stack", "production"];
    await start("pulumi", args, project.folder, env).ended;
    expect(forge.requests.join("\n")).to.match(/^GET \/pulumi-resource-evil-v1\.0\.0/);
    bucket.edit(STATE, () => before);
  });

  it("does on merge what was shown, and no more", async () => {
    git("switch", "--quiet", "main");
    git("merge", "--quiet", "--no-ff", "--message", "Merge pull request 42", "new-colleague");
    const { result, writes } = await cloud.callsDuring(() => runs("deploy.yml"));
    expect(result.code, result.ran.at(-1)?.screen).to.equal(0);
    expect(writes.sort()).to.deep.equal(["CreateApiImportUserJob", "DeleteUsers", "UpdateUser"]);
    expect(await cloud.names(await store())).to.deep.equal(["alice", "bert", "dora", "erin"]);
  });

  it("fails at night with 7 when somebody has edited a user by hand, and names the user", async () => {
    await cloud.edit(await store(), "bert", { Email: "mallory@example.com" });
    const { result, calls } = await cloud.callsDuring(() => runs("drift.yml"));
    const { code, summary, ran, results } = result;
    expect(code, ran.at(-1)?.screen).to.equal(7);
    expect(results).to.deep.equal({ repair: "skipped", drift: "failure" });
    expect(readActions()).to.include.members(calls);
    expect(bucket.refused).to.deep.equal([]);
    expect(summary).to.contain("1 edited by hand").and.to.contain("staff/bert");
    expect(summary).to.contain("b***@example.org → m***@example.com");
  });

  it("is repaired when it is told to, and has nothing to say then", async () => {
    const { code, ran, summary, results } = await runs("drift.yml", { "inputs.repair": "true" });
    expect(code, ran.at(-1)?.screen).to.equal(0);
    expect(results).to.deep.equal({ repair: "success", drift: "success" });
    expect(ran.map(({ step }) => step)).to.deep.equal([
      "Look what the state would run",
      "Repair",
      "Look what the state would run",
      "Look for drift",
    ]);
    expect(summary).to.equal("");
    expect(await cloud.user(await store(), "bert")).to.include({ Email: "bert@example.org" });
  });
});

/** What the page has a key that reads be allowed. */
function readActions(): string[] {
  const page = readFileSync(join(ROOT, "docs/gitops.md"), "utf8");
  return [...page.matchAll(/"ciam:(\w+)"/g)].map(([, action = ""]) => action);
}
