import { execFile, execFileSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { z } from "zod";
import { languages } from "../../../cli/init/wish";

const run = promisify(execFile);
const repository = join(__dirname, "../../../..");

/** Everything that GitHub runs for this repository or a copy of an example. */
const files = globSync(["{examples,templates}/**/.github/**/*.{yml,yaml}", ".github/**/*.{yml,yaml}"], {
  cwd: repository,
  exclude: (path) => path.includes("node_modules") || path.includes("ISSUE_TEMPLATE"),
}).map((file) => join(repository, file));

const findings = z.array(
  z.object({ ident: z.string(), determinations: z.object({ severity: z.string(), confidence: z.string() }) }),
);

describe("the workflows, audited by zizmor", function () {
  // It is installed the first time.
  this.timeout(300_000);
  let zizmor: string;
  before(async () => {
    zizmor = (await run(join(repository, "tools/zizmor/get.sh"))).stdout.trim();
  });

  /** The names of its findings of medium severity and above, in its strictest persona. */
  const found = async (audited: readonly string[]): Promise<string[]> => {
    const options = ["--offline", "--no-config", "--no-ignores", "--strict-collection", "--collect=all"];
    const wanted = ["--persona=auditor", "--min-severity=medium", "--format=json", "--no-exit-codes"];
    const { stdout } = await run(zizmor, [...options, ...wanted, ...audited]);
    return findings.parse(JSON.parse(stdout)).map(({ ident }) => ident);
  };

  it("are all that there are", () => {
    expect(files.map((file) => basename(file))).to.include.members([
      "deploy.yml",
      "drift.yml",
      "preview.yml",
      "preview-environment.yml",
      "release.yml",
      "dependabot.yml",
    ]);
  });

  it("have nothing that it finds to be of medium severity or above, and neither have those of ciam init", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ciam-audit-"));
    const begun = languages.flatMap((language) => {
      const init = ["--yes", "--language", language, "--ci", "github"];
      execFileSync(process.execPath, [join(repository, "dist/cli/main.js"), "init", join(folder, language), ...init], {
        stdio: "ignore",
      });
      return globSync(`${language}/.github/**/*.yml`, { cwd: folder }).map((file) => join(folder, file));
    });
    expect(begun).to.have.length(4 * languages.length);
    expect(await found([...files, ...begun])).to.deep.equal([]);
    rmSync(folder, { recursive: true });
  });

  it("would not have passed as they are often written", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ciam-audit-"));
    cpSync(join(repository, "examples/github-actions/.github"), join(folder, ".github"), { recursive: true });
    const preview = join(folder, ".github/workflows/preview.yml");
    const text = readFileSync(preview, "utf8")
      .replace(/checkout@\w+ # .*/, "checkout@v7")
      .replace(/^ {4}environment: .*\n/m, "")
      .replace("permissions: {}", "permissions: write-all")
      .replace("  pull_request:", "  pull_request_target:")
      .replace('echo "The preview: $RESULT"', "echo ${{ github.event.pull_request.title }}");
    writeFileSync(preview, text);
    const names = new Set(await found([preview]));
    rmSync(folder, { recursive: true });
    expect([...names]).to.include.members([
      "unpinned-uses",
      "secrets-outside-env",
      "excessive-permissions",
      "dangerous-triggers",
      "template-injection",
    ]);
  });
});
