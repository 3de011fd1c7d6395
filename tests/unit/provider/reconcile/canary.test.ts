import { expect } from "chai";
import { Canary } from "../../../../provider/reconcile/canary";

describe("the first write of a kind", () => {
  it("goes alone, and the others when it has come back", () => {
    const canary = new Canary();
    expect(canary.next([1, 2, 3])).to.deep.equal([1]);
    canary.cameBack();
    expect(canary.next([2, 3])).to.deep.equal([2, 3]);
    expect(canary.isProven).to.equal(true);
  });

  it("leaves the next one alone too when it did not come back", () => {
    const canary = new Canary();
    canary.next([1, 2]);
    expect(canary.next([2])).to.deep.equal([2]);
    expect(canary.next([2, 3])).to.deep.equal([2]);
  });

  for (const [past, tells, needsLook] of [
    ["nothing", true, true],
    ["nothing", false, true],
    ["one that could not do harm", false, false],
    ["one that could not do harm", true, true],
    ["one that could have", false, false],
    ["one that could have", true, false],
  ] as const) {
    it(`after ${past}, a write that ${tells ? "could" : "could not"} do harm is ${needsLook ? "" : "not "}looked at`, () => {
      const canary = new Canary();
      if (past !== "nothing") canary.cameBack(past === "one that could have");
      expect(canary.needsLook(tells)).to.equal(needsLook);
    });
  }

  it("proves something once and for all", () => {
    const canary = new Canary();
    canary.cameBack(true);
    canary.cameBack(false);
    expect(canary.isProven).to.equal(true);
  });
});
