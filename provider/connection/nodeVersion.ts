import { isBuiltin } from "node:module";

const OLDEST = [22, 13] as const;

/** The reason why this Node is too old to run the package, if it is. It calls nothing newer before that is known. */
export function nodeProblem(version = process.versions.node): string | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined;
  return `pulumi-tencentcloud-ciam needs Node.js ${OLDEST.join(".")} or newer, and this is ${version}: install it, and put it first on the PATH of \`pulumi\``;
}

/** The reason why this Node cannot run the emulator, if it was built without SQLite. */
export function embeddedProblem(): string[] {
  if (isBuiltin("node:sqlite")) return [];
  return [
    `ciam:endpoint embedded needs a Node.js with node:sqlite, and this one (${process.versions.node}) has none: use Node.js ${OLDEST.join(".")} or newer, or another endpoint`,
  ];
}
