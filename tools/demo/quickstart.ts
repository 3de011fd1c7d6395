import { join } from "node:path";
import type { Stage } from "./stage";

/** Puts the quickstart on the stage. There it lies beside its Pulumi.yaml, and talks to the stage's emulator. */
export function layQuickstart(stage: Stage, repository: string): void {
  const quickstart = join(repository, "examples/quickstart");
  for (const name of ["index.ts", "package.json", "tsconfig.json", "users"]) stage.copy(join(quickstart, name), name);
  for (const name of ["Pulumi.yaml", "Pulumi.dev.yaml"]) stage.copy(join(repository, name), name);
  stage.edit("Pulumi.yaml", (text) => text.replace(/^main: .*\n/m, ""));
  stage.edit("Pulumi.dev.yaml", (text) => text.replace("embedded", stage.emulator.ready.endpoint));
}
