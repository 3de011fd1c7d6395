import { expect } from "chai";
import { spansOf } from "../../../../tools/demo/picture/ansi";
import { terminal } from "../../../../tools/demo/picture/svg";

describe("the picture of a terminal", () => {
  it("has a span for each style", () => {
    expect(spansOf("a\u001b[38;5;1mb\u001b[1mc\u001b[0md")).to.deep.equal([
      { text: "a", colour: undefined, bold: false },
      { text: "b", colour: 1, bold: false },
      { text: "c", colour: 1, bold: true },
      { text: "d", colour: undefined, bold: false },
    ]);
  });

  it("knows the short codes of the 16 colours", () => {
    expect(spansOf("\u001b[32mg\u001b[95mm").map(({ colour }) => colour)).to.deep.equal([2, 13]);
  });

  it("shows characters that mean something to XML", () => {
    expect(terminal("t", ["a => <b> & c"])).to.contain("a =&gt; &lt;b&gt; &amp; c");
  });

  it("is as wide as the longest line, whatever its colours", () => {
    const width = (line: string): string => /width="(\d+)"/.exec(terminal("t", [line]))?.[1] ?? "";
    expect(width("\u001b[31mabc\u001b[0m")).to.equal(width("abc"));
  });
});
