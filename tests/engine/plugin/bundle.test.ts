import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { REPOSITORY } from "../support/programFolder";

const BUNDLE = join(REPOSITORY, "dist/bin/pulumi-resource-ciam");

describe("the file of the plugin", function () {
  this.timeout(60_000);

  it("is no larger than promised, and has the licenses of what is in it beside it", () => {
    expect(statSync(BUNDLE).size).to.be.lessThan(3 * 1024 * 1024);
    const licenses = readFileSync(`${BUNDLE}.LICENSES.txt`, "utf8");
    for (const name of ["@grpc/grpc-js", "@pulumi/pulumi", "google-protobuf", "zod"]) {
      expect(licenses).to.match(new RegExp(`^${name} \\d`, "m"));
    }
  });

  it("needs nothing beside it, and is there in the time promised", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ciam-bundle-"));
    const alone = join(folder, "pulumi-resource-ciam");
    copyFileSync(BUNDLE, alone);
    const times: number[] = [];
    // The machine may have other things to do: the best of some tells what the plugin takes.
    for (let attempt = 0; attempt < 20 && Math.min(...times) > 250; attempt++) times.push(await startOf(alone, folder));
    rmSync(folder, { recursive: true });
    expect(Math.min(...times)).to.be.at.most(250);
  });
});

/** Milliseconds until the port is told. */
async function startOf(file: string, cwd: string): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, [file], { cwd, env: { PATH: "" }, stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  const took = performance.now() - began;
  child.kill("SIGKILL");
  await once(child, "exit");
  return took;
}
