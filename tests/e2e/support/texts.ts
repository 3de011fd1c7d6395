import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** The content of every file below a folder. */
export function textsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, "utf8"));
}
