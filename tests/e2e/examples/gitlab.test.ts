import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { z } from "zod";
import { providerLiteral } from "../../../provider/engine/literal";
import { Bucket } from "../support/service/bucket";
import { start, type Run } from "../support/pulumi/cli";
import { Cloud } from "../support/service/cloud";
import { BOT, Forge } from "../support/repository/forge";
import { Project } from "../support/pulumi/project";

const TOKEN = "glpat-not-a-secret";
const PASSPHRASE = "not-a-secret";
const STATE = ".pulumi/stacks/ciam-gitlab-ci/production.json";

/** The words of a pipeline that the example has, and no others, so that a slip of the pen is found. */
const jobSchema = z.strictObject({
  stage: z.enum(["preview", "deploy", "drift"]),
  interruptible: z.boolean(),
  resource_group: z.string().optional(),
  environment: z.enum(["preview", "production", "drift"]),
  rules: z.tuple([
    z.strictObject({
      if: z.enum([
        '$CI_PIPELINE_SOURCE == "merge_request_event"',
        '$CI_PIPELINE_SOURCE == "push" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH',
        '$CI_PIPELINE_SOURCE == "schedule" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH',
      ]),
      when: z.literal("manual").optional(),
      allow_failure: z.literal(false).optional(),
    }),
  ]),
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
  // Nothing that is secret: these are every job's.
  variables: z.strictObject({
    PULUMI_STACK: z.string(),
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: z.literal("true"),
  }),
  default: z.strictObject({
    image: z.string().regex(/^pulumi\/pulumi-nodejs-\d+:\d+\.\d+\.\d+$/),
    timeout: z.string().regex(/^\d+ minutes$/),
    before_script: z.tuple([z.literal("npm ci --ignore-scripts")]),
  }),
  preview: jobSchema,
  deploy: jobSchema,
  drift: jobSchema,
});

describe("a repository with the pipeline for GitLab", function () {
  this.timeout(90_000);
  let cloud: Cloud;
  let bucket: Bucket;
  let forge: Forge;
  let project: Project;

  /** The variables of the project by the environment they are for: what its README has one set. */
  const variables = (): Record<"preview" | "production" | "drift", Record<string, string>> => {
    const ciam = { TENCENTCLOUD_SECRET_ID: cloud.secretId, TENCENTCLOUD_SECRET_KEY: cloud.secretKey };
    return {
      preview: { ...Bucket.credentials("reader"), COMMENT_TOKEN: TOKEN },
      production: { ...Bucket.credentials("writer"), ...ciam },
      drift: { ...Bucket.credentials("reader"), ...ciam },
    };
  };

  /** All lines of a script are one shell's, which stops at the first that fails. */
  const run = (name: "preview" | "deploy" | "drift", more: Readonly<Record<string, string>> = {}): Promise<Run> => {
    const pipeline = pipelineSchema.parse(parse(readFileSync(join(project.folder, ".gitlab-ci.yml"), "utf8")));
    const bare = Object.entries(project.env).filter(([name]) => !name.startsWith("AWS_"));
    const env = {
      ...Object.fromEntries(bare),
      ...pipeline.variables,
      ...variables()[pipeline[name].environment],
      CI_API_V4_URL: `${forge.url}/api/v4`,
      CI_PROJECT_ID: "17",
      CI_MERGE_REQUEST_IID: "42",
      CI_JOB_URL: "https://gitlab.com/acme/users/-/jobs/7",
      ...more,
    };
    return start("bash", ["-eo", "pipefail", "-c", pipeline[name].script.join("\n")], project.folder, env).ended;
  };

  before(async () => {
    cloud = await Cloud.open();
    bucket = await Bucket.open();
    forge = await Forge.open(["private-token", TOKEN]);
    project = Project.ofExample("gitlab-ci", {
      env: { PULUMI_BACKEND_URL: bucket.url, PULUMI_CONFIG_PASSPHRASE: PASSPHRASE, ...Bucket.credentials("writer") },
    });
    await project.succeeds("stack", "init", "production");
    await project.succeeds("config", "set", "--stack", "production", "ciam:endpoint", cloud.endpoint);
  });
  after(async () => {
    project.dispose();
    await forge.close();
    await bucket.close();
    await cloud.close();
  });

  it("says in a merge request why its change is refused, in the place of its earlier comment, and fails the job", async () => {
    forge.write("<!-- ciam-comment: production -->\nWhat the push before would have done.", BOT);
    project.write("users/staff.csv", "userName,email\nalice,alice(at)example.com\n");
    const { code } = await run("preview");
    expect(code).not.to.equal(0);
    expect(forge.requests).to.deep.equal([
      "GET /api/v4/user",
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

  it("previews without a key for CIAM, with one for the state that only reads", async () => {
    project.write("users/staff.csv", "userName,email\nalice,alice@example.com\n");
    const { result, calls } = await cloud.callsDuring(() => run("preview"));
    expect(result.code, result.screen).to.equal(0);
    expect(calls).to.deep.equal([]);
    expect(bucket.refused).to.deep.equal([]);
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

  it("runs with no key a state that somebody has given other code", async () => {
    const literal = JSON.stringify(providerLiteral("UserStore"));
    bucket.edit(STATE, (text) => text.replaceAll(literal, JSON.stringify("exports.handler = () => process.exit(0);")));
    for (const job of ["deploy", "drift"] as const) {
      const { result, calls } = await cloud.callsDuring(() => run(job));
      expect(result.code, result.screen).to.equal(1);
      expect(result.screen)
        .to.contain("ciam-gitlab-ci/production/customers")
        .and.to.contain("is not the text of this package");
      expect(calls).to.deep.equal([]);
    }
  });
});
