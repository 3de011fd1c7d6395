import { existsSync, lstatSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, parse, relative, resolve, sep } from "node:path";

/** The files that mark the root of a Pulumi project, and of a repository. */
const MARKS = [["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"], [".git"]] as const;

/**
 * The folders that a pull request can change: the project and the repository around a folder, or the folder itself
 * outside of both. A link inside them may come from somebody who must not read what this machine can read.
 */
export function rootsAround(folder: string): readonly string[] {
  const from = realpathSync(folder);
  const roots = MARKS.flatMap((names) => above(from, names) ?? []);
  return roots.length > 0 ? [...new Set(roots)] : [from];
}

function above(from: string, names: readonly string[]): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (names.some((name) => existsSync(join(folder, name)))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/**
 * The path of a file with every link followed. A link inside one of the roots, to a file or a folder, must stay inside;
 * a path that itself leads out is meant to.
 */
export function withoutLinksOut(path: string, roots: readonly string[]): string {
  const file = resolve(path);
  const { root: top } = parse(file);
  let real = realpathSync(top);
  for (const step of file.slice(top.length).split(sep)) {
    if (step === "") continue;
    const place = join(real, step);
    real = followed(place);
    for (const root of roots) {
      if (isInside(place, root) && !isInside(real, root)) {
        throw new UnfitFile(
          `is reached by a link, ${relative(root, place)}, that leads out of ${root}: put the file itself there, or name the place where it is`,
        );
      }
    }
  }
  return real;
}

function followed(place: string): string {
  try {
    return realpathSync(place);
  } catch (error) {
    if (lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink()) {
      throw new UnfitFile("is reached by a link that leads to no file: mend the link, or put the file itself there");
    }
    throw error;
  }
}

function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/**
 * A file that is not read, because of what it is or does. The message continues the file's name: it begins with a verb.
 */
export class UnfitFile extends Error {}

/** True if a path, as it is written, is in one of the folders. Links are followed when it is read. */
export function isWithin(path: string, directory: string, roots: readonly string[]): boolean {
  const file = resolve(realpathSync(directory), path);
  return roots.some((root) => isInside(file, root));
}
