import { join } from "node:path";
import { Colleague } from "../demo/colleague";
import { meaningfulDiff, meaningfulNotes, meaningfulRows } from "../demo/screen";
import type { Printed, DemoProject } from "../demo/project";

const REPOSITORY = join(__dirname, "../../..");

/** A project in which commands are typed, and the screen that results. */
export class ScreenProject {
  readonly screen: string[] = [];
  readonly colleague: Colleague;

  private constructor(private readonly demo: DemoProject) {
    this.colleague = new Colleague(demo.emulator.ready);
  }

  /** With a user store that exists and has no users. */
  static async build(demo: DemoProject): Promise<ScreenProject> {
    const project = new ScreenProject(demo);
    demo.write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
    demo.write("package.json", '{ "name": "shop", "main": "index.ts" }\n');
    demo.write("tsconfig.json", '{ "compilerOptions": { "module": "nodenext", "moduleResolution": "nodenext" } }\n');
    demo.write("Pulumi.dev.yaml", `config:\n  ciam:endpoint: ${demo.emulator.ready.endpoint}\n`);
    project.program("");
    await project.quietly("stack", "init", "dev");
    await project.up();
    return project;
  }

  /** The declarations of the program besides the store. */
  program(text: string): void {
    this.demo.write(
      "index.ts",
      `import * as pulumi from "@pulumi/pulumi";
import * as ciam from "pulumi-tencentcloud-ciam";
const config = new pulumi.Config();
const store = new ciam.UserStore("customers", { name: "customers", forceDestroy: true });
${text}
`,
    );
  }

  /** The program with one job: these inputs, besides the store. */
  job(inputs: string): void {
    this.program(`const job = new ciam.UserImportJob("staff", { userStoreId: store.userStoreId, ${inputs} });`);
  }

  /** Sets switches of the service. */
  service(switches: Readonly<Record<string, unknown>>): Promise<void> {
    return this.ask("PATCH", "/config", switches);
  }

  /** Lets this much time pass in the service. */
  later(advanceMs: number): Promise<void> {
    return this.ask("POST", "/clock", { advanceMs });
  }

  private async ask(method: string, path: string, body: unknown): Promise<void> {
    const reply = await fetch(`${this.demo.emulator.ready.admin}${path}`, { method, body: JSON.stringify(body) });
    if (!reply.ok) throw new Error(await reply.text());
  }

  file(name: string, text: string): void {
    this.demo.write(name, text);
  }

  /** Runs `up` on the program without showing it. */
  async up(): Promise<void> {
    await this.quietly("up", "--yes", "--skip-preview");
  }

  private async quietly(...args: readonly string[]): Promise<void> {
    const printed = await this.run(args);
    if (printed.code !== 0) throw new Error(`pulumi ${args.join(" ")}:\n${printed.out}${printed.err}`);
  }

  /** Runs a command and puts its output on the screen. */
  async show(command: string): Promise<void> {
    const args = command.split(" ");
    const printed = await this.run(args);
    if (this.screen.length > 0) this.screen.push("");
    this.screen.push(`$ pulumi ${command}`, ...selected(args, printed));
  }

  /** Runs a shell line that may use `ciam`, and puts its output on the screen. */
  async type(line: string): Promise<void> {
    const { out, err, code } = await this.demo.shell(`{ ${line}\n} 2>&1`, REPOSITORY);
    if (this.screen.length > 0) this.screen.push("");
    this.screen.push(...line.split("\n").map((typed) => `$ ${typed}`), ...`${out}${err}`.trimEnd().split("\n"));
    if (code !== 0) this.screen.push("$ echo $?", String(code));
  }

  /** Runs a shell line without showing its output. */
  async typeQuietly(line: string): Promise<void> {
    const { out, err, code } = await this.demo.shell(line, REPOSITORY);
    if (code !== 0) throw new Error(`${line}:\n${out}${err}`);
  }

  /** The owner that the screen named last. */
  lastOwner(): string {
    const owners = this.screen.flatMap((line) => line.match(/shop\/dev\/\w+#[0-9a-f]{12}\b/g) ?? []);
    const owner = owners.at(-1);
    if (owner === undefined) throw new Error("the screen speaks of no owner");
    return owner;
  }

  private run(args: readonly string[]): Promise<Printed> {
    return this.demo.pulumi([...args, "--color", "never"]);
  }
}

function selected(args: readonly string[], { out, err }: Printed): string[] {
  if (!args.includes("--diff")) return meaningfulRows(out, { outputs: false });
  return [...meaningfulDiff(out), ...meaningfulNotes(err)];
}
