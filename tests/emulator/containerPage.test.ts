import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import ts from "typescript";
import { vendorFor } from "../contract/clients/vendor";

const run = promisify(execFile);
const ROOT = join(__dirname, "../../..");
const page = readFileSync(join(ROOT, "docs/containers.md"), "utf8");

/** A block of the page that is a file. */
function fileOf(name: string): string {
  const [, content] = new RegExp(`<!-- file: ${name} -->\\n\\n\`\`\`\\w+\\n([^]*?)\`\`\``).exec(page) ?? [];
  if (content === undefined) throw new Error(`the page has no file ${name}`);
  return content;
}

function tool(name: string): string {
  return execFileSync(join(ROOT, "tools", name, "get.sh"), {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  }).trim();
}

describe("the page about containers", function () {
  // The first time the tools are fetched.
  this.timeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), "image-"));
  after(() => rmSync(folder, { recursive: true }));

  it("has a recipe that hadolint finds no fault in", async () => {
    writeFileSync(join(folder, "Dockerfile"), fileOf("Dockerfile"));
    const { stdout } = await run(tool("hadolint"), ["--no-color", join(folder, "Dockerfile")]);
    expect(stdout).to.equal("");
  });

  it("has a recipe whose command, variables and health check work, from one file and with nothing installed", async () => {
    const { env, entryPoint, health, ports } = recipe(fileOf("Dockerfile"));
    expect(ports).to.deep.equal([env["CIAM_EMULATOR_PORT"]]);
    // What the archive brings to where the recipe unpacks it, without the rest of the package.
    mkdirSync(join(folder, "opt/package/dist/emulator"), { recursive: true });
    for (const file of ["package.json", "dist/emulator/main.js"]) {
      cpSync(join(ROOT, file), join(folder, "opt/package", file));
    }
    const here = (words: readonly string[]): string[] =>
      words.map((word) => (word === "node" ? process.execPath : word.replace(/^\/opt\//, `${join(folder, "opt")}/`)));
    // A port that is free, because the recipe's may not be.
    const variables = { ...env, CIAM_EMULATOR_PORT: "0" };
    const users = join(folder, "users.csv");
    writeFileSync(users, usersOf(fileOf("ciam.ts")));
    const [command = "", ...args] = here(entryPoint);
    const child = spawn(command, args, {
      env: { ...variables, ...settingsOf(fileOf("ciam.ts")), CIAM_EMULATOR_LOAD: `customers=${users}` },
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      const [line] = (await once(child.stdout, "data")) as [Buffer];
      const ready = JSON.parse(String(line)) as { endpoint: string; secretId: string; secretKey: string };
      const { port } = new URL(ready.endpoint);
      const [asks = "", ...how] = here(health);
      await run(asks, how, { env: { ...env, CIAM_EMULATOR_PORT: port } });
      const vendor = vendorFor({ ...ready, endpoint: `http://127.0.0.1:${port}` });
      const { UserStoreSet } = await vendor.ListUserStore(null);
      const [, promised] = /userStoreId: "(\w+)"/.exec(fileOf("ciam.ts")) ?? [];
      expect(UserStoreSet.map(({ UserStoreId, UserNum }) => [UserStoreId, UserNum])).to.deep.equal([[promised, 1]]);
      const closed = once(child, "exit");
      child.kill("SIGTERM");
      expect((await closed)[0]).to.equal(0);
    } finally {
      child.kill("SIGKILL");
    }
  });

  it("has a snippet for Testcontainers that fits its types", () => {
    const types = tool("testcontainers");
    writeFileSync(join(folder, "ciam.ts"), fileOf("ciam.ts"));
    symlinkSync(join(types, "node_modules"), join(folder, "node_modules"));
    const program = ts.createProgram([join(folder, "ciam.ts")], {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: [],
    });
    const found = ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
    expect(found).to.deep.equal([]);
    // A package that is not found is none that fits.
    expect(program.getSourceFiles().some(({ fileName }) => fileName.includes("generic-container"))).to.equal(true);
  });

  it("lists every variable that there is", async () => {
    const { stderr } = await run(process.execPath, [join(ROOT, "dist/emulator/main.js")], {
      env: { CIAM_EMULATOR_NONE: "x" },
    }).catch((error: unknown) => error as { stderr: string });
    const there = [...stderr.matchAll(/CIAM_EMULATOR_[A-Z_]+/g)].map(([name]) => name).slice(1);
    const listed = [...page.matchAll(/^\| `(CIAM_EMULATOR_\w+)`/gm)].map(([, name]) => name);
    expect(listed).to.have.members([...new Set(there)]);
  });
});

interface Recipe {
  readonly env: Readonly<Record<string, string>>;
  readonly entryPoint: readonly string[];
  readonly health: readonly string[];
  readonly ports: readonly string[];
}

function recipe(text: string): Recipe {
  const after = (instruction: string): string => new RegExp(`^${instruction} (.*)$`, "m").exec(text)?.[1] ?? "";
  const pairs = after("ENV")
    .split(" ")
    .map((pair) => pair.split("=") as [string, string]);
  return {
    env: Object.fromEntries(pairs),
    // Lists of words, in the form of JSON.
    entryPoint: JSON.parse(after("ENTRYPOINT")) as string[],
    health: JSON.parse(/CMD (\[.*\])$/.exec(after("HEALTHCHECK"))?.[1] ?? "[]") as string[],
    ports: after("EXPOSE").split(" "),
  };
}

/** The variables of the snippet, but for the file that it copies. */
function settingsOf(snippet: string): Record<string, string> {
  const pairs = [...snippet.matchAll(/(CIAM_EMULATOR_\w+): "([^"]*)"/g)].map(([, name = "", value = ""]) => [
    name,
    value,
  ]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

function usersOf(snippet: string): string {
  const [, text] = /content: ("(?:[^"\\]|\\.)*")/.exec(snippet) ?? [];
  return JSON.parse(text ?? '""') as string;
}
