import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect } from "chai";
import { ROOT } from "../support/pulumi/cli";
import { people, job, program } from "../support/pulumi/programs";
import { Project } from "../support/pulumi/project";

interface Ready {
  readonly endpoint: string;
  readonly secretId: string;
  readonly secretKey: string;
}

describe("the packed package, installed by npm into an empty folder", function () {
  this.timeout(300_000);

  it("has what it needs, runs its emulator, and serves a program", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ciam-tarball-"));
    const npm = (...args: string[]) =>
      execFileSync("npm", args, { cwd: folder, encoding: "utf8", stdio: "pipe", timeout: 200_000 });
    execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: ROOT, stdio: "pipe" });
    const [tarball = ""] = readdirSync(folder);
    npm("init", "-y");
    npm("install", "--no-audit", "--no-fund", "--ignore-scripts", `./${tarball}`, `@pulumi/pulumi@${sdkVersion()}`);
    const installed = join(folder, "node_modules", "pulumi-tencentcloud-ciam");
    expect(readdirSync(installed)).to.include.members(["README.md", "LICENSE", "CHANGELOG.md", "dist", "package.json"]);
    expect(readdirSync(join(installed, "dist")).sort()).to.deep.equal([
      "bin",
      "ciam",
      "cli",
      "disk",
      "emulator",
      "files",
      "provider",
      "sdk",
      "text",
    ]);

    const emulator = spawn(join(folder, "node_modules", ".bin", "ciam-emulator"), [], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const complaints: Buffer[] = [];
    emulator.stderr.on("data", (chunk: Buffer) => complaints.push(chunk));
    const [line] = (await once(createInterface(emulator.stdout), "line")) as [string];
    const { endpoint, secretId, secretKey } = JSON.parse(line) as Ready;
    try {
      const script = `
        const { CiamClient, parseEndpoint } = require("pulumi-tencentcloud-ciam/client");
        const [endpoint, secretId, secretKey] = process.argv.slice(1);
        const credentials = { get: async () => ({ secretId, secretKey }) };
        const client = new CiamClient({ endpoint: parseEndpoint(endpoint), region: "ap-guangzhou", credentials });
        client.call("CreateUserStore", { UserPoolName: "customers" }).then(({ UserStoreId }) => console.log(UserStoreId));`;
      const store = execFileSync("node", ["-e", script, endpoint, secretId, secretKey], {
        cwd: folder,
        encoding: "utf8",
      });
      const project = await Project.create(program(job(store.trim(), people("alice"))), {
        env: {
          TENCENTCLOUD_SECRET_ID: secretId,
          TENCENTCLOUD_SECRET_KEY: secretKey,
          // Without it the CLI has no --event-log.
          PULUMI_DEBUG_COMMANDS: "true",
        },
        key: "of a passphrase",
        config: { "ciam:endpoint": endpoint },
        modules: join(folder, "node_modules"),
      });
      await project.up();
      await project.refresh("--expect-no-changes");

      const ciam = (...args: string[]): string =>
        execFileSync(join(folder, "node_modules", ".bin", "ciam"), args, {
          cwd: folder,
          encoding: "utf8",
          stdio: ["ignore", "pipe", "pipe"],
          env: { ...process.env, TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey },
        });
      // The document and the event log of one and the same preview.
      const [document, log] = [join(folder, "preview.json"), join(folder, "events.jsonl")];
      project.program(
        program(job(store.trim(), { alice: { ...people("alice").alice, nickname: "Al" }, ...people("bob") })),
      );
      writeFileSync(document, (await project.preview("--json", "--event-log", log)).stdout);
      for (const file of [document, log]) {
        expect(ciam("plan", file).trimEnd().split("\n")).to.deep.equal([
          "staff (shop/dev): +1 ~1 (nickname 1)",
          "  ~ staff/alice (a***) updated",
          "      nickname: (none) → A***",
          "  + staff/bob (b***) imported",
        ]);
      }
      expect(ciam("init", "shop", "--yes", "--language", "yaml", "--ci", "github")).to.contain("ok: 11 files in shop");
      // A project gets the package from where this folder has it.
      expect(readFileSync(join(folder, "shop", "package.json"), "utf8")).to.contain(`"file:../${tarball}"`);
      ciam("export", "--endpoint", endpoint, "--out", "staff.csv");
      expect(ciam("validate", "staff.csv")).to.equal("ok: 1 user in 1 file\n");
      expect(ciam("jobs", "--endpoint", endpoint)).to.match(/^[0-9a-f]{32} {2}import {2}COMPLETED/);
      await project.destroy();
      project.dispose();
    } finally {
      emulator.kill();
    }
    await once(emulator, "exit");
    expect(Buffer.concat(complaints).toString()).to.equal("");
    rmSync(folder, { recursive: true });
  });
});

function sdkVersion(): string {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    devDependencies: Record<string, string>;
  };
  return devDependencies["@pulumi/pulumi"] ?? "latest";
}
