import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { z } from "zod";
import { start, type Run } from "./support/cli";
import { Cloud } from "./support/cloud";
import { Forge } from "./support/forge";
import { Project } from "./support/project";

const TOKEN = "glpat-not-a-secret";

/** The words of a pipeline that the example has, and no others, so that a slip of the pen is found. */
const jobSchema = z.strictObject({
  stage: z.enum(["preview", "deploy", "drift"]),
  interruptible: z.boolean(),
  resource_group: z.string().optional(),
  rules: z.array(
    z.strictObject({ if: z.string().regex(/^\$CI_PIPELINE_SOURCE == "(merge_request_event|push|schedule)"/) }),
  ),
  script: z.array(z.string()),
  artifacts: z
    .strictObject({
      when: z.enum(["always", "on_failure", "on_success"]),
      expose_as: z.string(),
      paths: z.array(z.string()),
    })
    .optional(),
});
const pipelineSchema = z.strictObject({
  stages: z.tuple([z.literal("preview"), z.literal("deploy"), z.literal("drift")]),
  variables: z.strictObject({ PULUMI_STACK: z.string() }),
  default: z.strictObject({
    image: z.string().regex(/^pulumi\/pulumi-nodejs-\d+:\d+\.\d+\.\d+$/),
    timeout: z.string().regex(/^\d+ minutes$/),
    before_script: z.tuple([z.literal("npm ci")]),
  }),
  preview: jobSchema,
  deploy: jobSchema,
  drift: jobSchema,
});

describe("a repository with the pipeline for GitLab", function () {
  this.timeout(90_000);
  let cloud: Cloud;
  let forge: Forge;
  let project: Project;

  /** All lines of a script are one shell's, which stops at the first that fails. */
  const run = (name: "preview" | "deploy" | "drift", more: Readonly<Record<string, string>> = {}): Promise<Run> => {
    const pipeline = pipelineSchema.parse(parse(readFileSync(join(project.folder, ".gitlab-ci.yml"), "utf8")));
    const env = {
      ...project.env,
      ...pipeline.variables,
      CI_API_V4_URL: `${forge.url}/api/v4`,
      CI_PROJECT_ID: "17",
      CI_MERGE_REQUEST_IID: "42",
      CI_JOB_URL: "https://gitlab.com/acme/users/-/jobs/7",
      COMMENT_TOKEN: TOKEN,
      ...more,
    };
    return start("bash", ["-eo", "pipefail", "-c", pipeline[name].script.join("\n")], project.folder, env).ended;
  };

  before(async () => {
    cloud = await Cloud.open();
    forge = await Forge.open(["private-token", TOKEN]);
    project = Project.ofExample("gitlab-ci", { cloud });
    await project.succeeds("stack", "init", "production");
    await project.succeeds("config", "set", "--stack", "production", "ciam:endpoint", cloud.endpoint);
  });
  after(async () => {
    project.dispose();
    await forge.close();
    await cloud.close();
  });

  it("says in a merge request why its change is refused, in the place of its earlier comment, and fails the job", async () => {
    forge.comments.push({ id: 2, body: "<!-- ciam-comment: production -->\nWhat the push before would have done." });
    project.write("users/staff.csv", "userName,email\nalice,alice(at)example.com\n");
    const { code } = await run("preview");
    expect(code).not.to.equal(0);
    expect(forge.requests).to.deep.equal([
      "GET /api/v4/projects/17/merge_requests/42/notes?per_page=100&page=1",
      "PUT /api/v4/projects/17/merge_requests/42/notes/2",
    ]);
    const { body = "" } = forge.comments.at(-1) ?? {};
    expect(body).to.match(/^<!-- ciam-comment: production -->\n/);
    expect(body).to.contain("users/staff.csv:2:2: email: is not an e-mail address");
  });

  it("says in the same comment that a preview failed before it printed anything, and fails the job", async () => {
    const { code } = await run("preview", { PULUMI_BACKEND_URL: "file:///nowhere" });
    expect(code).not.to.equal(0);
    const [colleagues, ours] = forge.comments;
    expect(colleagues?.body).to.equal("Looks good.");
    expect(ours?.body)
      .to.match(/^<!-- ciam-comment: production -->\n/)
      .and.to.contain("the preview failed before it printed anything");
    expect(forge.comments).to.have.length(2);
  });

  it("brings what was merged, and fails at night with 7 when somebody has edited a user by hand", async () => {
    project.write("users/staff.csv", "userName,email\nalice,alice@example.com\n");
    const { code, screen } = await run("deploy");
    expect(code, screen).to.equal(0);
    const { UserStoreSet } = await cloud.call("ListUserStore", {});
    await cloud.edit(UserStoreSet?.[0]?.UserStoreId ?? "", "alice", { Email: "mallory@example.com" });
    const night = await run("drift");
    expect(night.code, night.screen).to.equal(7);
    expect(night.stdout).to.contain("staff/alice");
  });
});
