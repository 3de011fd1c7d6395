import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of the Pulumi.yaml above a folder; the folder itself when there is none. */
export function projectRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].some((name) => existsSync(join(folder, name)))) return folder;
    if (dirname(folder) === folder) return from;
  }
}
