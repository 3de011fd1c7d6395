import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { configured } from "../../emulator/service/config";
import { Service } from "./service";

const MAIN = join(__dirname, "../../cli/main.js");

/** A machine without a Pulumi CLI, whatever this one has. */
const BARE = { PATH: "" };

interface Line {
  readonly asked: string;
  readonly cameBack: string;
  readonly means: string;
  readonly page: string;
  readonly standing: string;
}

describe("ciam doctor", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "ciam-doctor-"));
  let service: Service;
  before(async () => (service = await Service.open({ maxPageSize: 1_234 })));
  after(async () => {
    await service.close();
    rmSync(folder, { recursive: true });
  });

  it("tells people and programs the same, keeps what was told for an emulator, and ends with 1 if something is in the way", async () => {
    const out = join(folder, "like-the-store.json");
    const [people, programs] = await Promise.all([
      service.ciam(["doctor"], { env: BARE }),
      service.ciam(["doctor", "--store", service.store, "--json", "--out", out], { env: BARE }),
    ]);
    expect([people.code, programs.code]).to.deep.equal([1, 1]);
    const { findings, config } = JSON.parse(programs.stdout) as { findings: Line[]; config: unknown };
    // Two processes ask at two moments, and how late a request was is counted in whole seconds.
    const atAnyMoment = (text: string): string => text.replace(/\d+ s late/g, "some s late");
    for (const { asked, cameBack, page } of findings) {
      expect(atAnyMoment(people.stdout)).to.contain(atAnyMoment(`  ${asked}?\n        ${cameBack}`));
      expect(people.stdout).to.contain(`: ${page}\n`);
    }
    expect(findings.filter(({ standing }) => standing === "wrong").map(({ asked }) => asked)).to.deep.equal([
      "which Pulumi CLI is on the PATH",
    ]);
    expect(people.stdout).to.contain("a page of 1,234 was answered, one of 1,235 refused (maxPageSize 1234)");
    expect(people.stdout + programs.stdout + people.stderr).not.to.contain(service.cloud.secretKey);
    expect(JSON.parse(readFileSync(out, "utf8"))).to.deep.equal(config);
    expect(configured(config).maxPageSize).to.equal(1_234);
    expect(statSync(out).mode & 0o077).to.equal(0);
    const again = await service.ciam(["doctor", "--out", out], { env: BARE });
    expect(again.code).to.equal(2);
    expect(again.stderr).to.contain("is there already");
  });

  it("says what is wrong with the way to the service, after what it has found out", async () => {
    const lost = await service.ciam(["doctor", "--store", service.store, "--endpoint", "http://127.0.0.1:1"], {
      env: BARE,
    });
    expect(lost.code).to.equal(3);
    expect(lost.stdout).to.contain("whose credentials are used?");
    expect(lost.stderr).to.match(/^ciam: ListUser: nothing listens on 127\.0\.0\.1:1 /m);
    expect((await service.ciam(["doctor", "--second-store"], { env: BARE })).code).to.equal(2);
  });

  it("removes what it has made when a signal comes, and ends as a shell expects", async () => {
    await Promise.all([interrupted("SIGINT", 130), interrupted("SIGTERM", 143)]);
  });

  async function interrupted(signal: "SIGINT" | "SIGTERM", code: number): Promise<void> {
    const store = await service.cloud.store(signal);
    const env = { ...process.env, ...service.env };
    const child = spawn(process.execPath, [MAIN, "doctor", "--store", store, "--write"], { env, stdio: "pipe" });
    let said = "";
    child.stderr.on("data", (chunk) => (said += String(chunk)));
    child.stdout.resume();
    const ended = once(child, "exit");
    try {
      while ((await service.cloud.names(store)).length === 0) {
        if (child.exitCode !== null) throw new Error(said);
        await delay(50);
      }
      child.kill(signal);
      expect((await ended)[0], said).to.equal(code);
    } finally {
      child.kill("SIGKILL");
    }
    expect(said).to.contain("removing what was made; pressed again, Ctrl-C leaves it to the next");
    expect(await service.cloud.names(store)).to.deep.equal([]);
  }
});
