import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Files } from "./files";
import { pipelineSources } from "./pipeline";
import type { Sources } from "./project";
import type { Wish } from "./wish";

/** Reads what a project is made from out of the package. */
export function sourcesIn(root: string, { language, pipeline }: Wish): Sources {
  const template = filesIn(join(root, "templates", language), ["."]);
  if (pipeline === "none") return { template, pipeline: new Map() };
  const { folder, paths } = pipelineSources[pipeline];
  return { template, pipeline: filesIn(join(root, folder), paths) };
}

function filesIn(folder: string, paths: readonly string[]): Files {
  const files = paths.flatMap((path) => below(join(folder, path)));
  return new Map(
    files.map((file) => [relative(folder, file).split(sep).join("/"), readFileSync(file, "utf8")] as const),
  );
}

function below(path: string): string[] {
  if (lstatSync(path).isFile()) return [path];
  return readdirSync(path)
    .filter((name) => name !== "node_modules")
    .flatMap((name) => below(join(path, name)));
}
