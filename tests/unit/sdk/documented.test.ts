import { join } from "node:path";
import { expect } from "chai";
import * as ts from "typescript";
import { groupInputs, groupOutputs } from "../../../provider/resources/userGroup";
import { jobOutputs } from "../../../provider/resources/userImportJob/state/outputSchema";
import { storeInputs, storeOutputs } from "../../../provider/resources/userStore";
import { publicApi, type Told } from "./publicApi";

const ROOT = join(__dirname, "../../../..");

describe("the doc comments of the public API", () => {
  const api = publicApi(join(ROOT, "sdk/index.ts"));
  const has = ({ tags }: Told, tag: string): boolean => tags.some(({ name }) => name === tag);
  const named = (wrong: readonly Told[]): string[] => wrong.map(({ name }) => name);

  it("are there for everything that a program can name", () => {
    expect(api).to.have.length.above(150);
    expect(named(api.filter(({ doc }) => doc === ""))).to.deep.equal([]);
  });

  it("say the default of everything that may be left out of inputs and options", () => {
    const optional = api.filter(({ name, node }) => {
      const isOption = ts.isPropertySignature(node) && node.questionToken !== undefined;
      return isOption && /^\w+(?:Args|Options|UserFile)\./.test(name);
    });
    expect(optional).to.have.length.above(60);
    expect(named(optional.filter(({ doc }) => !/\bDefault: /.test(doc)))).to.deep.equal([]);
  });

  it("say of every function what it throws, and show it at work", () => {
    const functions = api.filter(({ node }) => ts.isFunctionDeclaration(node));
    expect(functions).to.have.length.above(13);
    expect(named(functions.filter((told) => !has(told, "example")))).to.deep.equal([]);
    const throwing = functions.filter(({ name }) => !NEVER.has(name));
    expect(named(throwing.filter((told) => !has(told, "throws")))).to.deep.equal([]);
    const methods = api.filter(({ node }) => ts.isMethodDeclaration(node));
    expect(named(methods.filter((told) => !has(told, "throws")))).to.deep.equal([]);
  });

  /** Of these a wrong argument is told elsewhere, or cannot be. */
  const NEVER = new Set(["isReservedDomain", "userFile"]);

  it("say of an output what the schema says, from which the other languages have theirs", () => {
    const schemas = {
      UserImportJob: [jobOutputs],
      UserStore: [storeOutputs, storeInputs],
      UserGroup: [groupOutputs, groupInputs],
    };
    for (const [resource, described] of Object.entries(schemas)) {
      const shapes = described.map(({ shape }) => shape as Readonly<Record<string, { description?: string }>>);
      const outputs = api.filter(({ name, node }) => name.startsWith(`${resource}.`) && ts.isPropertyDeclaration(node));
      expect(outputs, resource).to.have.length.above(4);
      if (resource === "UserImportJob")
        expect(named(outputs)).to.include.members(Object.keys(jobOutputs.shape).map((name) => `${resource}.${name}`));
      for (const { name, doc } of outputs) {
        const said = shapes.map((shape) => shape[name.slice(resource.length + 1)]?.description).find(Boolean);
        if (said !== undefined) expect(doc.replace(/\s+/g, " "), name).to.contain(said);
      }
    }
  });

  it("have examples that compile as they stand", function () {
    this.timeout(60_000);
    const examples = new Map(
      api.flatMap(({ name, doc, tags }) => {
        const texts = [doc, ...tags.filter((tag) => tag.name === "example").map(({ text }) => text)].join("\n");
        const programs = [...texts.matchAll(/^```ts\n(.*?)^```/gms)].map(([, program = ""]) => program);
        return programs.map((program, at) => [join(ROOT, "sdk", `${name}.${String(at)}.example.ts`), program] as const);
      }),
    );
    expect(examples.size).to.be.above(18);
    const wrong = problemsOf(examples);
    expect(wrong, wrong.join("\n")).to.deep.equal([]);
  });
});

/** What the compiler says of programs that import the package as it is built. */
function problemsOf(programs: ReadonlyMap<string, string>): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    types: ["node"],
    paths: { "pulumi-tencentcloud-ciam": [join(ROOT, "dist/sdk/index.d.ts")] },
  };
  const host = ts.createCompilerHost(options);
  host.fileExists = (path) => programs.has(path) || ts.sys.fileExists(path);
  host.readFile = (path) => programs.get(path) ?? ts.sys.readFile(path);
  host.getSourceFile = (path, how) => {
    const text = host.readFile(path);
    return text === undefined ? undefined : ts.createSourceFile(path, text, how);
  };
  const program = ts.createProgram([...programs.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    return `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
}
