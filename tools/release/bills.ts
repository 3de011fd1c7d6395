import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Manifest } from "./package";

/** The members of a CycloneDX document that are cut; all others stay. */
const bill = z.looseObject({
  metadata: z.looseObject({ component: z.looseObject({ "bom-ref": z.string() }) }),
  components: z.array(
    z.looseObject({
      "bom-ref": z.string(),
      properties: z.array(z.object({ name: z.string(), value: z.string() })),
    }),
  ),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).optional() })),
});

type Bill = z.infer<typeof bill>;

/**
 * Everything that package-lock.json names, as a bill of materials.
 *
 * @param needs the folder that has what writes it
 */
export function wholeBill(root: string, manifest: object, needs: string, work: string): Bill {
  mkdirSync(work, { recursive: true });
  copyFileSync(join(root, "package-lock.json"), join(work, "package-lock.json"));
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    devDependencies: object;
  };
  writeFileSync(join(work, "package.json"), JSON.stringify({ ...manifest, devDependencies }));
  const writer = join(needs, "node_modules/@cyclonedx/cyclonedx-npm/bin/cyclonedx-npm-cli.js");
  const options = ["--package-lock-only", "--no-workspaces", "--flatten-components", "--output-reproducible"];
  // Workspaces are in the lock and not here, which npm complains of.
  const form = ["--ignore-npm-errors", "--output-format", "JSON", "--output-file", "-"];
  const text = execFileSync(process.execPath, [writer, ...options, ...form], {
    cwd: work,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return bill.parse(JSON.parse(text));
}

/** The folders of what is installed with the package: what it depends on, and what that depends on. */
export function installedFolders(whole: Bill, { dependencies }: Manifest): string[] {
  const dependenciesOf = new Map(whole.dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]));
  const direct = Object.keys(dependencies).map((name) => {
    const component = whole.components.find((each) => folderOf(each) === `node_modules/${name}`);
    if (component === undefined) throw new Error(`the bill of materials does not name ${name}`);
    return component["bom-ref"];
  });
  const found = new Set(direct);
  // A set that grows is walked to its end.
  for (const ref of found) for (const next of dependenciesOf.get(ref) ?? []) found.add(next);
  return whole.components.filter((each) => found.has(each["bom-ref"])).map(folderOf);
}

function folderOf({ properties }: Bill["components"][number]): string {
  return properties.find(({ name }) => name === "cdx:npm:package:path")?.value ?? "";
}

/** What is in these folders, of a bill of everything. */
export function billOf(whole: Bill, folders: readonly string[]): Bill {
  const components = whole.components.filter((each) => folders.includes(folderOf(each)));
  if (components.length !== folders.length) {
    throw new Error(`of ${folders.length} packages, the bill of materials names ${components.length}`);
  }
  const own = whole.metadata.component["bom-ref"];
  const kept = new Set([own, ...components.map((each) => each["bom-ref"])]);
  const dependencies = whole.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ dependsOn, ...entry }) => ({
      ...entry,
      ...(dependsOn && { dependsOn: dependsOn.filter((ref) => kept.has(ref)) }),
    }));
  return { ...whole, components, dependencies };
}

/** The bill of the executables: what is in the plugin, and Node. */
export function withNode(plugin: Bill, version: string): Bill {
  const purl = `pkg:generic/node@${version}`;
  const licenses = [{ license: { name: "the license of Node.js, in node.LICENSE.txt" } }];
  const node = { type: "application", name: "node", version, "bom-ref": purl, purl, licenses, properties: [] };
  return { ...plugin, components: [...plugin.components, node], dependencies: [...plugin.dependencies, { ref: purl }] };
}

/** Writes a bill down, in the name of what it is of. */
export function writeBill(whole: Bill, file: string): void {
  writeFileSync(file, `${JSON.stringify(whole, undefined, 2)}\n`);
}
