import type { z } from "zod";
import { showSteps, type PathStep } from "../users/input/finding";
import { quotable } from "../../text/quote";
import { suggestion } from "../../text/suggest";
import { memberNames, valueAt } from "../../text/shape";

/** What is wrong with the inputs of a resource. */
export interface WrongInput {
  /** As the program would write it. */
  readonly path: string;
  readonly rule: string;
}

/**
 * Says what a schema found wrong with inputs. `names` are the inputs that the resource has, in the order of its
 * documentation; what is below them the schema knows.
 */
export function wrongInputs(
  issue: z.core.$ZodIssue,
  { type, names, schema, given }: { type: string; names: readonly string[]; schema: z.core.$ZodType; given: unknown },
): WrongInput[] {
  if (issue.code !== "unrecognized_keys") {
    const rule = ruleOf(issue, { schema, given: valueAt(given, issue.path) });
    return [{ path: pathOf(issue.path), rule }];
  }
  const isBelow = issue.path.length > 0;
  const owner = isBelow ? pathOf(issue.path) : type;
  const known = isBelow ? memberNames(schema, issue.path) : names;
  return issue.keys.map((key) => ({
    path: pathOf([...issue.path, key]),
    rule: `${owner} has no such ${isBelow ? "member" : "input"}${suggestion(key, known)}; it has ${known.join(", ")}`,
  }));
}

function ruleOf(issue: z.core.$ZodIssue, { schema, given }: { schema: z.core.$ZodType; given: unknown }): string {
  // Where a schema has words of its own, they are better.
  if (!/^(?:Invalid|Too) /.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "invalid_value":
      return ofSeveral(issue.values.map(String), given);
    case "invalid_type": {
      if (given === undefined) return "is missing";
      const names = issue.expected === "object" ? memberNames(schema, issue.path) : [];
      return names.length > 0 ? `must be an object {${names.join(", ")}}` : `must be ${aKind(issue.expected)}`;
    }
    case "too_small":
      return `must be at least ${String(issue.minimum)}`;
    case "too_big":
      return `must be at most ${String(issue.maximum)}`;
    default:
      return issue.message;
  }
}

function ofSeveral(values: readonly string[], given: unknown): string {
  const all = values.map((value) => JSON.stringify(value)).join(", ");
  return typeof given === "string"
    ? `${quotable(given)} is none of ${all}${suggestion(given, values)}`
    : `must be one of ${all}`;
}

function aKind(expected: string): string {
  switch (expected) {
    case "string":
      return "text";
    case "boolean":
      return "true or false";
    case "int":
      return "a whole number";
    case "array":
      return "a list";
    case "object":
    case "record":
      return "an object";
    default:
      return `a ${expected}`;
  }
}

function pathOf(path: readonly PropertyKey[]): string {
  return showSteps(path.map((step): PathStep => (typeof step === "number" ? step : String(step)))).replace(/^\./, "");
}
