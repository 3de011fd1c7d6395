import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Emulator } from "../../emulator";
import { projectRoot } from "./projectRoot";

let running: Promise<Emulator> | undefined;

/**
 * Runs the emulator inside this process, with a database file for each stack in `.ciam/` of the project, so that a
 * first `pulumi up` needs neither an account nor a server. All resources of the process share it.
 */
export function embeddedEmulator(): Promise<Emulator> {
  running ??= start();
  return running;
}

async function start(): Promise<Emulator> {
  const folder = join(projectRoot(process.cwd()), ".ciam");
  mkdirSync(folder, { recursive: true });
  // Loaded only here: who talks to the cloud should not pay for an emulator.
  const { startEmulator } = await import("../../emulator/index.js");
  return startEmulator({ data: join(folder, `${stackName()}.db`) });
}

/** The engine tells its plugins the stack by environment. */
function stackName(): string {
  return (process.env.PULUMI_NODEJS_STACK ?? process.env.PULUMI_STACK ?? "stack").replace(/[^\w.-]/g, "_");
}
