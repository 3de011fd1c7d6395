import { suggestion } from "../../text/suggest";
import { CliError } from "./cliError";

/** What the command can be told by options, as texts. */
export interface Said {
  readonly port?: string | undefined;
  readonly host?: string | undefined;
  readonly data?: string | undefined;
  readonly config?: string | undefined;
  readonly seed?: string | undefined;
  readonly "strict-signature"?: boolean | undefined;
  readonly set: readonly string[];
  readonly fault: readonly string[];
  readonly load: readonly string[];
  readonly "allow-host": readonly string[];
}

/** What only the environment says: options are seen by everybody on a machine. */
export interface SaidByEnvironment extends Said {
  readonly adminToken?: string | undefined;
}

type Variables = Readonly<Record<string, string | undefined>>;

const PREFIX = "CIAM_EMULATOR_";

const names = [
  "PORT",
  "HOST",
  "DATA",
  "CONFIG",
  "SEED",
  "STRICT_SIGNATURE",
  "SET",
  "FAULT",
  "LOAD",
  "ALLOW_HOST",
  "ADMIN_TOKEN",
].map((name) => `${PREFIX}${name}`);

/** The variable that says the same as an option. */
export function variableFor(option: string): string {
  return `${PREFIX}${option.replaceAll("-", "_").toUpperCase()}`;
}

/**
 * The settings in variables `CIAM_EMULATOR_*`, for containers. An empty one says nothing.
 *
 * @throws CliError for a variable that is none of them, so that a misspelt one does not go unnoticed
 */
export function saidBy(env: Variables): SaidByEnvironment {
  const known = Object.entries(env).filter(
    ([name, value]) => name.startsWith(PREFIX) && value && !isOfACluster(name, value),
  );
  const unknown = known.map(([name]) => name).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const meant = suggestion(unknown, names);
    throw new CliError(`there is no variable ${unknown}${meant}; there are ${names.join(", ")}`);
  }
  const values = Object.fromEntries(known.map(([name, value = ""]) => [name.slice(PREFIX.length), value]));
  const { SET = "", FAULT = "", LOAD = "", ALLOW_HOST = "", STRICT_SIGNATURE, ADMIN_TOKEN } = values;
  return {
    port: values["PORT"],
    host: values["HOST"],
    data: values["DATA"],
    config: values["CONFIG"],
    seed: values["SEED"],
    "strict-signature": flag("STRICT_SIGNATURE", STRICT_SIGNATURE),
    set: assignmentsIn(SET),
    fault: faultsIn(FAULT),
    // A name of a file may have anything but a line break in it.
    load: LOAD.split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== ""),
    "allow-host": wordsIn(ALLOW_HOST),
    adminToken: ADMIN_TOKEN,
  };
}

/** A cluster describes a service named `ciam-emulator` to its containers in variables of the same beginning. */
function isOfACluster(name: string, value: string): boolean {
  return /^CIAM_EMULATOR_(?:SERVICE|PORT)_/.test(name) || (name === `${PREFIX}PORT` && /^\w+:\/\//.test(value));
}

function flag(name: string, text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (/^(?:1|true|yes|on)$/i.test(text)) return true;
  if (/^(?:0|false|no|off)$/i.test(text)) return false;
  throw new CliError(`${PREFIX}${name} is neither true nor false`);
}

/** A JSON object, or `NAME=VALUE` with spaces between them. */
function assignmentsIn(text: string): string[] {
  if (!text.trimStart().startsWith("{")) return wordsIn(text, /\s+/);
  const settings = json("SET", text) as object;
  return Object.entries(settings).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
}

/** Names with commas or spaces between them, a rule as JSON, or a JSON list of both. */
function faultsIn(text: string): string[] {
  if (!/^\s*[[{]/.test(text)) return wordsIn(text);
  const told = json("FAULT", text);
  return [told].flat().map((fault) => (typeof fault === "string" ? fault : JSON.stringify(fault)));
}

function wordsIn(text: string, between = /[\s,]+/): string[] {
  return text.split(between).filter((word) => word !== "");
}

function json(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CliError(`${PREFIX}${name} begins like JSON and is none`);
  }
}
