import { readFileSync } from "node:fs";
import { basename, dirname, relative, resolve, sep } from "node:path";
import { z } from "zod";
import { packageVersion } from "../../ciam/version";

/** npm's record of what it has installed into a folder. */
const lock = z.object({ packages: z.record(z.string(), z.object({ resolved: z.string().optional() })) });

const FILE = "file:";

/**
 * The source of this package for a `package.json` in this folder: its version, the file it was installed from, or the
 * checkout of the repository that is running.
 *
 * @param root the folder of the running package
 */
export function sourceFor(root: string, folder: string): string {
  const modules = dirname(root);
  if (basename(modules) !== "node_modules") return fileSource(root, folder);
  const resolved = resolvedIn(modules, basename(root));
  return resolved?.startsWith(FILE)
    ? fileSource(resolve(dirname(modules), resolved.slice(FILE.length)), folder)
    : packageVersion();
}

function fileSource(file: string, folder: string): string {
  return FILE + (relative(resolve(folder), file) || ".").split(sep).join("/");
}

/** Other package managers keep no such file, and then nothing tells where the package came from. */
function resolvedIn(modules: string, name: string): string | undefined {
  try {
    const { success, data } = lock.safeParse(JSON.parse(readFileSync(`${modules}/.package-lock.json`, "utf8")));
    return success ? data.packages[`node_modules/${name}`]?.resolved : undefined;
  } catch {
    return undefined;
  }
}
