import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The checkout, from `dist/tests/engine/support/provider`. */
export const REPOSITORY = join(__dirname, "../../../../..");

/** The entry of the real process of a dynamic provider. */
export const DYNAMIC_PROVIDER = join(REPOSITORY, "node_modules/@pulumi/pulumi/cmd/dynamic-provider");

/** The shell script with which the CLI starts it; it also lies beside the CLI. */
export const SHIM = join(REPOSITORY, "node_modules/@pulumi/pulumi/pulumi-resource-pulumi-nodejs");

export interface ProgramFolder {
  readonly path: string;
  remove(): void;
}

/**
 * A program's own folder, as `npm install` would leave it. The provider's process runs in it and finds our package
 * there, or not.
 */
export function programFolder({ installed = true }: { installed?: boolean } = {}): ProgramFolder {
  const path = mkdtempSync(join(tmpdir(), "ciam-program-"));
  writeFileSync(join(path, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  link(join(REPOSITORY, "node_modules/@pulumi/pulumi"), join(path, "node_modules/@pulumi/pulumi"));
  if (installed) link(REPOSITORY, join(path, "node_modules/pulumi-tencentcloud-ciam"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

function link(target: string, at: string): void {
  mkdirSync(dirname(at), { recursive: true });
  symlinkSync(target, at, "dir");
}
