import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Emulator } from "../../emulator";
import { StartError } from "../../emulator/service/errors";
import { UsageError } from "../../ciam/errors";

const running = new Map<string, Promise<Emulator>>();

/**
 * Runs the emulator inside this process, with a database file for each stack in `.ciam/` of the project, so that a
 * first update needs neither an account nor a server. All resources of the process share it.
 */
export function embeddedEmulator(database: string): Promise<Emulator> {
  const emulator = running.get(database) ?? start(database);
  running.set(database, emulator);
  // An emulator that could not start is started again on the next request.
  emulator.catch(() => running.delete(database));
  return emulator;
}

async function start(database: string): Promise<Emulator> {
  const folder = join(projectRoot(process.cwd()), ".ciam");
  makeFolder(folder);
  // Loaded only here: a connection to the cloud should not pay for an emulator.
  const { startEmulator } = await import("../../emulator/index.js");
  try {
    return await startEmulator({ data: join(folder, `${database.replace(/[^\w.-]/g, "_")}.db`) });
  } catch (error) {
    if (error instanceof StartError) throw new UsageError(`ciam:endpoint is embedded, and ${error.message}`);
    throw error;
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    const why = code === "EEXIST" ? "there is a file of that name" : `that folder cannot be made (${code})`;
    throw new UsageError(`ciam:endpoint is embedded, which keeps its users in ${folder}, and ${why}`);
  }
}

/** The nearest folder at or above this one that has a Pulumi.yaml; this folder itself when there is none. */
function projectRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].some((name) => existsSync(join(folder, name)))) return folder;
    if (dirname(folder) === folder) return from;
  }
}
