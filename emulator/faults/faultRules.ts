import { z } from "zod";
import { actions, isActionName } from "../../ciam/actions";
import { ConfigError } from "../service/errors";
import { memberNames, valueAt } from "../../text/shape";
import { suggestion } from "../../text/suggest";
import { payloadSchema } from "./payload";
import { isPreset, presets, type PresetName } from "./presets";

const ruleSchema = z.strictObject({
  action: z
    .string()
    .refine((name): boolean => name === "*" || isActionName(name), "is none of the 23 actions of the API, and not *")
    .describe("The action, or * for every one."),
  payload: payloadSchema.optional().describe("Only calls that bring this."),
  nth: z.int().min(1).optional().describe("Only the n-th call that the rule looks at."),
  every: z.int().min(1).optional().describe("Every n-th call."),
  probability: z.number().min(0).max(1).optional().describe("A call in so many."),
  times: z.int().min(1).optional().describe("At most so often."),
  when: z
    .enum(["before", "after", "mid"])
    .default("before")
    .describe("before: nothing is done. after: done, then the reply suffers. mid: half is done."),
  effect: z.enum(["reset", "timeout", "http", "code", "garbage", "truncate", "slow", "drip", "forget", "skew", "job"]),
  status: z.int().min(100).max(599).default(502).describe("HTTP status, for the effect http."),
  code: z.string().default("InternalError").describe("Error code, for the effect code."),
  delayMs: z.int().min(0).default(1000).describe("For the effects slow and drip."),
  skewMs: z
    .int()
    .optional()
    .describe("For the effect skew: how far the gateway's clock is off; ten minutes unless said."),
  breaksAt: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe("The part of an import after which its job ends FAILED, for the effect job."),
});

/** The fault, its time and its effect. */
export type FaultRule = z.output<typeof ruleSchema>;
/** A rule as a person writes it: most members have defaults. */
export type FaultSettings = z.input<typeof ruleSchema>;

/** A rule and the preset that it comes from. */
export interface NamedRule {
  readonly rule: FaultRule;
  readonly preset?: PresetName;
}

export const SKEW_MS = 600_000;

/** Checks the wanted faults: names of presets, rules, or both in one list; also `{"preset": "…"}`. */
export function faultsFrom(sent: unknown): NamedRule[] {
  const preset = z.strictObject({ preset: z.string() }).safeParse(sent);
  if (preset.success) return rulesOf(preset.data.preset);
  if (!Array.isArray(sent)) throw new ConfigError('faults: a list of rules and presets, or {"preset": "…"}');
  return sent.flatMap((item: unknown, index) => (typeof item === "string" ? rulesOf(item) : [ruleFrom(item, index)]));
}

export function rulesOf(name: string): NamedRule[] {
  if (!isPreset(name)) {
    throw new ConfigError(
      `faults: there is no preset ${name.slice(0, 64)}${suggestion(name, Object.keys(presets))}; there are ${Object.keys(presets).join(", ")}`,
    );
  }
  return presets[name].rules.map((rule) => ({ rule: ruleSchema.parse(rule), preset: name }));
}

function ruleFrom(item: unknown, index: number): NamedRule {
  const parsed = ruleSchema.safeParse(item);
  if (parsed.success) return { rule: parsed.data };
  const { issues } = parsed.error;
  // A misspelt member causes a missing one too.
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  const where = [String(index), ...(issue?.path ?? []).map(String)].join(".");
  throw new ConfigError(`faults: ${where}: ${issue ? ruleOf(issue, item) : "not valid"}`);
}

function ruleOf(issue: z.core.$ZodIssue, item: unknown): string {
  if (issue.code === "unrecognized_keys") {
    const names = memberNames(ruleSchema, issue.path);
    return issue.keys
      .map((key) => `has no member ${key}${suggestion(key, names)}; it has ${names.join(", ")}`)
      .join("; ");
  }
  const written = valueAt(item, issue.path);
  if (typeof written !== "string") return issue.message;
  if (issue.code === "invalid_value") return `${issue.message}${suggestion(written, issue.values.map(String))}`;
  return issue.path[0] === "action" ? `${issue.message}${suggestion(written, Object.keys(actions))}` : issue.message;
}
