import { looksLikeAddress, parentIsAlive } from "../frontEnds/liveness";
import { Plugin } from "./plugin";
import { serve, type Running } from "./server";
import { keepReservedNames } from "./wire/reservedNames";

/** How often it is looked whether the engine is still there. */
const LOOK_MS = 1_000;

/** Runs the plugin as the engine starts it: with its address as the last argument, and the port as the only output. */
async function main(): Promise<void> {
  keepReservedNames();
  const plugin = new Plugin();
  const engine = process.argv.at(-1);
  const isStartedByEngine = engine !== undefined && looksLikeAddress(engine);
  if (isStartedByEngine) plugin.begin(engine);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(0));
  const running = await serve(plugin);
  if (isStartedByEngine) endWithEngine(plugin, running);
  // The engine reads the port from here, and nothing else may come before it.
  // eslint-disable-next-line no-restricted-syntax
  process.stdout.write(`${String(running.port)}\n`);
}

/** The engine of a killed CLI never says goodbye. What runs for it is ended, as far as that takes nothing with it. */
function endWithEngine(plugin: Plugin, running: Running): void {
  const look = setInterval(() => {
    if (plugin.engineIsAlive() && parentIsAlive()) return;
    clearInterval(look);
    plugin.cancel("the Pulumi engine that asked for this is gone; nothing more is written");
    void running.settled().then(() => process.exit(0));
  }, LOOK_MS);
}

void main();
