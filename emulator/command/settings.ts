import { readRegularFile, whyUnreadable } from "../../disk/regularFile";
import type { ListenOptions } from "../server/start";
import { CliError } from "./cliError";
import { variableFor, type Said, type SaidByEnvironment } from "./environment";

/** How to start the emulator: by options, and by the environment where there is no option. */
export function settingsFrom(options: Said, env: SaidByEnvironment): ListenOptions {
  const file = fileSettings(options, env);
  const set = { ...file.config, ...settingsOf([...env.set, ...options.set]) };
  const wrong = [...file.faults, ...[...env.fault, ...options.fault].map(faultOf)];
  const load = [...env.load, ...options.load];
  return {
    port: number("port", options, env),
    host: options.host ?? env.host,
    data: options.data ?? env.data,
    config: Object.keys(set).length > 0 ? set : undefined,
    faults: wrong.length > 0 ? wrong : undefined,
    seed: number("seed", options, env),
    signatures: (options["strict-signature"] ?? env["strict-signature"]) === true ? "strict" : "tolerant",
    load: load.length > 0 ? load : undefined,
    allowedHosts: [...env["allow-host"], ...options["allow-host"]],
    adminToken: env.adminToken,
  };
}

/** A number, from wherever it comes; the message says from where. */
function number(option: "port" | "seed", options: Said, env: Said): number | undefined {
  if (options[option] !== undefined) return numberOf(`--${option}`, options[option]);
  return env[option] === undefined ? undefined : numberOf(variableFor(option), env[option]);
}

/** A port or a seed; `name` is what the reader wrote it behind. */
export function numberOf(name: string, text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || (/port$/i.test(name) && number > 65535))
    throw new CliError(`${name} ${text} is not a number that can be used`);
  return number;
}

const CONFIG_LIMITS = { largest: 16 * 1024 * 1024, tooLarge: "is larger than 16 MiB", roots: [] };

function fileSettings(options: Said, env: Said): { config: Record<string, unknown>; faults: readonly unknown[] } {
  const [file, from] =
    options.config === undefined ? [env.config, variableFor("config")] : [options.config, "--config"];
  if (file === undefined) return { config: {}, faults: [] };
  const { faults = [], ...config } = membersOf(file, `${from} ${file}`);
  if (!Array.isArray(faults)) throw new CliError(`${from} ${file}: faults is not a list`);
  return { config, faults };
}

function membersOf(file: string, named: string): Record<string, unknown> {
  try {
    const settings: unknown = JSON.parse(readRegularFile(file, CONFIG_LIMITS).toString("utf8"));
    if (typeof settings === "object" && settings !== null && !Array.isArray(settings)) return { ...settings };
  } catch (error) {
    throw new CliError(`${named}: ${unreadable(error)}`);
  }
  throw new CliError(`${named}: not a JSON object`);
}

function unreadable(error: unknown): string {
  if (error instanceof SyntaxError) {
    // The message may quote the file, and a mistyped name may hit somebody's private file.
    const [place] = /line \d+ column \d+/.exec(error.message) ?? [];
    return `is not JSON${place === undefined ? "" : `: ${place}`}`;
  }
  return whyUnreadable(error);
}

/** `maxPageSize=20`; a value that is not JSON is a text. */
function settingsOf(assignments: readonly string[]): Record<string, unknown> {
  const settings = assignments.map((assignment): [string, unknown] => {
    const [, name, value] = /^([A-Za-z]+)=(.*)$/s.exec(assignment) ?? [];
    if (name === undefined || value === undefined) throw new CliError(`--set ${assignment} is not NAME=VALUE`);
    return [name, jsonOr(value)];
  });
  return Object.fromEntries(settings);
}

/** The name of a preset, or a rule. */
function faultOf(text: string): unknown {
  return text.startsWith("{") ? jsonOr(text) : text;
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
