import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { start } from "./cli";

const condition = z.union([z.string(), z.boolean()]).optional();
const variables = z.record(z.string(), z.union([z.string(), z.number()])).default({});
const workflow = z.object({
  jobs: z.record(
    z.string(),
    z.object({
      if: condition,
      env: variables,
      steps: z.array(
        z.object({
          name: z.string().optional(),
          if: condition,
          uses: z.string().optional(),
          run: z.string().optional(),
          env: variables,
        }),
      ),
    }),
  ),
});

/** What GitHub puts in the place of `${{ … }}`, by what stands in it. */
export type Context = Readonly<Record<string, string>>;

export interface Ran {
  readonly step: string;
  readonly code: number;
  readonly screen: string;
}

/** How a job ended. */
export interface JobRun {
  readonly ran: readonly Ran[];
  /** The exit code of the step that failed it. */
  readonly code: number;
  readonly summary: string;
}

/** Who runs the jobs: a folder that is checked out, and what a runner's machine has. */
export interface Runner {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly context: Context;
}

/**
 * Runs the steps of a workflow's only job as GitHub's runner does: one shell a step, what follows a failed step only if
 * it says so. Actions (`uses`) and `npm ci` are what has been done already on this machine.
 */
export async function runWorkflow(file: string, { folder, env, context }: Runner): Promise<JobRun> {
  const { jobs } = workflow.parse(parse(readFileSync(join(folder, ".github/workflows", file), "utf8")));
  const [job, ...others] = Object.values(jobs);
  if (!job || others.length > 0) throw new Error(`${file} has ${Object.keys(jobs).length} jobs`);
  const scratch = mkdtempSync(join(tmpdir(), "ciam-runner-"));
  const summary = join(scratch, "summary.md");
  writeFileSync(summary, "");
  const ran: Ran[] = [];
  let code = 0;
  const holds = (text: string | boolean | undefined): boolean =>
    isTrue(text, { ...context, failure: String(code !== 0) });
  try {
    if (!holds(job.if)) throw new Error(`${file}: the job is skipped`);
    for (const step of job.steps) {
      if (step.run === undefined || step.run === "npm ci" || !holds(step.if)) continue;
      const own = Object.entries({ ...job.env, ...step.env }).map(([name, value]) => [
        name,
        filled(String(value), context),
      ]);
      const all = { ...env, ...(Object.fromEntries(own) as NodeJS.ProcessEnv), GITHUB_STEP_SUMMARY: summary };
      // What a step with `shell: bash` gets.
      const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", filled(step.run, context)];
      const run = await start("bash", args, folder, all).ended;
      ran.push({ step: step.name ?? step.run, code: run.code, screen: run.screen });
      if (run.code !== 0 && code === 0) code = run.code;
    }
    return { ran, code, summary: existsSync(summary) ? readFileSync(summary, "utf8") : "" };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function filled(text: string, context: Context): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => valueOf(expression, context));
}

function valueOf(expression: string, context: Context): string {
  const value = /^'(.*)'$/.exec(expression)?.[1] ?? context[expression];
  if (value === undefined) throw new Error(`the test does not know what ${expression} is`);
  return value;
}

/** The conditions that the examples have. A step without one runs while nothing has failed. */
function isTrue(text: string | boolean | undefined, context: Context): boolean {
  const expression = String(text ?? "success()").replace(/^\$\{\{\s*|\s*\}\}$/g, "");
  const [, left, operator, right] = /^(\S+) (==|!=) (\S+)$/.exec(expression) ?? [];
  if (left !== undefined && right !== undefined) {
    return (valueOf(left, context) === valueOf(right, context)) === (operator === "==") && context.failure !== "true";
  }
  const hasFailed = context.failure === "true";
  switch (expression) {
    case "success()":
      return !hasFailed;
    case "failure()":
      return hasFailed;
    case "!cancelled()":
      return true;
    default:
      return !hasFailed && valueOf(expression, context) === "true";
  }
}
