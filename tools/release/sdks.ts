import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { goModule } from "./origin";
import { npmPack } from "./package";
import { pack } from "./tarball";

/** What the archive of a language's SDK is called. */
const SOURCES: readonly (readonly [language: string, archive: (version: string) => string])[] = [
  // As Python's tools call what they install from.
  ["python", (version) => `pulumi_ciam-${version}.tar.gz`],
  ["go", (version) => `pulumi-ciam-go-${version}.tar.gz`],
  ["dotnet", (version) => `pulumi-ciam-dotnet-${version}.tar.gz`],
  ["java", (version) => `pulumi-ciam-java-${version}.tar.gz`],
];

export interface Schema {
  readonly version: string;
  readonly repository: string;
}

/**
 * The SDKs of all languages, from the schema of this release: an npm package, and the sources for the others.
 *
 * @param sdkgen the folder that has the generator
 */
export async function writeSdks(
  root: string,
  schema: Schema,
  sdkgen: string,
  work: string,
  to: string,
  date: Date,
): Promise<void> {
  const { version } = schema;
  const generated = (language: string): string => {
    const folder = join(work, language);
    mkdirSync(folder, { recursive: true });
    execFileSync(join(sdkgen, "sdkgen"), [language, folder], { input: JSON.stringify(schema), stdio: "pipe" });
    copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
    return folder;
  };
  for (const [language, archive] of SOURCES) {
    const folder = generated(language);
    if (language === "go") makeModule(root, schema, folder);
    await pack(folder, join(to, archive(version)), date);
  }
  npmPack(compiled(root, generated("nodejs")), to);
}

function makeModule(root: string, { repository }: Schema, folder: string): void {
  const example = readFileSync(join(root, "examples/go/go.mod"), "utf8");
  const [needed = ""] = /github\.com\/pulumi\/pulumi\/sdk\/v3 v\S+/.exec(example) ?? [];
  const [go = ""] = /^go \S+$/m.exec(example) ?? [];
  writeFileSync(
    join(folder, "go.mod"),
    `module ${goModule(repository)}\n\n${go}\n\nrequire (\n\tgithub.com/blang/semver v3.5.1+incompatible\n\t${needed}\n)\n`,
  );
}

/** The package that npm installs: JavaScript and types, beside their package.json. */
function compiled(root: string, folder: string): string {
  const bin = join(folder, "bin");
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  // The generator's settings are those of TypeScript 4.
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const args = [tsc, "--project", folder, "--ignoreDeprecations", "6.0", "--types", "node", "--sourceMap", "false"];
  execFileSync(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  rmSync(join(folder, "node_modules"));
  for (const file of ["package.json", "README.md", "LICENSE"]) cpSync(join(folder, file), join(bin, file));
  return bin;
}
