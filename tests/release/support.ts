import { execFileSync } from "node:child_process";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join, resolve } from "node:path";
import { environment, ROOT, start, type Environment, type Run } from "../e2e/support/pulumi/cli";

/** The folder that `make release` has made; everything that is installed here comes from it. */
export const RELEASE = resolve(ROOT, process.env.CIAM_RELEASE ?? "release");

/** What the tests themselves need of the checkout's tools. */
export const NEEDS = printed("tools/release/needs/get.sh");

export function printed(script: string, ...args: readonly string[]): string {
  return execFileSync(join(ROOT, script), args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();
}

/** The folder of a command on the PATH. */
export function folderOf(command: string): string {
  const found = (process.env.PATH ?? "").split(delimiter).find((folder) => existsSync(join(folder, command)));
  if (found === undefined) throw new Error(`${command} is not on the PATH`);
  return found;
}

/** An empty folder on a machine that has never seen the package: what is on it, is said. */
export class Machine {
  private readonly base = mkdtempSync(join(tmpdir(), "ciam-release-"));
  readonly folder = join(this.base, "shop");
  private readonly env: NodeJS.ProcessEnv;

  /** @param commands all that is on the PATH */
  constructor(commands: readonly string[], more: Environment = {}) {
    const path = join(this.base, "bin");
    for (const folder of [this.folder, path]) mkdirSync(folder);
    for (const command of commands) symlinkSync(join(folderOf(command), command), join(path, command));
    this.env = environment(join(this.base, "state"), {
      PATH: path,
      HOME: this.base,
      PULUMI_HOME: join(this.base, "home"),
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: undefined,
      NODE_OPTIONS: undefined,
      ...more,
    });
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  run(command: string, ...args: readonly string[]): Promise<Run> {
    return start(command, args, this.folder, this.env).ended;
  }

  async succeeds(command: string, ...args: readonly string[]): Promise<Run> {
    const run = await this.run(command, ...args);
    if (run.code !== 0)
      throw new Error(`${basename(command)} ${args.join(" ")} ended with ${run.code}:\n${run.screen}`);
    return run;
  }

  /** A stack of the program, against the emulator inside the provider, up and down again. */
  async goesUpAndDown(): Promise<string> {
    await this.succeeds("pulumi", "stack", "init", "dev", "--non-interactive");
    await this.succeeds("pulumi", "config", "set", "ciam:endpoint", "embedded", "--non-interactive");
    const { screen } = await this.succeeds("pulumi", "up", "--yes", "--skip-preview", "--non-interactive");
    await this.succeeds("pulumi", "up", "--yes", "--skip-preview", "--expect-no-changes", "--non-interactive");
    await this.succeeds("pulumi", "destroy", "--yes", "--skip-preview", "--non-interactive");
    return screen;
  }

  dispose(): void {
    rmSync(this.base, { recursive: true, force: true });
  }
}

/** The release folder as a web server has it, and what was asked of it. */
export class Downloads {
  private constructor(
    private readonly server: Server,
    readonly asked: string[],
  ) {}

  static async open(): Promise<Downloads> {
    const asked: string[] = [];
    const server = createServer(({ url = "" }, response) => {
      const name = basename(url);
      asked.push(name);
      const file = join(RELEASE, name);
      if (name === "" || !existsSync(file)) {
        response.writeHead(404).end();
        return;
      }
      // Pulumi takes nothing whose length it is not told.
      response.writeHead(200, { "content-length": statSync(file).size });
      createReadStream(file).pipe(response);
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    return new Downloads(server, asked);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
  }
}

/** Two users in a new store, in YAML. */
export function inYaml(pluginDownloadURL?: string): string {
  const options = pluginDownloadURL === undefined ? {} : { options: { version: "0.1.0", pluginDownloadURL } };
  const resources = {
    customers: { type: "ciam:UserStore", properties: { name: "customers", forceDestroy: true }, ...options },
    staff: {
      type: "ciam:UserImportJob",
      properties: {
        userStoreId: "${customers.id}",
        userSets: { staff: { alice: { userName: "alice" }, bob: { userName: "bob" } } },
      },
      ...options,
    },
  };
  const outputs = { status: "${staff.status}" };
  return `name: shop\nruntime: yaml\nresources: ${JSON.stringify(resources)}\noutputs: ${JSON.stringify(outputs)}\n`;
}
