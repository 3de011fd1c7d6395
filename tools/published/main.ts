import { writeFileSync } from "node:fs";
import { format } from "prettier";
import { changesBetween, countMembers } from "./api";
import { derive, published, PUBLISHED } from "./derive";

/**
 * Writes the table of the published API from the installed SDKs, and shows the changes: `node
 * dist/tools/published/main.js`. After an update of an SDK, a test fails until it was run.
 */
async function main(): Promise<void> {
  const api = derive();
  for (const change of changesBetween(published(), api)) process.stdout.write(`${change}\n`);
  writeFileSync(PUBLISHED, await format(JSON.stringify(api), { parser: "json", printWidth: 120 }));
  const numbers = [Object.keys(api.actions).length, Object.keys(api.types).length, countMembers(api), api.codes.length];
  process.stdout.write(`actions, types, fields, error codes: ${numbers.join(", ")}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
