import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DemoProject } from "../demo/project";
import { screensIn, withScreens } from "./document";
import { ScreenProject } from "./project";
import { screens } from "./screens";

const repository = join(__dirname, "../../..");

/**
 * Types the commands of the screens in docs/ and puts their output into the pages, so that no output there is made up:
 * `node dist/tools/screens/main.js [NAME…]`, with pulumi on the PATH. About ten seconds a screen.
 */
async function main(only: readonly string[]): Promise<void> {
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => interrupted.abort(new Error("interrupted")));

  const folder = join(repository, "docs");
  const files = readdirSync(folder).filter((name) => name.endsWith(".md"));
  for (const file of files.map((name) => join(folder, name))) {
    const made = new Map<string, readonly string[]>();
    for (const name of screensIn(readFileSync(file, "utf8"))) {
      if (only.length > 0 && !only.includes(name)) continue;
      process.stderr.write(`${name}\n`);
      made.set(name, await make(name, interrupted.signal));
    }
    writeFileSync(file, withScreens(readFileSync(file, "utf8"), made));
  }
}

async function make(name: string, signal: AbortSignal): Promise<readonly string[]> {
  const screen = screens[name];
  if (!screen) throw new Error(`no screen is called ${name}`);
  // The same ids every time, so that a screen changes only with a reason.
  const demo = await DemoProject.create(repository, signal, ["--seed", "1"]);
  try {
    const project = await ScreenProject.build(demo);
    await screen(project);
    return project.screen;
  } finally {
    await demo.remove();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
