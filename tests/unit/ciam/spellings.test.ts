import { expect } from "chai";
import { textsIn, withoutValues } from "../../../ciam/errors/redact";
import { canaries, encodings } from "../../support/canaries";

describe("a text without the values that were sent", () => {
  for (const [name, value] of Object.entries(canaries)) {
    it(`shows ${name} in no encoding`, () => {
      for (const [how, spelling] of Object.entries(encodings(value))) {
        expect(withoutValues(`before ${spelling} after`, [value]), how).to.equal("before *** after");
      }
    });
  }

  it("shows nothing of a value whose beginning is a value itself", () => {
    expect(withoutValues("alice-canary and alice", ["alice", "alice-canary"])).to.equal("*** and ***");
  });

  it("finds a value in the base64 of something longer, wherever it begins", () => {
    for (const before of ["", "a", "ab", "abc"]) {
      const text = Buffer.from(`${before}${canaries.newPassword}!`).toString("base64");
      expect(withoutValues(text, [canaries.newPassword]).length, before).to.be.at.most(before.length + 9);
    }
  });

  it("keeps what is too short to be anybody's secret", () => {
    expect(withoutValues("a of b", ["a", "of"])).to.equal("a of b");
  });

  it("takes every text out of what was sent", () => {
    expect(textsIn([{ a: "one", b: [{ c: "two" }] }, "three", undefined, 4])).to.deep.equal(["one", "two", "three"]);
  });
});
