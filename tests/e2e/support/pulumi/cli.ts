import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { config } from "chai";

// A test that fails on a screen shows the whole screen.
config.truncateThreshold = 0;

/** The checkout; tests run compiled, from `dist/tests/e2e/support/pulumi`. */
export const ROOT = resolve(__dirname, "../../../../..");

/** What a command left behind. */
export interface Run {
  readonly code: number;
  /** What a person sees: both streams, without colours. */
  readonly screen: string;
  readonly stdout: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** One home for the run of the tests: the CLI keeps logs and nothing else there. */
const home = mkdtempSync(join(tmpdir(), "ciam-e2e-home-"));
/** What the processes of a run have compiled: each command starts two or three of them, of the same code. */
const compiled = mkdtempSync(join(tmpdir(), "ciam-e2e-compiled-"));
process.once("exit", () => {
  for (const folder of [home, compiled]) rmSync(folder, { recursive: true, force: true });
});

/** What makes a command of the tests quick. No user of the package has it. */
const HASTE = {
  NODE_COMPILE_CACHE: compiled,
  // A command ends before it has made much garbage.
  GOGC: "off",
  GOMEMLIMIT: "512MiB",
  NODE_OPTIONS: `--require=${join(ROOT, "dist/tests/support/lazyPulumi.js")}`,
};

/** For a command that is measured: it runs as it does for a user. */
export const WITHOUT_HASTE: Environment = Object.fromEntries(Object.keys(HASTE).map((name) => [name, undefined]));

/** Nothing of the machine's own Pulumi, credentials or proxies reaches a test. */
export function environment(state: string, more: Environment = {}): NodeJS.ProcessEnv {
  mkdirSync(state, { recursive: true });
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(PULUMI|TENCENTCLOUD|AWS_|.*_proxy$)/i.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    HOME: home,
    PULUMI_HOME: home,
    ...HASTE,
    PULUMI_BACKEND_URL: `file://${state}`,
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    NPM_CONFIG_UPDATE_NOTIFIER: "false",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    ...more,
  };
}

/** A command that has begun. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Run>;
}

export function start(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Running {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const both: Buffer[] = [];
  const out: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => {
    both.push(chunk);
    out.push(chunk);
  });
  child.stderr.on("data", (chunk: Buffer) => both.push(chunk));
  const ended = new Promise<Run>((done, failed) => {
    child.once("error", failed);
    child.once("close", (code) => done({ code: code ?? -1, screen: text(both), stdout: text(out) }));
  });
  return { child, ended };
}

function text(chunks: readonly Buffer[]): string {
  return stripVTControlCharacters(Buffer.concat(chunks).toString("utf8"));
}
