import { expect } from "chai";
import fc from "fast-check";
import { inert, jsonText, onScreen, visible } from "../../../text/escape";
import { expectInert, hostileTexts } from "../../support/hostile";

const anyText = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: "binary" }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
);

describe("a text from elsewhere on a screen", () => {
  it("has written out whatever cannot be seen in it", () => {
    expect(visible("a\u001b[31m\u202eb\u200bc\n")).to.equal("a\\u{1b}[31m\\u{202e}b\\u{200b}c\\u{a}");
    expect(visible("\ud800 \u{e0041} \u2028")).to.equal("\\u{d800} \\u{e0041} \\u{2028}");
    expect(visible("a\u00a0b")).to.equal("a\\u{a0}b");
  });

  it("is as it was where everything can be seen", () => {
    for (const text of ["Zoë → Ünï", "张伟　北京", "أحمد", "😀", "a\\b 'c' \"d\" `e` $f", "−±…→"]) {
      expect(visible(text)).to.equal(text);
      expect(onScreen(text)).to.equal(text);
    }
  });

  it("is one line as a text, and several only as a list", () => {
    expect(onScreen("a\nb")).to.equal("a\\u{a}b");
    expect(onScreen(["a", "b\nc"])).to.equal("a\nb\\u{a}c");
  });

  it("is no order to a pipeline", () => {
    expect(onScreen("::error::x")).to.equal("\\u{3a}:error::x");
    expect(onScreen("  ::error::x")).to.equal("  \\u{3a}:error::x");
    expect(onScreen("see ::error")).to.equal("see ::error");
    expect(onScreen("a ##[error]x")).to.equal("a \\u{23}#[error]x");
    expect(onScreen("###vso[a]")).to.equal("#\\u{23}#vso[a]");
    expect(inert("# a ## b [c]")).to.equal("# a ## b [c]");
  });

  it("is inert whatever it is", () => {
    for (const text of hostileTexts) expectInert(onScreen(text), JSON.stringify(text));
    fc.assert(
      fc.property(fc.array(anyText), (texts) => {
        const shown = onScreen(texts);
        expectInert(shown, "any texts");
        expect(shown.split("\n")).to.have.length(Math.max(1, texts.length));
      }),
      { numRuns: 2000 },
    );
  });

  it("is inert in JSON too, and the same value to a program", () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, fc.array(anyText)), fc.constantFrom(undefined, 2), (value, indent) => {
        const text = jsonText(value, indent);
        expectInert(text, "any JSON");
        expect(JSON.parse(text)).to.deep.equal(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 2000 },
    );
  });

  it("is read in a time that grows with its length", () => {
    const time = (text: string): number => {
      const before = process.cpuUsage().user;
      onScreen(text);
      return process.cpuUsage().user - before;
    };
    for (const one of ["#", " ", ":", "\n", "\u001b", "##a"]) {
      time(one.repeat(10_000));
      expect(time(one.repeat(400_000)), JSON.stringify(one)).to.be.lessThan(3_000_000);
    }
  });
});
