import { isObject } from "../../text/values";
import { z } from "zod";
import { memberNames, valueAt } from "../../text/shape";
import { suggestion } from "../../text/suggest";
import { ConfigError } from "./errors";
import { gateway } from "./switches/gateway";
import { jobs } from "./switches/jobs";
import { limits } from "./switches/limits";
import { reads } from "./switches/reads";
import { writes } from "./switches/writes";

/**
 * Every number and behaviour of the service that is uncertain. Each says whether it is documented. An undocumented one
 * is a guess with its reason, and a switch, so that a program can be tried against the other answer too.
 */
export const configSchema = z.strictObject({ ...limits, ...jobs, ...writes, ...reads, ...gateway });

const chapters = { limits, jobs, writes, reads, gateway } as const;

/** The behaviour of the emulator. */
export type EmulatorConfig = z.output<typeof configSchema>;
/** The switches to set; the others keep their defaults. */
export type EmulatorSettings = z.input<typeof configSchema>;

/** Checks settings and merges them into a configuration, member by member in a group of switches. */
export function configured(settings: unknown, over?: EmulatorConfig): EmulatorConfig {
  const merged = over && isObject(settings) ? layered(over, settings) : settings;
  const parsed = configSchema.safeParse(merged);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === "unrecognized_keys") {
    const names = memberNames(configSchema, issue.path);
    const keys = issue.keys.map((key) => `${[...issue.path.map(String), key].join(".")}${suggestion(key, names)}`);
    const listed = issue.path.length > 0 ? `it has ${names.join(", ")}` : "`ciam-emulator config` lists them";
    throw new ConfigError(`emulator config: there is no switch ${keys.join(", ")}; ${listed}`);
  }
  const meant = issue?.code === "invalid_value" ? meantBy(valueAt(merged, issue.path), issue.values) : "";
  throw new ConfigError(
    `emulator config: ${issue ? `${issue.path.map(String).join(".") || "it"}: ${issue.message}${meant}` : "not valid"}`,
  );
}

/** The suggestion for a value that is none of a few. */
function meantBy(written: unknown, values: readonly unknown[]): string {
  return typeof written === "string" ? suggestion(written, values.map(String)) : "";
}

/** A switch, for people who look for one. */
export interface Switch {
  readonly name: string;
  /** Its group: limits, jobs, writes, reads or gateway. */
  readonly chapter: string;
  readonly default: unknown;
  /** Its possible values, in words: `"store" | "tenant"`, `integer`. */
  readonly values: string;
  readonly why: string;
}

/** Each switch with its default and the reason for it. */
export function describeConfig(): Switch[] {
  const defaults: Record<string, unknown> = configSchema.parse({});
  return Object.entries(chapters).flatMap(([chapter, switches]) =>
    Object.entries<z.ZodType>(switches).map(([name, schema]) => ({
      name,
      chapter,
      default: defaults[name],
      values: valuesOf(z.toJSONSchema(schema, { io: "input" })),
      why: schema.description ?? "",
    })),
  );
}

function valuesOf(schema: z.core.JSONSchema._JSONSchema): string {
  if (typeof schema === "boolean") return "anything";
  const { type, anyOf, enum: choices, items, properties, minimum } = schema;
  if (anyOf) return anyOf.map(valuesOf).join(" | ");
  if (choices) return choices.map((choice) => JSON.stringify(choice)).join(" | ");
  if (properties) {
    const members = Object.entries(properties).map(([name, member]) => `${name}: ${valuesOf(member)}`);
    return `{ ${members.join(", ")} }`;
  }
  if (type === "array" && items && !Array.isArray(items))
    return `list of (${valuesOf(items)})`.replace(/\((\w+)\)/, "$1");
  if (type === "integer" && minimum !== undefined && minimum >= 0) return `integer from ${String(minimum)}`;
  return [type].flat().join(" | ");
}

function layered(over: EmulatorConfig, settings: Record<string, unknown>): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...over };
  for (const [name, value] of Object.entries(settings)) {
    const before = merged[name];
    merged[name] = isObject(before) && isObject(value) ? { ...before, ...value } : value;
  }
  return merged;
}
