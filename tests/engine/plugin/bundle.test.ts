import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { REPOSITORY } from "../support/provider/programFolder";

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
    const nothing = join(folder, "nothing.js");
    writeFileSync(nothing, 'console.log("here")');
    // The machine may have other things to do. The best of some tells what a start takes, and one of nothing but Node how
    // busy it is: where that takes 25 ms, the plugin takes no more than 250.
    let best = Infinity;
    let node = 25;
    for (let attempt = 0; attempt < 20 && best > 10 * node; attempt++) {
      if (attempt > 0) node = Math.max(node, await startOf(nothing, folder));
      best = Math.min(best, await startOf(alone, folder));
    }
    rmSync(folder, { recursive: true });
    expect(best).to.be.at.most(10 * node);
  });
});

/** Milliseconds until it says something. */
async function startOf(file: string, cwd: string): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, [file], { cwd, env: { PATH: "" }, stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  const took = performance.now() - began;
  child.kill("SIGKILL");
  await once(child, "exit");
  return took;
}
