import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Emulator } from "../../emulator";
import { projectRoot } from "./projectRoot";

const running = new Map<string, Promise<Emulator>>();

/**
 * Runs the emulator inside this process, with a database file for each stack in `.ciam/` of the project, so that a
 * first `pulumi up` needs neither an account nor a server. All resources of the process share it.
 */
export function embeddedEmulator(database: string): Promise<Emulator> {
  const emulator = running.get(database) ?? start(database);
  running.set(database, emulator);
  return emulator;
}

async function start(database: string): Promise<Emulator> {
  const folder = join(projectRoot(process.cwd()), ".ciam");
  mkdirSync(folder, { recursive: true });
  // Loaded only here: who talks to the cloud should not pay for an emulator.
  const { startEmulator } = await import("../../emulator/index.js");
  return startEmulator({ data: join(folder, `${database.replace(/[^\w.-]/g, "_")}.db`) });
}
