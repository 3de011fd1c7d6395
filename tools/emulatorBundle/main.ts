import { join } from "node:path";
import { build, type Plugin } from "esbuild";

/**
 * Writes the command `ciam-emulator` as one file, in place of the one that the compiler has left: what a process reads
 * and compiles before its first answer is a third of its time, and a container needs no other file.
 */

const ROOT = join(__dirname, "../../..");

const BANNER = `// Made of emulator/ and of zod, csv-parse, fastest-levenshtein and unhomoglyph, whose licences (MIT, ISC) are in
// their packages. Do not edit: "make build" writes it.`;

/** zod speaks fifty languages and loads them all; the emulator's own messages are in English. */
const onlyEnglish: Plugin = {
  name: "only-english",
  setup(bundle) {
    bundle.onResolve({ filter: /\/locales\/index\.js$/ }, () => ({ path: "locales", namespace: "none" }));
    bundle.onLoad({ filter: /^locales$/, namespace: "none" }, () => ({ contents: "export {};" }));
  },
};

void build({
  absWorkingDir: ROOT,
  entryPoints: ["emulator/main.ts"],
  outfile: "dist/emulator/main.js",
  allowOverwrite: true,
  bundle: true,
  platform: "node",
  target: "node20",
  // Large, and for the rare file of users in YAML only.
  external: ["yaml"],
  // The build that can be cut to what is used.
  conditions: ["import"],
  mainFields: ["module", "main"],
  banner: { js: BANNER },
  plugins: [onlyEnglish],
  logLevel: "warning",
});
