import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Environment } from "../../../ciam/credentials";
import { nodeProblem } from "../../../provider/connection/nodeVersion";
import type { Finding } from "../finding";

/** The oldest Pulumi CLI that all of the package was tried with. */
const OLDEST_PULUMI = [3, 216] as const;
const PAGE = "docs/getting-started.md";
const PULUMI_WITHIN_MS = 15_000;

/** Findings about what an `up` needs on this machine. */
export async function machineFindings(env: Environment, signal: AbortSignal): Promise<Finding[]> {
  return [nodeFinding(process.versions.node), pulumiFinding(await pulumiVersion(env, signal))];
}

export function nodeFinding(version: string): Finding {
  const problem = nodeProblem(version);
  return {
    about: "this machine",
    asked: "which Node.js is this",
    cameBack: version,
    means: problem ?? "the package runs on it",
    page: PAGE,
    standing: problem === undefined ? "fine" : "wrong",
  };
}

/** @param version as `pulumi version` prints it; undefined where there is none */
export function pulumiFinding(version: string | undefined): Finding {
  const asked = { about: "this machine", asked: "which Pulumi CLI is on the PATH", page: PAGE } as const;
  const [, major, minor] = /^v?(\d+)\.(\d+)\./.exec(version ?? "") ?? [];
  if (version === undefined || major === undefined || minor === undefined)
    return {
      ...asked,
      cameBack: "none that runs",
      means: "install it: nothing is deployed without it",
      standing: "wrong",
    };
  const [oldestMajor, oldestMinor] = OLDEST_PULUMI;
  const isOld = Number(major) < oldestMajor || (Number(major) === oldestMajor && Number(minor) < oldestMinor);
  return {
    ...asked,
    cameBack: version,
    means: isOld ? `install ${OLDEST_PULUMI.join(".")} or newer` : "the package works with it",
    standing: isOld ? "wrong" : "fine",
  };
}

async function pulumiVersion(env: Environment, signal: AbortSignal): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)("pulumi", ["version"], {
      env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
      timeout: PULUMI_WITHIN_MS,
      signal,
    });
    return stdout.trim();
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
