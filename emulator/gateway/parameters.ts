import type { z } from "zod";
import { isObject } from "../../text/values";
import { ApiError } from "../service/apiError";
import type { EmulatorConfig } from "../service/config";

/** Reads the body of a call. Messages contain only names and places: the values may be passwords. */
export function parameters(
  schema: z.ZodObject,
  body: Buffer,
  { unknownParameters: unknown, explicitNulls }: Pick<EmulatorConfig, "unknownParameters" | "explicitNulls">,
): Record<string, unknown> {
  const sent = jsonOf(body);
  const json = explicitNulls === "absent" ? withoutNulls(sent) : sent;
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const refusal = parsed.error.issues.find(({ code }) => unknown === "refuse" || code !== "unrecognized_keys");
  if (refusal) throw errorFor(refusal, json);
  const lenient = schema.safeParse(without(json, parsed.error.issues));
  if (lenient.success) return lenient.data;
  throw new ApiError("InvalidParameter");
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function jsonOf(body: Buffer): unknown {
  let json: unknown;
  try {
    const text = utf8.decode(body);
    json = text.trim() === "" ? null : JSON.parse(text);
  } catch {
    throw new ApiError("InvalidParameter", "the body is not JSON");
  }
  return saysNothing(json) ? {} : json;
}

/** Some languages write a request without members as `null`, as an empty list, or as nothing at all. */
function saysNothing(json: unknown): boolean {
  return json === null || (Array.isArray(json) && json.length === 0);
}

function withoutNulls(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withoutNulls);
  if (!isObject(json)) return json;
  const said = Object.entries(json).filter(([, value]) => value !== null);
  return Object.fromEntries(said.map(([name, value]) => [name, withoutNulls(value)]));
}

function errorFor(issue: z.core.$ZodIssue, json: unknown): ApiError {
  const where = nameOf(issue.path);
  if (issue.code === "unrecognized_keys") {
    return new ApiError(
      "UnknownParameter",
      `the parameter ${nameOf([...issue.path, issue.keys[0] ?? ""])} is not known`,
    );
  }
  if (issue.path.length > 0 && at(json, issue.path) === undefined) {
    return new ApiError("MissingParameter", `the parameter ${where} is missing`);
  }
  return new ApiError("InvalidParameter", `the parameter ${where} has the wrong type`);
}

/** In the form of the vendor's messages: `Pageable.PageSize`, `DataFlowUserCreateList.0.Email`. */
function nameOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? "(the whole body)" : path.map((step) => String(step).slice(0, 64)).join(".");
}

function at(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined,
    json,
  );
}

/** A copy without the members that no action has. */
function without(json: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  const copy: unknown = structuredClone(json);
  for (const issue of issues) {
    const holder = issue.code === "unrecognized_keys" ? at(copy, issue.path) : undefined;
    if (issue.code !== "unrecognized_keys" || typeof holder !== "object" || holder === null) continue;
    for (const key of issue.keys) Reflect.deleteProperty(holder, key);
  }
  return copy;
}
