#!/usr/bin/env node
// Nothing is imported before the version is known: what follows needs node:sqlite, which older Nodes do not have.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  // eslint-disable-next-line no-restricted-syntax -- nothing is imported that could say it otherwise
  process.stderr.write(`ciam-emulator needs Node.js 22.13 or newer; this is ${process.versions.node}\n`);
  process.exitCode = 1;
} else {
  void import("./command/cli.js").then(({ main }) => main(process.argv.slice(2)));
}
export {};
