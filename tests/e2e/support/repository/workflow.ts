import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { start } from "../pulumi/cli";

const condition = z.union([z.string(), z.boolean()]).optional();
const variables = z.record(z.string(), z.union([z.string(), z.number()])).default({});
const job = z.object({
  if: condition,
  needs: z.union([z.string().transform((name) => [name]), z.array(z.string())]).default([]),
  environment: z.string().optional(),
  env: variables,
  steps: z.array(
    z.object({
      id: z.string().optional(),
      name: z.string().optional(),
      if: condition,
      uses: z.string().optional(),
      run: z.string().optional(),
      env: variables,
    }),
  ),
});
const workflow = z.object({ jobs: z.record(z.string(), job) });
type Job = z.output<typeof job>;

/** What GitHub puts in the place of `${{ … }}`, by what stands in it. */
export type Context = Readonly<Record<string, string>>;

export type Result = "success" | "failure" | "cancelled" | "skipped";

interface Ran {
  readonly step: string;
  readonly code: number;
  readonly screen: string;
}

/** How a workflow ended. */
export interface WorkflowRun {
  /** The steps that ran, in all its jobs. */
  readonly ran: readonly Ran[];
  /** The exit code of the step that failed it. */
  readonly code: number;
  readonly summary: string;
  readonly results: Readonly<Record<string, Result>>;
}

/** Who runs the jobs: a folder that is checked out, and what a runner's machine has. */
export interface Runner {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly context: Context;
  /** The secrets of each environment, which are those of the jobs that name it, and of no other. */
  readonly environments: Readonly<Record<string, Context>>;
  /** Jobs that somebody has ended, or that never began, and how. */
  readonly ended?: Readonly<Record<string, Result>>;
}

/**
 * Runs a workflow as GitHub does: a job after those it needs, one shell a step, what follows a failed step only if it says
 * so. Actions (`uses`) and `npm ci` are what has been done already on this machine.
 */
export async function runWorkflow(file: string, runner: Runner): Promise<WorkflowRun> {
  const { jobs } = workflow.parse(parse(readFileSync(join(runner.folder, ".github/workflows", file), "utf8")));
  const results: Record<string, Result> = { ...runner.ended };
  const ran: Ran[] = [];
  const scratch = mkdtempSync(join(tmpdir(), "ciam-runner-"));
  const summary = join(scratch, "summary.md");
  writeFileSync(summary, "");
  try {
    // They are written in the order in which they need each other.
    for (const [name, job] of Object.entries(jobs)) {
      if (results[name] !== undefined) continue;
      const needed = job.needs.map((needs) => {
        const result = results[needs];
        if (result === undefined) throw new Error(`${file}: ${name} comes before ${needs}, which it needs`);
        return [needs, result] as const;
      });
      results[name] = await runJob(
        job,
        new Map(needed),
        { ...runner, env: { ...runner.env, GITHUB_STEP_SUMMARY: summary } },
        ran,
      );
    }
    const code = ran.find((step) => step.code !== 0)?.code ?? 0;
    return { ran, code, summary: readFileSync(summary, "utf8"), results };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

async function runJob(job: Job, needed: ReadonlyMap<string, Result>, runner: Runner, ran: Ran[]): Promise<Result> {
  const { folder, env, environments } = runner;
  const secrets = job.environment === undefined ? {} : environments[job.environment];
  if (!secrets) throw new Error(`the repository has no environment ${String(job.environment)}`);
  const results = Object.fromEntries([...needed].map(([name, result]) => [`needs.${name}.result`, result]));
  const context: Record<string, string> = { ...runner.context, ...secrets, ...results };
  if (!holds(job.if, context, statusOf([...needed.values()]))) return "skipped";
  let isFailed = false;
  for (const step of job.steps) {
    if (step.run === undefined || step.run.startsWith("npm ci")) continue;
    if (!holds(step.if, context, statusOf([isFailed ? "failure" : "success"]))) continue;
    const own = Object.entries({ ...job.env, ...step.env }).map(([name, value]) => [
      name,
      filled(String(value), context),
    ]);
    // What a step with `shell: bash` gets.
    const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", filled(step.run, context)];
    const all = { ...env, ...(Object.fromEntries(own) as NodeJS.ProcessEnv) };
    const { code, screen } = await start("bash", args, folder, all).ended;
    ran.push({ step: step.name ?? step.run, code, screen });
    if (step.id !== undefined) context[`steps.${step.id}.outcome`] = code === 0 ? "success" : "failure";
    isFailed ||= code !== 0;
  }
  return isFailed ? "failure" : "success";
}

function filled(text: string, context: Context): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => valueOf(expression, context));
}

function valueOf(expression: string, context: Context): string {
  // A step that was passed over has no outcome.
  const unset = expression.startsWith("steps.") ? "" : undefined;
  const value = /^'(.*)'$/.exec(expression)?.[1] ?? context[expression] ?? unset;
  if (value === undefined) throw new Error(`the test does not know what ${expression} is`);
  return value;
}

/** What the functions of a condition say, of the jobs that a job needs or of the steps before a step. */
function statusOf(before: readonly Result[]): Readonly<Record<string, boolean>> {
  return {
    "always()": true,
    "success()": before.every((result) => result === "success"),
    "failure()": before.includes("failure"),
    "cancelled()": before.includes("cancelled"),
  };
}

/** The conditions that the examples have: terms joined by `&&`. One that asks for no status means success. */
function holds(
  text: string | boolean | undefined,
  context: Context,
  status: Readonly<Record<string, boolean>>,
): boolean {
  const terms = String(text ?? "success()")
    .replace(/^\$\{\{\s*|\s*\}\}$/g, "")
    .split(" && ");
  const asks = terms.some((term) => term.replace("!", "") in status);
  return [...(asks ? [] : ["success()"]), ...terms].every((term) => {
    const [, left, operator, right] = /^(\S+) (==|!=) (\S+)$/.exec(term) ?? [];
    if (left !== undefined && right !== undefined)
      return (valueOf(left, context) === valueOf(right, context)) === (operator === "==");
    const positive = term.replace(/^!/, "");
    return (status[positive] ?? valueOf(positive, context) === "true") !== term.startsWith("!");
  });
}
