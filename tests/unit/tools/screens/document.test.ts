import { expect } from "chai";
import { screensIn, withScreens } from "../../../../tools/screens/document";

const PAGE = [
  "Before.",
  "<!-- screen: one -->",
  "```console",
  "$ old",
  "```",
  "<!-- end of screen -->",
  "Between.",
  "<!-- screen: two -->",
  "<!-- end of screen -->",
  "After.",
].join("\n");

describe("a page with screens", () => {
  it("says which screens it wants", () => {
    expect(screensIn(PAGE)).to.deep.equal(["one", "two"]);
  });

  it("gets them in their places and keeps everything else", () => {
    const page = withScreens(PAGE, new Map([["two", ["$ new", "done"]]]));
    expect(page).to.contain("$ old");
    expect(page).to.contain("\n\n```console\n$ new\ndone\n```\n\n<!-- end of screen -->\nAfter.");
  });

  it("is the same after the same screens", () => {
    const screens = new Map([["one", ["$& $1"]]]);
    const once = withScreens(PAGE, screens);
    expect(once).to.contain("$& $1");
    expect(withScreens(once, screens)).to.equal(once);
  });
});
