import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";

const MAIN = join(__dirname, "../../emulator/main.js");

describe("the emulator's command line", () => {
  it("ends quietly when its reader has read enough", () => {
    // Enough output to fill the pipe, and a reader that is already gone.
    const { stdout, stderr } = spawnSync("sh", ["-c", '"$1" "$2" config | head -n 1', "sh", process.execPath, MAIN], {
      encoding: "utf8",
    });
    expect(stdout).to.equal("ratePerSecond = 20\n");
    expect(stderr).to.equal("");
  });
});
