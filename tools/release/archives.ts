import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { NAME } from "../plugin/bundle";
import { pack } from "./tarball";

/** What Pulumi's CLI is there for, in its own words. */
const PLATFORMS = [
  "darwin-amd64",
  "darwin-arm64",
  "linux-amd64",
  "linux-arm64",
  "windows-amd64",
  "windows-arm64",
] as const;

export type Platform = (typeof PLATFORMS)[number];

/** The plugin as it was bundled: one file of JavaScript, and the licenses of what is in it. */
export interface Bundled {
  readonly script: string;
  readonly licenses: readonly string[];
}

/** Pulumi runs a file of the plugin's name. It says what is missing where the system would say it in riddles. */
const LAUNCHER = `#!/bin/sh
# Runs the plugin by the Node.js on the PATH.
if ! command -v node >/dev/null 2>&1; then
  echo "${NAME} needs Node.js 22.13 or newer on the PATH, and there is none: install it, or take the archive ${NAME}-standalone of this release, which needs none" >&2
  exit 1
fi
exec node "\${0%/*}/${NAME}.js" "$@"
`;

const LAUNCHER_OF_WINDOWS = [
  "@echo off",
  "rem Runs the plugin by the Node.js on the PATH.",
  "where /q node.exe",
  "if errorlevel 1 (",
  `  echo ${NAME} needs Node.js 22.13 or newer on the PATH, and there is none: install it, or take the archive ${NAME}-standalone of this release, which needs none 1>&2`,
  "  exit /b 1",
  ")",
  `node.exe "%~dp0${NAME}.js" %*`,
  "",
].join("\r\n");

/** The archives of the plugin that Pulumi fetches by itself, one for each platform: a launcher, and the plugin for Node. */
export async function writeArchives(
  { script, licenses }: Bundled,
  version: string,
  work: string,
  to: string,
  date: Date,
): Promise<void> {
  for (const platform of PLATFORMS) {
    const folder = join(work, platform);
    mkdirSync(folder, { recursive: true });
    copyFileSync(script, join(folder, `${NAME}.js`));
    chmodSync(join(folder, `${NAME}.js`), 0o644);
    for (const license of licenses) copyFileSync(license, join(folder, basename(license)));
    const [launcher, text] = platform.startsWith("windows-") ? [`${NAME}.cmd`, LAUNCHER_OF_WINDOWS] : [NAME, LAUNCHER];
    writeFileSync(join(folder, launcher), text, { mode: 0o755 });
    await pack(folder, join(to, `${NAME}-v${version}-${platform}.tar.gz`), date);
  }
}
