import { expect } from "chai";
import { BugError, bugReport } from "../../../../ciam/errors";
import { sentence } from "../../../../provider/messages/sentence";

describe("a fault of ours", () => {
  it("asks to be reported, once", () => {
    const said =
      "inputs that passed check do not parse: userSets (this is a fault of pulumi-tencentcloud-ciam, please report it)";
    expect(sentence(new BugError("inputs that passed check do not parse: userSets"))).to.equal(said);
  });

  it("is also an error that nobody foresaw, which keeps its kind", () => {
    expect(bugReport(new TypeError("x is undefined"), "the command")).to.equal(
      "TypeError: x is undefined (this is a fault of the command, please report it)",
    );
    expect(bugReport("a text")).to.match(/^a text \(this is a fault of pulumi-tencentcloud-ciam, /);
  });
});
