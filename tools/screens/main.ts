import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Stage } from "../demo/stage";
import { screensIn, withScreens } from "./document";
import { Scenery } from "./scenery";
import { scenes } from "./scenes";

const repository = join(__dirname, "../../..");

/**
 * Plays the scenes whose screens the pages in docs/ show and puts the screens into the pages, so that no output there
 * is made up: `node dist/tools/screens/main.js [NAME…]`, with pulumi on the PATH. About ten seconds a scene.
 */
async function main(only: readonly string[]): Promise<void> {
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => interrupted.abort(new Error("interrupted")));

  const folder = join(repository, "docs");
  const files = readdirSync(folder).filter((name) => name.endsWith(".md"));
  for (const file of files.map((name) => join(folder, name))) {
    const screens = new Map<string, readonly string[]>();
    for (const name of screensIn(readFileSync(file, "utf8"))) {
      if (only.length > 0 && !only.includes(name)) continue;
      process.stderr.write(`${name}\n`);
      screens.set(name, await play(name, interrupted.signal));
    }
    writeFileSync(file, withScreens(readFileSync(file, "utf8"), screens));
  }
}

async function play(name: string, signal: AbortSignal): Promise<readonly string[]> {
  const scene = scenes[name];
  if (!scene) throw new Error(`no scene is called ${name}`);
  // The same ids every time, so that a screen changes only when something did.
  const stage = await Stage.set(repository, signal, ["--seed", "1"]);
  try {
    const scenery = await Scenery.build(stage);
    await scene(scenery);
    return scenery.screen;
  } finally {
    await stage.strike();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
