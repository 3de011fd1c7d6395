import { createHash } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { environment, ROOT, start, type Environment, type Run, type Running } from "./cli";
import type { Cloud } from "../service/cloud";
import { hostProgram } from "./programHost";
import { KEY, vaultOfTests } from "./vault";

/** What a check of a whole state needs of it. */
export interface StateOf {
  readonly deployment: { readonly resources?: readonly Resource[]; readonly pending_operations?: readonly unknown[] };
}

/** A stack in a folder that is a backend. */
interface StackFile {
  readonly checkpoint: { readonly latest?: StateOf["deployment"] };
}

export interface Resource {
  readonly urn: string;
  readonly id?: string;
  readonly inputs?: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
  readonly initErrors?: readonly string[];
}

const MAY_RUN_HERE = process.env.CIAM_PROGRAMS_BY_THEMSELVES !== "1";

export interface ProjectOptions {
  /** The service the stack works against; without one, `ciam:endpoint: embedded`. */
  readonly cloud?: Cloud | undefined;
  readonly config?: Readonly<Record<string, string>>;
  readonly env?: Environment;
  /** Default: `index.js`. */
  readonly file?: string;
  /**
   * Where the program may run: in a process of its own, as a person's does and, with `CIAM_PROGRAMS_BY_THEMSELVES=1`, every
   * program of the tests, or in this one, which takes half the time.
   */
  readonly runs?: "by itself" | "here";
  /** What encrypts the secrets of the stack. Default: a key of a service, since one of a passphrase is made anew by each command. */
  readonly key?: "of a service" | "of a passphrase";
  /** A node_modules folder made by an installation; default: the package of this checkout. */
  readonly modules?: string;
}

/** A stack that nothing was done with yet. */
interface NewStack {
  /** The folder of the backend. */
  readonly state: string;
  /** What the settings of the stack got. */
  readonly settings: string;
}
const newStacks = new Map<string, Promise<NewStack>>();

async function initStack(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<NewStack> {
  const base = mkdtempSync(join(tmpdir(), "ciam-e2e-"));
  process.once("exit", () => rmSync(base, { recursive: true }));
  const [folder, state] = [join(base, "shop"), join(base, "state")];
  mkdirSync(folder);
  writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  const command = ["stack", "init", "dev", "--non-interactive", ...args];
  const backend = pathToFileURL(state).href;
  mkdirSync(state);
  const { code, screen } = await start("pulumi", command, folder, { ...env, PULUMI_BACKEND_URL: backend }).ended;
  if (code !== 0) throw new Error(screen);
  return { state, settings: readFileSync(join(folder, "Pulumi.dev.yaml"), "utf8") };
}

/** A Pulumi project in a folder of its own, used by the real CLI as a person would. */
export class Project {
  private constructor(
    readonly folder: string,
    readonly env: NodeJS.ProcessEnv,
    private readonly runs: ProjectOptions["runs"] = "by itself",
  ) {}

  static async create(program: string, options: ProjectOptions = {}): Promise<Project> {
    const base = mkdtempSync(join(tmpdir(), "ciam-e2e-"));
    const folder = join(base, "shop");
    const { cloud, config = {}, env = {}, file = "index.js", modules, runs, key = "of a service" } = options;
    if (modules === undefined) linkPackages(folder, file);
    else linkModules(folder, modules);
    const endpoint = cloud ? cloud.endpoint : "embedded";
    const vault = key === "of a service" ? await vaultOfTests() : {};
    const project = new Project(
      folder,
      environment(join(base, "state"), { ...(cloud && credentialsOf(cloud)), ...vault, ...env }),
      runs,
    );
    // A program in JavaScript need not wait for the TypeScript compiler.
    const typescript = String(file.endsWith(".ts"));
    project.write("Pulumi.yaml", `name: shop\nruntime: { name: nodejs, options: { typescript: ${typescript} } }\n`);
    project.configure({ "ciam:endpoint": endpoint, ...config });
    project.write("package.json", JSON.stringify({ name: "shop", main: file }));
    project.write(file, program);
    await project.beginStack(key);
    return project;
  }

  /** A project in YAML, which needs the plugin and nothing else. */
  static async inYaml(
    program: string,
    {
      cloud,
      config = {},
      env = {},
      key = "of a service",
    }: Pick<ProjectOptions, "cloud" | "config" | "env" | "key"> = {},
  ): Promise<Project> {
    const base = mkdtempSync(join(tmpdir(), "ciam-e2e-"));
    const vault = key === "of a service" ? await vaultOfTests() : {};
    const surroundings = environment(join(base, "state"), { ...(cloud && credentialsOf(cloud)), ...vault, ...env });
    const project = new Project(join(base, "shop"), surroundings);
    project.yaml(program);
    project.configure({ "ciam:endpoint": cloud ? cloud.endpoint : "embedded", ...config });
    await project.beginStack(key);
    return project;
  }

  private configure(settings: Readonly<Record<string, string>>): void {
    const lines = Object.entries(settings).map(([name, value]) => `  ${name}: "${value}"`);
    this.write("Pulumi.dev.yaml", `config:\n${lines.join("\n")}\n`);
  }

  /** What `pulumi stack init dev` leaves, without asking it every time. */
  private async beginStack(key: NonNullable<ProjectOptions["key"]>): Promise<void> {
    const args = key === "of a service" ? [`--secrets-provider=${KEY}`] : [];
    const made = newStacks.get(args.join()) ?? initStack(this.env, args);
    newStacks.set(args.join(), made);
    const { state, settings } = await made;
    cpSync(state, join(dirname(this.folder), "state"), { recursive: true });
    appendFileSync(join(this.folder, "Pulumi.dev.yaml"), settings);
    this.selectStack();
  }

  /** Which stack is selected is remembered for a folder and a backend. */
  private selectStack(): void {
    const of = createHash("sha1").update(join(this.folder, "Pulumi.yaml")).digest("hex");
    const file = join(this.home, "workspaces", `shop-${of}-workspace.json`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ stacks: { [this.env.PULUMI_BACKEND_URL ?? ""]: "organization/shop/dev" } }));
  }

  /** What `npm install` of this package, Pulumi's SDK and the compiler would leave. */
  installPackage(): void {
    linkPackages(this.folder, "index.ts");
  }

  /** A copy of one of the examples, with no stack yet. Its `embedded` stacks keep their users in the copy. */
  static ofExample(name: string, { env = {}, cloud }: Pick<ProjectOptions, "env" | "cloud"> = {}): Project {
    const base = mkdtempSync(join(tmpdir(), "ciam-e2e-"));
    const folder = join(base, name);
    const example = join(ROOT, "examples", name);
    cpSync(example, folder, {
      recursive: true,
      filter: (path) => !/node_modules|\.ciam$/.test(path.slice(example.length)),
    });
    linkPackages(folder, "index.ts");
    return new Project(folder, environment(join(base, "state"), { ...(cloud && credentialsOf(cloud)), ...env }));
  }

  /** What `ciam init` writes, with what the commands that it names would install. */
  static async begun(...args: readonly string[]): Promise<Project> {
    const project = Project.inEmptyFolder();
    const { folder, env } = project;
    const init = [join(ROOT, "dist/cli/main.js"), "init", "--yes", ...args];
    const { code, screen } = await start(process.execPath, init, folder, env).ended;
    if (code !== 0) throw new Error(screen);
    project.installPackage();
    return project;
  }

  /** A home of its own is for what a command installs, which is nobody else's. */
  static inEmptyFolder(home: "of its own" | "of all" = "of all"): Project {
    const base = mkdtempSync(join(tmpdir(), "ciam-e2e-"));
    const folder = join(base, "shop");
    mkdirSync(folder);
    const homes = home === "of all" ? {} : { PULUMI_HOME: join(base, "home") };
    return new Project(folder, environment(join(base, "state"), homes));
  }

  /** `pulumi stack init`, with the key that needs no passphrase. */
  async initStack(name: string): Promise<void> {
    Object.assign(this.env, await vaultOfTests());
    await this.succeeds("stack", "init", name, `--secrets-provider=${KEY}`);
  }

  /** The whole project in another folder, with a copy of its state and the same service. */
  copy(): Project {
    const from = dirname(this.folder);
    const base = mkdtempSync(join(tmpdir(), "ciam-e2e-"));
    cpSync(from, base, { recursive: true, verbatimSymlinks: true });
    const backend = `file://${join(base, "state")}`;
    const env = { ...this.env, PULUMI_BACKEND_URL: backend };
    const copy = new Project(join(base, relative(from, this.folder)), env, this.runs);
    copy.selectStack();
    return copy;
  }

  /** Where the CLI keeps its logs. */
  get home(): string {
    return this.env.PULUMI_HOME ?? "";
  }

  write(file: string, content: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), content);
  }

  program(text: string): void {
    this.write("index.js", text);
  }

  /** A program in YAML: its resources, variables and outputs. */
  yaml(text: string): void {
    this.write("Pulumi.yaml", `name: shop\nruntime: yaml\n${WITH_PLUGIN}\n${text}`);
  }

  remove(file: string): void {
    rmSync(join(this.folder, file), { recursive: true });
  }

  /** Begins a command, whose program always has a process of its own. */
  begin(...args: readonly string[]): Running {
    return start("pulumi", [...args, "--non-interactive"], this.folder, this.env);
  }

  /** Runs `pulumi` with these arguments, however it ends. */
  async run(...args: readonly string[]): Promise<Run> {
    const file = join(this.folder, "index.js");
    const isHere = MAY_RUN_HERE && this.runs === "here" && HAVE_A_PROGRAM.has(args[0] ?? "") && existsSync(file);
    if (!isHere) return this.begin(...args).ended;
    const host = await hostProgram(readFileSync(file, "utf8"), this.folder);
    try {
      return await this.begin(...args, `--client=${host.address}`, "--exec-kind=auto.inline").ended;
    } finally {
      await host.close();
    }
  }

  async succeeds(...args: readonly string[]): Promise<Run> {
    const run = await this.run(...args);
    if (run.code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${String(run.code)}:\n${run.screen}`);
    return run;
  }

  async fails(...args: readonly string[]): Promise<Run> {
    const run = await this.run(...args);
    if (run.code === 0) throw new Error(`pulumi ${args.join(" ")} succeeded:\n${run.screen}`);
    return run;
  }

  /** `pulumi up` without the preview, which a test that wants it asks for itself. */
  up(...args: readonly string[]): Promise<Run> {
    return this.succeeds("up", "--yes", "--skip-preview", ...args);
  }

  upFails(...args: readonly string[]): Promise<Run> {
    return this.fails("up", "--yes", "--skip-preview", ...args);
  }

  preview(...args: readonly string[]): Promise<Run> {
    return this.succeeds("preview", "--diff", ...args);
  }

  refresh(...args: readonly string[]): Promise<Run> {
    return this.succeeds("refresh", "--yes", "--skip-preview", ...args);
  }

  destroy(...args: readonly string[]): Promise<Run> {
    return this.succeeds("destroy", "--yes", "--skip-preview", ...args);
  }

  async outputs(): Promise<Record<string, unknown>> {
    return JSON.parse((await this.succeeds("stack", "output", "--json")).stdout) as Record<string, unknown>;
  }

  /** The state as it lies on the disk, secrets encrypted: what `pulumi stack export` says of it. */
  async state(): Promise<StateOf> {
    const stacks = join(dirname(this.folder), "state/.pulumi/stacks");
    const files = readdirSync(stacks, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
    const [file] = files;
    if (file === undefined || files.length > 1)
      return JSON.parse((await this.succeeds("stack", "export")).stdout) as StateOf;
    const { checkpoint } = JSON.parse(readFileSync(join(stacks, file), "utf8")) as StackFile;
    return { deployment: checkpoint.latest ?? {} };
  }

  async resource(name: string): Promise<Resource> {
    return this.find(await this.state(), name);
  }

  /** The same with its secrets in clear: each time they are encrypted, they look different. */
  async revealed(name: string): Promise<Resource> {
    const { stdout } = await this.succeeds("stack", "export", "--show-secrets");
    return this.find(JSON.parse(stdout) as StateOf, name);
  }

  private find({ deployment: { resources = [] } }: StateOf, name: string): Resource {
    const found = resources.find(({ urn }) => urn.endsWith(`::${name}`));
    if (!found) throw new Error(`the state has no resource ${name}: ${resources.map(({ urn }) => urn).join(", ")}`);
    return found;
  }

  dispose(): void {
    rmSync(dirname(this.folder), { recursive: true, force: true });
  }
}

/** The line of a project file by which the CLI finds the plugin of this checkout. */
export const WITH_PLUGIN = `plugins: { providers: [{ name: ciam, path: ${JSON.stringify(join(ROOT, "dist/bin"))} }] }`;

/** The commands that look at the program. */
const HAVE_A_PROGRAM = new Set(["up", "preview", "refresh", "destroy"]);

function credentialsOf({ secretId, secretKey }: Cloud): Environment {
  return { TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey };
}

function linkModules(folder: string, modules: string): void {
  mkdirSync(folder, { recursive: true });
  symlinkSync(modules, join(folder, "node_modules"));
}

/**
 * What `npm install` of the package would leave: what is packed of it, and the Pulumi SDK it is a guest of. There is no
 * more than that, because the CLI looks into every folder below for plugins.
 */
function linkPackages(folder: string, file: string): void {
  const { bin, files } = packageOfCheckout();
  const modules = join(folder, "node_modules");
  const compiler = file.endsWith(".ts") ? ["@types", "typescript"] : [];
  const own = join(modules, "pulumi-tencentcloud-ciam");
  mkdirSync(join(own, "dist"), { recursive: true });
  for (const name of ["@pulumi", ...compiler]) symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
  copyFileSync(join(ROOT, "package.json"), join(own, "package.json"));
  for (const packed of files.filter((name) => !name.startsWith("!"))) {
    mkdirSync(dirname(join(own, packed)), { recursive: true });
    symlinkSync(join(ROOT, packed), join(own, packed));
  }
  mkdirSync(join(modules, ".bin"));
  for (const [name, file] of Object.entries(bin)) {
    symlinkSync(join(ROOT, file), join(modules, ".bin", name));
    // The compiler makes files that cannot be run; npm makes those of a package that can.
    chmodSync(join(ROOT, file), 0o755);
  }
}

function packageOfCheckout(): { bin: Record<string, string>; files: string[] } {
  return JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as ReturnType<typeof packageOfCheckout>;
}
