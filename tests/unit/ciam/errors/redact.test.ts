import { expect } from "chai";
import { FailedUser } from "../../../../cli/jobs/job";
import { cleared, textsIn, withoutValues } from "../../../../ciam/errors/redact";
import { canaries, encodings } from "../../../support/canaries";

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

describe("the service's own words", () => {
  it("lose every value that was sent", () => {
    const request = { Users: [{ UserName: "alice", Password: "alice-canary" }], Original: true };
    expect(cleared("alice-canary of alice is weak", request)).to.equal("*** of *** is weak");
  });

  it("lose what looks like a person, sent or not", () => {
    expect(cleared("bob@example.com has +86-13800000001 and 11010519491231002X", {})).to.equal("*** has *** and ***");
  });

  it("keep the names of parameters and short numbers", () => {
    expect(cleared("PageSize must be at most 100", { Pageable: { PageSize: 1000 } })).to.equal(
      "PageSize must be at most 100",
    );
  });

  it("stay short and on one line", () => {
    const text = cleared(`a\n\tb ${"x".repeat(500)}`, {});
    expect(text).to.have.length(200);
    expect(text).to.match(/^a b x+…$/);
  });

  it("are of any length, and looked at in a moment", () => {
    const LONG = 80_000;
    const texts = {
      "one word": "a".repeat(LONG),
      "one word with an end": `${"a".repeat(LONG)}@`,
      digits: "1".repeat(LONG),
      "digits far apart": `1${" ".repeat(10)}x`.repeat(LONG / 12),
      "a digit and spaces": `1${" ".repeat(LONG)}x`,
      dashes: "1-".repeat(LONG / 2),
      spaces: " ".repeat(LONG),
      "line ends": "\n".repeat(LONG),
      "signs of addresses": "@".repeat(LONG),
      addresses: "a@b ".repeat(LONG / 4),
      pluses: "+".repeat(LONG),
      quotes: `"'<>`.repeat(LONG / 4),
    };
    const before = process.cpuUsage();
    for (const [what, text] of Object.entries(texts)) {
      expect(cleared(text, { UserName: "alice" }).length, what).to.be.at.most(200);
      expect(new FailedUser({ identity: "alice" }, text).shown("masked").reason.length, what).to.be.at.most(2_001);
    }
    const { user, system } = process.cpuUsage(before);
    expect(user + system).to.be.below(1_000_000);
  });

  it("show no part of what goes over the end of what is looked at", () => {
    const secret = "canary-".repeat(20);
    for (let shift = 0; shift < secret.length + 20; shift++) {
      // Masking many values moves later text near the beginning.
      const head = `${secret} `.repeat(12);
      const text = `${head}${" ".repeat(1_990 - shift - head.length)}${secret} and so on`;
      expect(cleared(text, { Password: secret })).not.to.match(/canary|nary-/);
      expect(new FailedUser({ identity: secret }, text).shown("masked").reason).not.to.match(/nary-ca/);
    }
    for (let shift = 0; shift < 40; shift++) {
      const text = `${"no ".repeat(1_000).slice(0, 1_960 + shift)} somebody.else@example.com 138 0000 8000 ${"x ".repeat(500)}`;
      expect(new FailedUser({ identity: "alice" }, text).shown("masked").reason).not.to.match(/someb|138/);
    }
  });
});
