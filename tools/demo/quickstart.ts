import { join } from "node:path";
import type { DemoProject } from "./project";

/** Copies the quickstart into the project, beside its Pulumi.yaml; it then talks to the project's emulator. */
export function layQuickstart(project: DemoProject, repository: string): void {
  const quickstart = join(repository, "examples/quickstart");
  for (const name of ["index.ts", "package.json", "tsconfig.json", "users"]) project.copy(join(quickstart, name), name);
  for (const name of ["Pulumi.yaml", "Pulumi.dev.yaml"]) project.copy(join(repository, name), name);
  project.edit("Pulumi.yaml", (text) => text.replace(/^main: .*\n/m, ""));
  project.edit("Pulumi.dev.yaml", (text) => text.replace("embedded", project.emulator.ready.endpoint));
}
