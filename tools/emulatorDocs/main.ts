import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { takePicture } from "./picture";
import { withSections } from "./sections";

const docs = join(__dirname, "../../../docs");

/**
 * Updates docs/emulator.md and its picture from the emulator: `node dist/tools/emulatorDocs/main.js`, with
 * `--no-picture` on a machine without a browser.
 */
async function main(args: readonly string[]): Promise<void> {
  const page = join(docs, "emulator.md");
  writeFileSync(page, withSections(readFileSync(page, "utf8")));
  if (!args.includes("--no-picture")) await takePicture(join(docs, "images/emulator-page.png"));
}

void main(process.argv.slice(2));
