import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./bundle";

const ROOT = join(__dirname, "../../..");

/** Writes the plugin as one file that needs nothing but Node: `dist/bin/pulumi-resource-ciam`. */
async function main(): Promise<void> {
  const folder = join(ROOT, "dist/bin");
  mkdirSync(folder, { recursive: true });
  await bundle(ROOT, folder);
}

void main();
