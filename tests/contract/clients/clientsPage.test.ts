import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { startEmulator, type Emulator } from "../../../emulator";

const run = promisify(execFile);
const ROOT = join(__dirname, "../../../..");
const page = readFileSync(join(ROOT, "docs/clients.md"), "utf8");

/** A block of the page that somebody is told to run. */
function block(language: string): string {
  const [, content] = new RegExp(`<!-- run: ${language} -->\\n\\n\`\`\`\\w+\\n([^]*?)\`\`\``).exec(page) ?? [];
  if (content === undefined) throw new Error(`the page has nothing to run in ${language}`);
  return content;
}

async function python(language: "python" | "tccli"): Promise<string> {
  return (await run(join(ROOT, "tests/contract/languages", language, "get.sh"))).stdout.trim();
}

describe("the page about clients", function () {
  // The first time they are fetched.
  this.timeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), "clients-"));
  let emulator: Emulator;
  before(async () => (emulator = await startEmulator()));
  after(async () => {
    await emulator.close();
    rmSync(folder, { recursive: true });
  });

  it("has three that work as they are written, one after the other", async () => {
    // As the command is named by who has installed it.
    writeFileSync(
      join(folder, "tccli"),
      `#!/bin/sh\nexec ${await python("tccli")} -c 'from tccli.main import main; main()' "$@"\n`,
    );
    chmodSync(join(folder, "tccli"), 0o755);
    const script = block("bash").replace("http://127.0.0.1:8080", emulator.endpoint);
    const shell = { HOME: folder, PATH: `${folder}:${process.env["PATH"] ?? ""}` };
    const listed = await run("bash", ["-euc", script], { env: shell });
    const [, store = ""] = /"UserStoreName": "trial",[^}]*"UserStoreId": "(\w+)"/.exec(listed.stdout) ?? [];
    expect(store, listed.stdout).to.match(/^[0-9a-f]{32}$/);

    const env = {
      ENDPOINT: emulator.endpoint,
      TENCENTCLOUD_SECRET_ID: emulator.secretId,
      TENCENTCLOUD_SECRET_KEY: emulator.secretKey,
      NODE_PATH: join(ROOT, "node_modules"),
    };
    const told = await run(await python("python"), ["-c", block("python")], { env });
    expect(told.stdout).to.equal(`trial ${store}\n`);
    const jobs = await run(process.execPath, ["-e", block("node"), "--", "script", store], { env });
    expect(jobs.stdout).to.equal("[]\n");
  });

  it("names for each client how it was run", () => {
    const rows = [...page.matchAll(/^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].slice(1);
    const runBy = rows.filter(([, client = ""]) => !/^-/.test(client)).map(([, , , , how = ""]) => how.trim());
    expect(runBy.filter((how) => how === "tests")).to.have.length(10);
    expect(runBy.filter((how) => how === "recorded")).to.have.length(4);
  });
});
