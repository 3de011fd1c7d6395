/**
 * `tsc --noEmit` of every example and template by the settings it has, in one process: what they all import is read once,
 * and not for each of them again.
 */
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";

const ROOT = resolve(__dirname, "../../..");

/** They import an SDK that is generated where they are set up; a test on the real CLI runs them. */
const generated: ReadonlySet<string> = new Set(["typescript-plugin"]);

type Files = Map<string, ts.SourceFile | undefined>;

/** Files by the settings they were read with: with others, the same file is another. */
const read = new Map<string, Files>();

function main(): void {
  const configs = ["examples", "templates"].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => !generated.has(name))
      .map((name) => join(ROOT, folder, name, "tsconfig.json"))
      .filter((file) => ts.sys.fileExists(file)),
  );
  const found = configs.flatMap(findings);
  process.stdout.write(
    ts.formatDiagnostics(found, {
      getCurrentDirectory: () => process.cwd(),
      getCanonicalFileName: (name) => name,
      getNewLine: () => "\n",
    }),
  );
  if (configs.length === 0) throw new Error(`there is no example in ${ROOT}`);
  process.exitCode = found.length === 0 ? 0 : 1;
}

function findings(config: string): readonly ts.Diagnostic[] {
  const broken: ts.Diagnostic[] = [];
  const parsed = ts.getParsedCommandLineOfConfigFile(config, undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => broken.push(diagnostic),
  });
  if (!parsed) return broken;
  const program = ts.createProgram({
    rootNames: parsed.fileNames,
    options: parsed.options,
    host: readingOnce(parsed.options),
  });
  return [...broken, ...parsed.errors, ...ts.getPreEmitDiagnostics(program)];
}

function readingOnce(options: ts.CompilerOptions): ts.CompilerHost {
  const settings = JSON.stringify({ ...options, configFilePath: undefined });
  const files: Files = read.get(settings) ?? new Map<string, ts.SourceFile | undefined>();
  read.set(settings, files);
  const host = ts.createCompilerHost(options);
  const readFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...how) => {
    // As an ECMAScript module and as CommonJS it is read in another way, too.
    const key = JSON.stringify([name, how[0]]);
    if (!files.has(key)) files.set(key, readFile(name, ...how));
    return files.get(key);
  };
  return host;
}

main();
