import { chmodSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { build, type Plugin } from "esbuild";

/** The name by which the engine finds a plugin for the package `ciam`. */
export const NAME = "pulumi-resource-ciam";

/** Node of an older version would end in the middle of some import. */
const ASKS_FOR_NODE = `if (+process.versions.node.split(".")[0] < 22) {
  process.stderr.write("pulumi-resource-ciam needs Node.js 22.13 or newer; this is " + process.version + "\\n");
  process.exit(1);
}`;

/**
 * Makes one file of the compiled plugin and all it imports, gRPC and Pulumi's protocol included, and beside it the
 * licenses of what is in it.
 *
 * @param about more members for its schema
 * @returns the folders of the packages that are in it, relative to the root
 */
export async function bundle(root: string, folder: string, about: object = {}): Promise<string[]> {
  const outfile = join(folder, NAME);
  const { metafile } = await build({
    entryPoints: [join(root, "dist/provider/plugin/main.js")],
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    banner: { js: `#!/usr/bin/env node\n${ASKS_FOR_NODE}` },
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
    plugins: [ownVersion(root), saysAbout(about)],
  });
  chmodSync(outfile, 0o755);
  const packages = packagesIn(root, Object.keys(metafile.inputs));
  writeFileSync(join(folder, `${NAME}.LICENSES.txt`), licensesOf(packages));
  return packages.map((each) => relative(root, each));
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

/** Where the plugin is from is known when it is released, and stands in no file of the sources. */
function saysAbout(about: object): Plugin {
  return {
    name: "about",
    setup(building) {
      building.onLoad({ filter: /[\\/]provider[\\/]plugin[\\/]schema\.json$/ }, ({ path }) => ({
        contents: JSON.stringify({ ...(JSON.parse(readFileSync(path, "utf8")) as object), ...about }),
        loader: "json",
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
