import { parse, parseDocument, visit } from "yaml";
import { z } from "zod";
import { wrongCommands } from "./commandRules";

const env = z.record(z.string(), z.unknown()).default({});
const workflowSchema = z.object({
  on: z.union([z.string(), z.array(z.string()), z.record(z.string(), z.unknown())]),
  permissions: z.unknown().optional(),
  concurrency: z.unknown().optional(),
  env,
  jobs: z.record(
    z.string(),
    z.object({
      if: z.unknown().optional(),
      needs: z.union([z.string().transform((name) => [name]), z.array(z.string())]).default([]),
      environment: z.string().optional(),
      "timeout-minutes": z.number().optional(),
      env,
      steps: z.array(
        z.object({
          uses: z.string().optional(),
          with: z.record(z.string(), z.unknown()).default({}),
          run: z.string().optional(),
          env,
        }),
      ),
    }),
  ),
});
type WorkflowJob = z.output<typeof workflowSchema>["jobs"][string];

/** The secrets that write users or their state, and the only environment that has them. */
const WRITES = /secrets\.(TENCENTCLOUD_SECRET|STATE_WRITE)_/;

/** Everything in a workflow of the examples that its page rules out. */
export function wrongWithWorkflow(text: string): string[] {
  const workflow = workflowSchema.parse(parse(text));
  const triggers =
    typeof workflow.on === "string"
      ? [workflow.on]
      : Array.isArray(workflow.on)
        ? workflow.on
        : Object.keys(workflow.on);
  const wrong = unpinned(text);
  for (const trigger of triggers)
    if (/^(pull_request_target|workflow_run|issue_comment)$/.test(trigger))
      wrong.push(`${trigger} runs with the base's rights`);
  if (JSON.stringify(workflow.permissions) !== "{}") wrong.push("permissions are given to all jobs");
  if (workflow.concurrency === undefined) wrong.push("two runs may be at work at once");
  if (/secrets\./.test(JSON.stringify(workflow.env))) wrong.push("secrets are given to all jobs");
  for (const [name, job] of Object.entries(workflow.jobs)) {
    wrong.push(...wrongWithJob(job).map((what) => `${name}: ${what}`));
    if (triggers.includes("pull_request") && job.environment === "production")
      wrong.push(`${name}: a branch holds production`);
  }
  return wrong;
}

function wrongWithJob(job: WorkflowJob): string[] {
  const wrong: string[] = [];
  const secrets = JSON.stringify(job.steps.map((step) => step.env)).match(/secrets\.\w+/g) ?? [];
  if (job["timeout-minutes"] === undefined) wrong.push("may run for ever");
  if (/secrets\./.test(JSON.stringify(job.env))) wrong.push("secrets are given to all steps");
  if (secrets.length > 0 && job.environment === undefined) wrong.push("secrets are of no environment");
  if (job.environment !== "production" && secrets.some((secret) => WRITES.test(secret)))
    wrong.push("a key that writes is outside production");
  for (const step of job.steps) {
    if (step.uses?.startsWith("actions/checkout@") && step.with["persist-credentials"] !== false)
      wrong.push("git keeps the token");
    if (step.uses !== undefined && /secrets\./.test(JSON.stringify(step))) wrong.push(`${step.uses} is given a secret`);
    if (step.run?.includes("${{")) wrong.push(`${step.run}: an expression becomes part of a script`);
  }
  return [...wrong, ...wrongCommands(job.steps.flatMap(({ run }) => run?.trim().split("\n") ?? []))];
}

/** Actions not named by a whole commit with a readable version beside it. */
function unpinned(text: string): string[] {
  const wrong: string[] = [];
  visit(parseDocument(text), {
    Pair(_, { key, value }) {
      if (String(key) !== "uses") return;
      const { value: uses, comment } = value as { value: string; comment?: string | null };
      if (!/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(uses)) wrong.push(`${uses}: may be another action tomorrow`);
      else if (!/^ v\d+\.\d+\.\d+$/.test(comment ?? "")) wrong.push(`${uses}: nobody knows which version that is`);
    },
  });
  return wrong;
}

/** True if a required check of this name fails unless all else succeeded, even if that never began. */
export function isGate(text: string, name: string): boolean {
  const { jobs } = workflowSchema.parse(parse(text));
  const { [name]: gate, ...others } = jobs;
  return gate?.if === "${{ always() }}" && Object.keys(others).every((other) => gate.needs.includes(other));
}
