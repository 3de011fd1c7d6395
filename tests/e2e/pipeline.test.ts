import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { start } from "./support/cli";
import { Cloud } from "./support/cloud";
import { Forge } from "./support/forge";
import { Project } from "./support/project";
import { runWorkflow, type JobRun } from "./support/workflow";

const TOKEN = "ghs_not-a-secret";

// Each step goes on from the one before, as a repository's days do. The workflows are those of the example.
describe("a repository with the workflows for GitHub", function () {
  this.timeout(120_000);
  let cloud: Cloud;
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
  const runs = (file: string, more: Readonly<Record<string, string>> = {}): Promise<JobRun> =>
    runWorkflow(file, {
      folder: project.folder,
      env: {
        ...project.env,
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
        "vars.PULUMI_BACKEND_URL": project.env.PULUMI_BACKEND_URL ?? "",
        "secrets.PULUMI_CONFIG_PASSPHRASE": "",
        "secrets.TENCENTCLOUD_READ_ID": cloud.secretId,
        "secrets.TENCENTCLOUD_READ_KEY": cloud.secretKey,
        "secrets.TENCENTCLOUD_SECRET_ID": cloud.secretId,
        "secrets.TENCENTCLOUD_SECRET_KEY": cloud.secretKey,
        "inputs.repair": "false",
        ...more,
      },
    });
  const store = async () => {
    const { UserStoreSet } = await cloud.call("ListUserStore", {});
    return UserStoreSet?.[0]?.UserStoreId ?? "";
  };

  before(async () => {
    cloud = await Cloud.open();
    forge = await Forge.open(["authorization", `Bearer ${TOKEN}`]);
    project = Project.ofExample("github-actions");
    git("init", "--quiet", "--initial-branch", "main");
    await project.succeeds("stack", "init", "production");
    await project.succeeds("config", "set", "--stack", "production", "ciam:endpoint", cloud.endpoint);
    commit("Users as code");
  });
  after(async () => {
    project.dispose();
    await forge.close();
    await cloud.close();
  });

  it("brings the users of the first commit when it is pushed", async () => {
    const { code, ran } = await runs("deploy.yml");
    expect(code, ran.at(-1)?.screen).to.equal(0);
    expect(await cloud.names(await store())).to.deep.equal(["alice", "bert", "clara", "dora"]);
  });

  it("keeps what is no source out of git", () => {
    expect(git("status", "--short")).to.equal("");
  });

  it("shows on a pull request who would come, change and go, and writes nothing", async () => {
    git("switch", "--quiet", "--create", "new-colleague");
    project.write(
      "users/staff.csv",
      staff()
        .replace("bert@example.com", "bert@example.org")
        .replace(/^clara.*\n/m, "") + "erin,erin@example.com,Erin,1999-09-09\n",
    );
    commit("Welcome Erin");
    const { result, writes } = await cloud.callsDuring(() => runs("preview.yml"));
    expect(result.code, result.ran.at(-1)?.screen).to.equal(0);
    expect(writes).to.deep.equal([]);
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
      "  ~ staff/bert (b***) with another identity",
      "  + staff/erin (e***) imported",
    ]);
  });

  it("says why a change is refused, in the same comment, and fails the check", async () => {
    const mended = staff();
    project.write("users/staff.csv", staff().replace("erin@example.com", "erin(at)example.com"));
    forge.requests.length = 0;
    const { code, ran } = await runs("preview.yml");
    expect(code).not.to.equal(0);
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
    const { code, summary, ran } = await runs("drift.yml");
    expect(code, ran.at(-1)?.screen).to.equal(7);
    expect(summary).to.contain("1 edited by hand").and.to.contain("staff/bert");
    expect(summary).to.contain("b***@example.org → m***@example.com");
  });

  it("is repaired when it is told to, and has nothing to say then", async () => {
    const { code, ran, summary } = await runs("drift.yml", { "inputs.repair": "true" });
    expect(code, ran.at(-1)?.screen).to.equal(0);
    expect(ran.map(({ step }) => step)).to.deep.equal(["Repair", "Look for drift"]);
    expect(summary).to.equal("");
    expect(await cloud.user(await store(), "bert")).to.include({ Email: "bert@example.org" });
  });
});
