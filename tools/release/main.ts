import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import schema from "../../provider/plugin/schema.json";
import { bundle, NAME } from "../plugin/bundle";
import { writeArchives } from "./archives";
import { billOf, installedFolders, wholeBill, withNode, writeBill } from "./bills";
import { writeExecutables } from "./executables";
import { goModule, originOf, type Origin } from "./origin";
import { npmPack, sign, signed, unpacked, type Manifest } from "./package";
import { writePages } from "./pages";
import { writeSdks } from "./sdks";
import { sourceDate } from "./tarball";

const ROOT = join(__dirname, "../../..");

/** The file with the checksums of all others, written last. */
const SUMS = "SHA256SUMS";

/**
 * Makes everything that a release publishes, in a folder that becomes this release and nothing else: by `node
 * dist/tools/release/main.js FOLDER`, with REPOSITORY and, where they are others than its own, HOMEPAGE, BUGS and
 * DOWNLOADS in the environment. Publishes nothing.
 */
async function main(): Promise<void> {
  const [, , folder] = process.argv;
  if (folder === undefined) throw new Error("usage: node dist/tools/release/main.js FOLDER");
  const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Manifest;
  const origin = originOf(process.env, manifest);
  assertMayReplace(resolve(folder));
  const date = sourceDate(process.env.SOURCE_DATE_EPOCH);
  const work = mkdtempSync(join(tmpdir(), "ciam-release-"));
  try {
    const made = join(work, "made");
    mkdirSync(made);
    await release(manifest, origin, date, work, made);
    place(made, resolve(folder));
  } finally {
    rmSync(work, { recursive: true });
  }
}

async function release(manifest: Manifest, origin: Origin, date: Date, work: string, made: string): Promise<void> {
  const { version } = manifest;
  const needs = printed("tools/release/needs/get.sh");
  const sdkgen = printed("tools/languageHosts/get.sh");
  const { repository, homepage, downloads } = origin;
  const about = { repository, homepage, pluginDownloadURL: downloads };

  say("the npm package");
  const staged = await unpacked(ROOT, join(work, "npm"));
  sign(staged, origin);
  const packages = await bundle(ROOT, join(staged, "dist/bin"), about);
  npmPack(staged, made);

  say("the archives of the plugin");
  const plugin = join(staged, "dist/bin", NAME);
  const bundled = { script: plugin, licenses: [`${plugin}.LICENSES.txt`, join(ROOT, "LICENSE")] };
  await writeArchives(bundled, version, join(work, "archives"), made, date);

  say("its executables");
  const node = await writeExecutables(bundled, version, needs, join(work, "executables"), made, date);

  say("the schema and the SDKs");
  const { language } = schema;
  const whole = {
    ...schema,
    ...about,
    version,
    language: { ...language, go: { ...language.go, importBasePath: `${goModule(repository)}/ciam` } },
  };
  writeFileSync(join(made, "schema.json"), `${JSON.stringify(whole, undefined, 2)}\n`);
  await writeSdks(ROOT, whole, sdkgen, join(work, "sdks"), made, date);
  await writePages(ROOT, origin, join(work, "pages"), join(made, `pulumi-ciam-registry-${version}.tar.gz`), date);

  say("the bills of materials");
  const bill = wholeBill(ROOT, signed(manifest, origin), needs, join(work, "bill"));
  writeBill(billOf(bill, installedFolders(bill, manifest)), join(made, `${manifest.name}-${version}.cdx.json`));
  const ofPlugin = billOf(bill, packages);
  writeBill(ofPlugin, join(made, `${NAME}-${version}.cdx.json`));
  writeBill(withNode(ofPlugin, node), join(made, `${NAME}-standalone-${version}.cdx.json`));

  writeFileSync(join(made, SUMS), sums(made));
}

/** As `sha256sum --check` reads it. */
function sums(folder: string): string {
  const lines = readdirSync(folder)
    .sort()
    .map(
      (name) =>
        `${createHash("sha256")
          .update(readFileSync(join(folder, name)))
          .digest("hex")}  ${name}\n`,
    );
  return lines.join("");
}

/** What is in the folder before goes: nothing but an earlier release may be there. */
function assertMayReplace(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0 || existsSync(join(folder, SUMS))) return;
  throw new Error(`nothing was made: ${folder} holds something that is no release; name another folder, or empty it`);
}

/** Puts what was made in the place of an earlier release: all of it, or nothing. */
function place(made: string, folder: string): void {
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  cpSync(made, partial, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  renameSync(partial, folder);
}

function printed(script: string): string {
  return execFileSync(join(ROOT, script), { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();
}

function say(what: string): void {
  process.stderr.write(`making ${what}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
