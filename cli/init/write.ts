import { lstatSync, mkdirSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "../../ciam/errors/usageError";
import { listed } from "../../text/format";
import { written } from "../shell/written";
import type { Files } from "./files";

/** Writes all files, or none: nothing that is there is replaced, and what was written before a failure is taken away. */
export function writeProject(folder: string, files: Files): void {
  refuseTaken(folder, [...files.keys()]);
  const made: (() => void)[] = [];
  try {
    for (const [path, text] of files) {
      makeFolder(dirname(join(folder, path)), made);
      const file = join(folder, path);
      written(file, () => {
        // Of a file that somebody else has made since, it is an error.
        writeFileSync(file, text, { flag: "wx" });
      });
      made.push(() => {
        rmSync(file);
      });
    }
  } catch (error) {
    for (const undo of made.reverse()) undo();
    throw error;
  }
}

function refuseTaken(folder: string, paths: readonly string[]): void {
  const itself = statSync(folder, { throwIfNoEntry: false });
  if (itself && !itself.isDirectory()) throw new UsageError(`${folder} is no folder: name another one`);
  const taken = [...new Set(paths.flatMap((path) => obstacles(folder, path)))];
  if (taken.length > 0)
    throw new UsageError(
      `${folder} has ${listed(taken)} already, and nothing was written: name a folder that is not there yet`,
    );
}

/** The file itself, or what stands where it needs a folder. A link is no folder: it may lead out of the project. */
function obstacles(folder: string, path: string): string[] {
  const parents = path.split("/").map((_, at, parts) => parts.slice(0, at + 1).join("/"));
  return parents.filter((part) => {
    const found = lstatSync(join(folder, part), { throwIfNoEntry: false });
    return found !== undefined && (part === path || !found.isDirectory());
  });
}

function makeFolder(folder: string, made: (() => void)[]): void {
  if (statSync(folder, { throwIfNoEntry: false })) return;
  makeFolder(dirname(folder), made);
  written(folder, () => mkdirSync(folder));
  made.push(() => {
    rmdirSync(folder);
  });
}
