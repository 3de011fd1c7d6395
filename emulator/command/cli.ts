import { readFileSync } from "node:fs";
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { packageVersion } from "../../ciam/version";
import { jsonText } from "../../text/escape";
import { quotedForShell } from "../../text/quote";
import { suggestion } from "../../text/suggest";
import { ConfigError } from "../service/errors";
import { emulatorCredentials } from "../gateway/credentials";
import { CliError } from "./cliError";
import { askHealth } from "./health";
import { saidBy } from "./environment";
import { complain, print } from "./screen";
import { numberOf, settingsFrom } from "./settings";
import { listen } from "../server/start";

/** The text of `--help`. */
export const HELP = `ciam-emulator: Tencent Cloud CIAM on this machine, for tests and trials

  ciam-emulator [options]        runs it; prints one line of JSON when it is ready
  ciam-emulator env [--port N]   prints export lines for a shell; without --port it reads a ready line from stdin
  ciam-emulator health           fails unless the emulator at --port, or CIAM_EMULATOR_PORT, is well
  ciam-emulator config           lists every switch, its default and the reason for it
  ciam-emulator faults           lists what can go wrong on purpose, by name
  ciam-emulator codes            lists every error code of CIAM and how to reach it here

  --port N             default 0: any free port
  --host HOST          default 127.0.0.1
  --data FILE          a SQLite file that outlives this process; default: in memory
  --config FILE        switches, as JSON; a member "faults" may list what --fault takes
  --set NAME=VALUE     a switch, such as --set maxPageSize=20; more than one may be given
  --fault NAME|RULE    something that goes wrong: a preset, or a rule as JSON; more than one may be given
  --seed N             makes ids and chances repeatable
  --load FILE          a snapshot to begin with, or STORE=FILE: users for a store of this name, from a CSV, NDJSON,
                       JSON or YAML file; more than one may be given, and what is there already stays as it is
  --allow-host NAME    another name by which it may be asked; more than one may be given
  --strict-signature   takes only signatures that follow the documents to the letter
  --help, --version

Each option has a variable too, such as CIAM_EMULATOR_PORT, CIAM_EMULATOR_STRICT_SIGNATURE=true and
CIAM_EMULATOR_SET='maxPageSize=20 ratePerSecond=0'; options come first. CIAM_EMULATOR_ADMIN_TOKEN has none: it is the
token for questions to the emulator itself, which is made up where other machines can ask and printed when ready.
`;

export async function main(args: readonly string[]): Promise<void> {
  // A reader that wants only the first lines, such as `head`, closes the pipe.
  process.stdout.once("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
  try {
    await run(args);
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    process.exitCode = error instanceof CliError || error instanceof ConfigError ? 2 : 1;
  }
}

async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parsed(args);
  const [command = "serve", ...more] = positionals;
  if (values.help) print(HELP.trimEnd().split("\n"));
  else if (values.version) print(packageVersion());
  else if (more.length > 0) throw new CliError(`what is ${more.join(" ")}? See --help`);
  else if (command === "serve") await serve(values);
  else if (command === "env") printEnv(values.port);
  else if (command === "health") await health(values);
  else if (command === "config") await printSwitches();
  else if (command === "faults") await printPresets();
  else if (command === "codes") await printCodes();
  else throw new CliError(`there is no command ${command}${suggestion(command, commands)}; see --help`);
}

const commands = ["serve", "env", "health", "config", "faults", "codes"];

const options = {
  port: { type: "string" },
  host: { type: "string" },
  data: { type: "string" },
  config: { type: "string" },
  set: { type: "string", multiple: true, default: [] },
  fault: { type: "string", multiple: true, default: [] },
  seed: { type: "string" },
  load: { type: "string", multiple: true, default: [] },
  "allow-host": { type: "string", multiple: true, default: [] },
  "strict-signature": { type: "boolean" },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", default: false },
} satisfies ParseArgsOptionsConfig;

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    // The first sentence names the mistake; the rest is advice about unrelated syntax.
    const [sentence = ""] = String(error instanceof Error ? error.message : error).split(/\. |\n/);
    const [, unknown] = /^Unknown option '--(.+)'$/.exec(sentence) ?? [];
    const meant = unknown === undefined ? "" : suggestion(unknown, Object.keys(options));
    throw new CliError(`${sentence}${meant}; see --help`);
  }
}

async function serve(values: ReturnType<typeof parsed>["values"]): Promise<void> {
  const listening = await listen({ ...settingsFrom(values, saidBy(process.env)), log: complain });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void listening.close());
  const { endpoint, secretId, secretKey, admin, adminToken } = listening;
  print(jsonText({ endpoint, secretId, secretKey, admin, adminToken }));
  // While whoever waited for that line makes a first call of it. A failure is told by the call.
  listening.prepare().catch(() => undefined);
}

async function health({ port, host }: ReturnType<typeof parsed>["values"]): Promise<void> {
  const env = saidBy(process.env);
  await askHealth(portOf(port ?? env.port), host ?? env.host);
}

function portOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : numberOf("--port", text);
}

/** For a shell to evaluate: without an emulator, the evaluated text fails too. */
function printEnv(port: string | undefined): void {
  let endpoint: string;
  try {
    const number = portOf(port);
    endpoint = number === undefined ? readyEndpoint() : `http://127.0.0.1:${String(number)}`;
  } catch (error) {
    print("false");
    throw error;
  }
  const { secretId, secretKey } = emulatorCredentials;
  const variables = {
    TENCENTCLOUD_SECRET_ID: secretId,
    TENCENTCLOUD_SECRET_KEY: secretKey,
    TENCENTCLOUD_CIAM_ENDPOINT: endpoint,
  };
  print(Object.entries(variables).map(([name, value]) => `export ${name}=${quotedForShell(value)}`));
}

function readyEndpoint(): string {
  const usage = "say --port N, or hand in the ready line of the emulator: ciam-emulator env < ready.json";
  if (process.stdin.isTTY) throw new CliError(usage);
  try {
    const ready: unknown = JSON.parse(readFileSync(0, "utf8"));
    if (typeof ready === "object" && ready !== null && "endpoint" in ready) {
      const origin = originOf(ready.endpoint);
      if (origin !== undefined) return origin;
    }
  } catch {
    // Reported below.
  }
  throw new CliError(usage);
}

/** The origin of an emulator's endpoint; anything else must not reach a shell. */
function originOf(endpoint: unknown): string | undefined {
  const url = typeof endpoint === "string" && ONLY_OF_A_URL.test(endpoint) ? URL.parse(endpoint) : null;
  if (!url || !/^https?:$/.test(url.protocol) || !HOST.test(url.hostname)) return undefined;
  // All addresses of a machine are none to call.
  if (/^(?:0\.0\.0\.0|\[::\])$/.test(url.hostname)) url.hostname = "127.0.0.1";
  return url.origin;
}

const ONLY_OF_A_URL = /^[\w.~:/?#[\]@!$&'()*+,;=%-]+$/;

/** The host of a URL may contain more, such as `$(…)`; a name or an address may not. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])$/;

async function printSwitches(): Promise<void> {
  const { describeConfig } = await import("../service/config.js");
  for (const { name, default: value, values, why } of describeConfig()) {
    print([`${name} = ${JSON.stringify(value)}`, `    ${why}`, `    Can be: ${values}`]);
  }
}

async function printPresets(): Promise<void> {
  const { describePresets } = await import("../faults/presets.js");
  for (const { name, what } of describePresets()) print([name, `    ${what}`]);
}

async function printCodes(): Promise<void> {
  const { describeCodes } = await import("./codes.js");
  for (const { code, how } of describeCodes()) print([code, `    ${how}`]);
}
