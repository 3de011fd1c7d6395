import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { serveEngine } from "../engine/engineService";
import { SHIM } from "./programFolder";

/**
 * A process in place of the CLI, for tests that kill it. It serves the engine and starts the provider like the CLI, by
 * the SDK's shell script, in its own process group. It reports the provider's address, and lives until it is killed.
 */
export interface Ready {
  readonly port: string;
  /** The group of the shell script and the provider, which survive this process. */
  readonly group: number;
}

async function main(): Promise<void> {
  const { address } = await serveEngine(() => undefined);
  const plugin = spawn(SHIM, [address], { stdio: ["pipe", "pipe", "inherit"], detached: true });
  const [port] = (await once(createInterface(plugin.stdout), "line")) as [string];
  const ready: Ready = { port, group: plugin.pid ?? 0 };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

if (require.main === module) void main();
