import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { referenceFiles } from "./files";

const ROOT = join(__dirname, "../../..");

/** Writes the types of the inputs and the page of the reference anew. */
async function main(): Promise<void> {
  for (const [path, text] of await referenceFiles()) writeFileSync(join(ROOT, path), text);
}

void main();
