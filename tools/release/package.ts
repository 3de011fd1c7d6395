import { execFileSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { extract } from "tar";
import { PLACEHOLDER, type Origin } from "./origin";

/** What is in package.json and matters here. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly repository: { readonly type: string; readonly url: string };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly [more: string]: unknown;
}

/** Packs a folder as npm does: files in one order and of one date. */
export function npmPack(folder: string, to: string): string {
  const args = ["pack", "--silent", "--ignore-scripts", "--pack-destination", to];
  return execFileSync("npm", args, { cwd: folder, encoding: "utf8" }).trim();
}

/** Unpacks what npm would publish of the repository, so that it can be told where it is from. */
export async function unpacked(root: string, work: string): Promise<string> {
  mkdirSync(work, { recursive: true });
  await extract({ file: join(work, npmPack(root, work)), cwd: work });
  return join(work, "package");
}

/** Says in the package's own description and on its pages where it is from. */
export function sign(folder: string, origin: Origin): void {
  const path = join(folder, "package.json");
  const manifest = JSON.parse(readFileSync(path, "utf8")) as Manifest;
  writeFileSync(path, `${JSON.stringify(signed(manifest, origin), undefined, 2)}\n`);
  for (const page of globSync("**/*.md", { cwd: folder })) {
    const file = join(folder, page);
    writeFileSync(file, withLinks(readFileSync(file, "utf8"), page, { ...origin, version: manifest.version }, folder));
  }
}

/** What only a clone of the repository can use. */
const OF_A_CLONE = ["devDependencies", "scripts", "workspaces"];

/** A manifest that says where the package is from. */
export function signed(manifest: Manifest, { repository, homepage, bugs }: Origin): object {
  return {
    ...Object.fromEntries(Object.entries(manifest).filter(([member]) => !OF_A_CLONE.includes(member))),
    homepage,
    bugs: { url: bugs },
    repository: { type: "git", url: `git+${repository}.git` },
  };
}

/**
 * A page as it is read outside of the repository: what the package has not has an address, that of this version.
 *
 * @param page its path in the repository, and in the package
 * @param folder the package
 */
export function withLinks(
  text: string,
  page: string,
  { repository, version }: Pick<Origin, "repository"> & { readonly version: string },
  folder: string,
): string {
  return text
    .replaceAll(PLACEHOLDER, repository)
    .replaceAll(LINK, (whole: string, picture: string, words: string, target: string, anchor = "") => {
      const file = normalize(join(dirname(page), target));
      if (existsSync(join(folder, file))) return whole;
      const kind = picture === "!" ? "raw" : "blob";
      return `${picture}${words}(${repository}/${kind}/v${version}/${file}${String(anchor)})`;
    });
}

/** A link or a picture whose target is a path: its mark, its words in brackets, the path, and a part of the page. */
const LINK = /(!?)(\[(?:[^\]\n]|\n(?!\n))*\])\((?!https?:|#)([^)\s#]+)(#[^)\s]*)?\)/g;
