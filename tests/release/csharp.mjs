// Prints those of these files that are not C#, as a JSON list: csharp.mjs NEEDS FILE...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [, , needs, ...files] = process.argv;
const modules = createRequire(join(needs, "package.json"));
const { Language, Parser } = await import(pathToFileURL(modules.resolve("web-tree-sitter")).href);
await Parser.init();
const grammar = join(needs, "node_modules/tree-sitter-c-sharp/tree-sitter-c_sharp.wasm");
const parser = new Parser().setLanguage(await Language.load(grammar));
const isBroken = (text) => parser.parse(text).rootNode.hasError;

// A grammar that finds nothing would find nothing here, either.
if (!isBroken("class A { void B( { }")) throw new Error("the grammar takes what is no C#");
process.stdout.write(JSON.stringify(files.filter((file) => isBroken(readFileSync(file, "utf8")))));
