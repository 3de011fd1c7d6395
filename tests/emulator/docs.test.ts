import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { questions } from "../../emulator/admin/questions";
import { sectionsIn, withSections } from "../../tools/emulatorDocs/sections";
import { EmulatorProcess, finished } from "./emulatorProcess";

const ROOT = join(__dirname, "../../..");
const page = readFileSync(join(ROOT, "docs/emulator.md"), "utf8");

describe("the page about the emulator", () => {
  it("tells what the emulator is like now: run tools/emulatorDocs when this fails", () => {
    expect(sectionsIn(page)).to.deep.equal(["support", "help", "switches", "presets", "codes"]);
    expect(withSections(page)).to.equal(page);
  });

  it("lists every question that can be asked, and no other", () => {
    const named = [...page.matchAll(/`((?:GET|PUT|POST|PATCH|DELETE) [^`]+)`/g)];
    const listed = [...new Set(named.map(([, name = ""]) => name.replace(" ", " /")))];
    expect(listed.sort()).to.deep.equal([...Object.keys(questions), "GET /snapshot", "PUT /snapshot"].sort());
  });

  it("has a script on the vendor's SDK that works, of a dozen lines", async () => {
    const [, script = ""] = /<!-- script: try\.js -->\n\n```js\n([^]*?)```/.exec(page) ?? [];
    expect(script.trimEnd().split("\n").length).to.be.within(8, 14);
    const folder = mkdtempSync(join(tmpdir(), "try-"));
    const emulator = await EmulatorProcess.start();
    try {
      writeFileSync(join(folder, "try.js"), script);
      const exported = (await finished(["env"], emulator.readyLine)).stdout;
      const lines = [...exported.matchAll(/^export (\w+)='(.*)'$/gm)];
      const env: Record<string, string> = Object.fromEntries(lines.map(([, name = "", value = ""]) => [name, value]));
      const printed = execFileSync(process.execPath, ["try.js"], {
        cwd: folder,
        encoding: "utf8",
        env: { ...env, NODE_PATH: join(ROOT, "node_modules") },
      });
      expect(printed).to.match(/^alice alice@example\.com is [0-9a-f]{32}\n$/);
    } finally {
      await emulator.end();
      rmSync(folder, { recursive: true });
    }
  }).timeout(30_000);
});
