import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { writeProject } from "../../../../cli/init/write";

describe("the files of a project", () => {
  it("are taken away again, with their folders, when one of them cannot be written", () => {
    const base = mkdtempSync(join(tmpdir(), "ciam-init-"));
    const files = new Map([
      ["a.txt", ""],
      ["deep/er/b.txt", ""],
      ["c".repeat(300), ""],
    ]);
    expect(() => {
      writeProject(join(base, "new/shop"), files);
    }).to.throw("cannot be written: ENAMETOOLONG");
    expect(readdirSync(base)).to.deep.equal([]);
    rmSync(base, { recursive: true });
  });
});
