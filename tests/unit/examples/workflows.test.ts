import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Slip } from "./commandRules";
import { findingsIn } from "./workflowParser";
import { isGate, wrongWithWorkflow } from "./workflowRules";

const repository = join(__dirname, "../../../..");
const examples = join(repository, "examples");

describe("the workflow that publishes a release", () => {
  const text = readFileSync(join(repository, ".github/workflows/release.yml"), "utf8");

  it("is one that GitHub takes, and gives nobody more than it needs", async () => {
    expect(await findingsIn("release.yml", text)).to.deep.equal([]);
    expect(wrongWithWorkflow(text)).to.deep.equal([]);
  });

  it("publishes what was made and checked, and nothing that is made later", () => {
    const jobs = text.slice(text.indexOf("jobs:")).split(/^ {2}(?=\w+:\n)/m);
    const [, make = "", ...publishing] = jobs;
    expect(make)
      .to.match(/make release-check/)
      .and.not.match(/: write|environment:/);
    expect(publishing).to.have.length(2);
    for (const job of publishing)
      expect(job)
        .to.match(/sha256sum --check --strict/)
        .and.not.match(/checkout|\bmake\b /);
  });
});

describe("the workflows of the examples", () => {
  const files = readdirSync(examples, { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.github.workflows.[\w-]+\.yml$/.test(file) && !file.includes("node_modules"),
  );

  it("are those that the pages speak of", () => {
    expect(files.sort()).to.deep.equal([
      "github-actions/.github/workflows/deploy.yml",
      "github-actions/.github/workflows/drift.yml",
      "github-actions/.github/workflows/preview.yml",
      "preview-environments/.github/workflows/preview-environment.yml",
    ]);
  });

  for (const file of files) {
    it(`${file} is one that GitHub takes`, async () => {
      expect(await findingsIn(file, readFileSync(join(examples, file), "utf8"))).to.deep.equal([]);
    });

    it(`${file} gives nobody more than it needs`, () => {
      expect(wrongWithWorkflow(readFileSync(join(examples, file), "utf8"))).to.deep.equal([]);
    });
  }

  it("have a check to require that always runs, of everything that a pull request has to pass", () => {
    const text = readFileSync(join(examples, "github-actions/.github/workflows/preview.yml"), "utf8");
    expect(isGate(text, "previewed")).to.equal(true);
    expect(isGate(text, "preview")).to.equal(false);
    expect(isGate(text.replace("${{ always() }}", "${{ !cancelled() }}"), "previewed")).to.equal(false);
    expect(isGate(text.replace("needs: preview", "needs: []"), "previewed")).to.equal(false);
  });
});

/** Common forms of the workflows, and their faults. */
const slips: Readonly<Record<string, Slip>> = {
  "an action by its tag": { was: /checkout@\w+ # .*/, is: "checkout@v7", wrong: "may be another action tomorrow" },
  "an action by a branch": {
    was: /setup-node@\w+ # .*/,
    is: "setup-node@main # v7.0.0",
    wrong: "may be another action",
  },
  "an action by half a commit": {
    was: /actions@(\w{12})\w+/,
    is: "actions@$1",
    wrong: "may be another action tomorrow",
  },
  "a commit without its version": { was: / # v7\.0\.1/, is: "", wrong: "nobody knows which version" },
  "a token in git's settings": {
    was: "persist-credentials: false",
    is: "fetch-depth: 1",
    wrong: "git keeps the token",
  },
  "permissions for all": { was: "permissions: {}", is: "permissions: write-all", wrong: "given to all jobs" },
  "a job without end": { was: /^ +timeout-minutes: 150\n/m, is: "", wrong: "may run for ever" },
  "two runs at once": { was: /^concurrency:\n(?: .*\n)+/m, is: "", wrong: "two runs may be at work at once" },
  "a job outside an environment": { was: /^ +environment: .*\n/m, is: "", wrong: "secrets are of no environment" },
  "a key that writes elsewhere": {
    was: "environment: production",
    is: "environment: x",
    wrong: "outside production",
  },
  "a secret for all steps": {
    was: "PULUMI_STACK: production",
    is: "PULUMI_CONFIG_PASSPHRASE: ${{ secrets.PULUMI_CONFIG_PASSPHRASE }}",
    wrong: "secrets are given to all steps",
  },
  "a secret for an action": {
    was: "pulumi-version: 3.259.0",
    is: "github-token: ${{ secrets.PAT }}",
    wrong: "is given a secret",
  },
  "scripts of packages": { was: "npm ci --ignore-scripts", is: "npm ci", wrong: "runs scripts of packages" },
  "packages that are not locked": { was: "npm ci --ignore-scripts", is: "npm install", wrong: "not locked" },
  "a command from the registry": { was: "npx --no-install", is: "npx", wrong: "installs what it runs" },
  "a run for debugging": { was: "pulumi up", is: "pulumi up --debug", wrong: "says secrets" },
  "a log of events": { was: "pulumi up", is: "pulumi up --event-log x", wrong: "says secrets" },
  "secrets on the screen": { was: "stack export |", is: "stack export --show-secrets |", wrong: "says secrets" },
  "a state that nobody has looked at": {
    was: /npx --no-install ciam doctor.*/,
    is: "wc",
    wrong: "nobody has looked at",
  },
  "an expression in a script": {
    was: "pulumi up",
    is: "echo ${{ github.event.head_commit.message }}",
    wrong: "part of a script",
  },
  "a run for strangers with our rights": {
    was: "  push:",
    is: "  pull_request_target:",
    wrong: "with the base's rights",
  },
  "production for branches": { was: "  push:", is: "  pull_request:", wrong: "a branch holds production" },
};

describe("the rules for workflows", () => {
  const text = readFileSync(join(examples, "github-actions/.github/workflows/deploy.yml"), "utf8");
  for (const [what, { was, is, wrong }] of Object.entries(slips)) {
    it(`find ${what}`, () => {
      expect(wrongWithWorkflow(text.replace(was, is)).join("\n")).to.contain(wrong);
    });
  }
});

describe("the parser of workflows", () => {
  it("finds a slip of the pen in a key, in an expression and in a condition", async () => {
    const text = readFileSync(join(examples, "github-actions/.github/workflows/preview.yml"), "utf8")
      .replace("runs-on", "runs_on")
      .replace("vars.PULUMI", "var.PULUMI")
      .replace("!cancelled()", "!canceled()");
    const findings = (await findingsIn("preview.yml", text)).join("\n");
    expect(findings).to.contain("Unexpected value 'runs_on'");
    expect(findings).to.contain("Unrecognized named-value: 'var'");
    expect(findings).to.contain("Unrecognized function: 'canceled'");
  });
});
