import { chmodSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { build, type Plugin } from "esbuild";

/** The name by which the engine finds a plugin for the package `ciam`. */
const NAME = "pulumi-resource-ciam";

/**
 * Makes one file of the compiled plugin and all it imports, gRPC and Pulumi's protocol included, and beside it the
 * licenses of what is in it.
 */
export async function bundle(root: string, folder: string): Promise<void> {
  const outfile = join(folder, NAME);
  const { metafile } = await build({
    entryPoints: [join(root, "dist/provider/plugin/main.js")],
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    banner: { js: "#!/usr/bin/env node" },
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
    plugins: [ownVersion(root)],
  });
  chmodSync(outfile, 0o755);
  writeFileSync(join(folder, `${NAME}.LICENSES.txt`), licensesOf(packagesIn(root, Object.keys(metafile.inputs))));
}

/** The package tells its version from its package.json, which a single file has not beside it. */
function ownVersion(root: string): Plugin {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return {
    name: "own version",
    setup(building) {
      building.onLoad({ filter: /[\\/]dist[\\/]ciam[\\/]version\.js$/ }, () => ({
        contents: `exports.packageVersion = () => ${JSON.stringify(version)};`,
        loader: "js",
      }));
    },
  };
}

/** The folders of the packages that these files are of. */
function packagesIn(root: string, files: readonly string[]): string[] {
  const folders = files.flatMap((file) => {
    const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file.split(sep).join("/")) ?? [];
    return folder === undefined ? [] : [join(root, relative(root, join(process.cwd(), folder)))];
  });
  return [...new Set(folders)].sort();
}

function licensesOf(folders: readonly string[]): string {
  return folders
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<
        "name" | "version" | "license",
        string | undefined
      >;
      const [file] = globSync("{LICENSE,LICENCE,license,COPYING}*", { cwd: folder });
      const text =
        file === undefined ? `License: ${license ?? "see the package"}` : readFileSync(join(folder, file), "utf8");
      return `${name ?? dirname(folder)} ${version ?? ""}\n\n${text.trim()}\n`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}
