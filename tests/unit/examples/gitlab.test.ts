import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Slip } from "./commandRules";
import { wrongWithPipeline } from "./gitlabRules";

/** Common forms of such a pipeline, and their faults. */
const slips: Readonly<Record<string, Slip>> = {
  "scripts of packages": { was: "npm ci --ignore-scripts", is: "npm ci", wrong: "runs scripts of packages" },
  "a preview that starts by itself": { was: /^ +when: manual\n/m, is: "", wrong: "before somebody has looked" },
  "a preview that need not succeed": {
    was: "allow_failure: false",
    is: "allow_failure: true",
    wrong: "before somebody",
  },
  "a preview with the keys of production": {
    was: "environment: preview",
    is: "environment: production",
    wrong: "a branch holds more",
  },
  "a deployment of any branch": {
    was: / && \$CI_COMMIT_BRANCH == \$CI_DEFAULT_BRANCH/,
    is: "",
    wrong: "a branch holds more",
  },
  "a deployment that is stopped halfway": {
    was: "interruptible: false",
    is: "interruptible: true",
    wrong: "stopped halfway",
  },
  "two deployments at once": { was: /^ +resource_group: .*\n/m, is: "", wrong: "run beside another" },
  "an image by a tag that moves": { was: /nodejs-24:.*/, is: "nodejs-24:latest", wrong: "may be another image" },
  "a secret in the file": {
    was: "PULUMI_STACK: production",
    is: "PULUMI_CONFIG_PASSPHRASE: x",
    wrong: "is in the file",
  },
  "a run for debugging": { was: "pulumi up", is: "pulumi up --debug", wrong: "says secrets" },
  "a state that nobody has looked at": {
    was: /npx --no-install ciam doctor.*/,
    is: "wc",
    wrong: "nobody has looked at",
  },
  "users among the artifacts": { was: "paths: [plan.md]", is: "paths: [preview.json]", wrong: "keeps users in clear" },
};

describe("the pipeline for GitLab", () => {
  const text = readFileSync(join(__dirname, "../../../../examples/gitlab-ci/.gitlab-ci.yml"), "utf8");

  it("gives nobody more than it needs", () => {
    expect(wrongWithPipeline(text)).to.deep.equal([]);
  });

  for (const [what, { was, is, wrong }] of Object.entries(slips)) {
    it(`is held by a rule that finds ${what}`, () => {
      expect(wrongWithPipeline(text.replace(was, is)).join("\n")).to.contain(wrong);
    });
  }
});
