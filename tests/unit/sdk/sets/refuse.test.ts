import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { refusedSets } from "../../../../provider/planDocument/refusedSets";
import { refuse } from "../../../../sdk/sets/refuse";

describe("a program that ends with what is wrong with its users", () => {
  const folder = mkdtempSync(join(tmpdir(), "ciam-refused-"));
  const before = process.env.CIAM_PLAN_DIR;
  afterEach(() => {
    if (before === undefined) delete process.env.CIAM_PLAN_DIR;
    else process.env.CIAM_PLAN_DIR = before;
  });
  after(() => rmSync(folder, { recursive: true }));

  function messageOf(where: string): string {
    try {
      return refuse("staff.csv", [{ where, rule: "is not an e-mail address" }]);
    } catch (error) {
      return (error as Error).message;
    }
  }

  it("leaves it in the folder of CIAM_PLAN_DIR, line by line, for one pair of eyes, and says the same", () => {
    process.env.CIAM_PLAN_DIR = join(folder, "made");
    const message = messageOf("staff.csv:2:2: email");
    messageOf("staff.csv:2:2: email");
    const [file = "", ...others] = readdirSync(join(folder, "made"));
    expect(others).to.deep.equal([]);
    expect(file).to.match(/^[0-9a-f]{12}\.refused\.json$/);
    expect(statSync(join(folder, "made", file)).mode & 0o777).to.equal(0o600);
    const { lines } = refusedSets.parse(JSON.parse(readFileSync(join(folder, "made", file), "utf8")));
    expect(lines).to.deep.equal([
      "staff.csv: 1 finding, nothing was sent to CIAM",
      "  staff.csv:2:2: email: is not an e-mail address",
    ]);
    expect(message).to.equal(lines.join("\n"));
  });

  it("ends with it where there is no such folder, or none can be made", () => {
    delete process.env.CIAM_PLAN_DIR;
    const message = messageOf("staff.csv:3:2: email");
    for (const name of ["", "no-such-folder", "/dev/null/plans"]) {
      process.env.CIAM_PLAN_DIR = name;
      expect(messageOf("staff.csv:3:2: email")).to.equal(message);
    }
    expect(readdirSync(".")).not.to.include("no-such-folder");
  });
});
