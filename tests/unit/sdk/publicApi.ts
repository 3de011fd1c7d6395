import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import * as ts from "typescript";

/** The sources of the package alone: what its types stand on is described by others. */
function packageProgram(entry: string): ts.Program {
  const options: ts.CompilerOptions = { noLib: true, types: [], target: ts.ScriptTarget.ES2022 };
  const host = ts.createCompilerHost(options);
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) => {
      const path = resolve(dirname(from), text);
      const found = [`${path}.ts`, `${path}/index.ts`].find((file) => text.startsWith(".") && existsSync(file));
      return {
        resolvedModule: found === undefined ? undefined : { resolvedFileName: found, extension: ts.Extension.Ts },
      };
    });
  return ts.createProgram([entry], options, host);
}

/** Something that a program can name, with its doc comment. */
export interface Told {
  /** `UserImportJob`, or `UserImportJob.summary`. */
  readonly name: string;
  readonly doc: string;
  readonly tags: readonly { readonly name: string; readonly text: string }[];
  readonly node: ts.Declaration;
}

/** All that a program can name of what a source exports. */
export function publicApi(entry: string): Told[] {
  const program = packageProgram(entry);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${entry} exports nothing`);
  const told = (symbol: ts.Symbol, owner: string): Told[] =>
    (symbol.declarations ?? []).slice(0, 1).map((node) => ({
      name: owner + (symbol.name === "__constructor" ? "constructor" : symbol.name),
      doc: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
      tags: symbol.getJsDocTags(checker).map(({ name, text }) => ({ name, text: ts.displayPartsToString(text) })),
      node,
    }));
  return checker.getExportsOfModule(module).flatMap((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const members = [...(symbol.members ?? new Map()), ...(isClass(symbol) ? (symbol.exports ?? new Map()) : [])];
    const named = members.map(([, member]: [unknown, ts.Symbol]) => member);
    return [...told(symbol, ""), ...named.filter(isPublic).flatMap((member) => told(member, `${exported.name}.`))];
  });
}

function isClass({ flags }: ts.Symbol): boolean {
  return (flags & ts.SymbolFlags.Class) !== 0;
}

function isPublic({ flags, declarations = [] }: ts.Symbol): boolean {
  const isTyped = (flags & (ts.SymbolFlags.TypeParameter | ts.SymbolFlags.Prototype)) !== 0;
  return (
    !isTyped &&
    declarations.every((node) => (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private) === 0) &&
    declarations.length > 0
  );
}
