import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { referenceFiles } from "./files";

const ROOT = join(__dirname, "../../..");

/** Writes the types of the inputs, the page of the reference, the schema and the pages for the Registry anew. */
async function main(): Promise<void> {
  const files = await referenceFiles();
  // A resource that is gone has no page.
  rmSync(join(ROOT, "docs/registry"), { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
  }
}

void main();
