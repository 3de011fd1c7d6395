import { expect } from "chai";
import { lookalikeRule, skeletonOf, unseenRule } from "../../../provider/users/lookalikes";
import { findingsIn, findingsOf } from "./declared";

const LAST = 0x10ffff;

/** Code points that no screen shows, or shows as an empty place, besides the plain space. */
const BLANK = /[\p{Default_Ignorable_Code_Point}\p{Zs}\p{Zl}\p{Zp}\p{Cc}\p{Cf}\u2800]/u;

describe("an identity that looks like another", () => {
  it("is found wherever one of Unicode's blank or ignorable characters stands in it", () => {
    let planted = 0;
    for (let code = 1; code <= LAST; code++) {
      const character = String.fromCodePoint(code);
      if (character === " " || !BLANK.test(character)) continue;
      planted++;
      expect(unseenRule(`ali${character}ce`), code.toString(16)).to.match(/^holds U\+/);
    }
    expect(planted).to.be.greaterThan(4_000);
    for (const blank of ["\u{1d159}", "\u{13441}", "\ufffc", "\ufffd", "\ue000", "\u0378"]) {
      expect(unseenRule(`ali${blank}ce`), blank).not.to.equal(undefined);
    }
  });

  it("is told for the field it stands in, in every field that is an identity, without its value", () => {
    for (const field of ["userName", "email", "wechatUnionId"]) {
      const value = field === "email" ? "ali\u3164ce@example.com" : "ali\u3164ce";
      expect(findingsOf({ [field]: value })).to.deep.equal([
        `.${field}: holds U+3164, which no screen shows: take it out`,
      ]);
    }
    expect(findingsOf({ userName: "\u0430lice" }).join()).to.match(
      /\.userName: has a word in letters of two alphabets/,
    );
    expect(findingsOf({ email: "\uff41lice@example.com" }).join()).to.match(/\.email: is written with characters/);
  });

  it("is found when a word mixes alphabets that an eye does not tell apart", () => {
    for (const text of [
      "\u0430lice",
      "alic\u0435",
      "p\u0430ypal",
      "\u03bflive",
      "alice@ex\u0430mple.com",
      "\u13a0lice",
    ]) {
      expect(lookalikeRule(text), text).to.match(/two alphabets/);
    }
    for (const text of [
      "alice",
      "иван",
      "иван.ivanov",
      "李雷",
      "李lei",
      "José",
      "アリスalice",
      "김철수kim",
      "Ольга_2",
      "straße",
    ]) {
      expect(lookalikeRule(text) ?? unseenRule(text), text).to.equal(undefined);
    }
  });

  it("is found beside the one it looks like, and the same one twice is told as the same", () => {
    const findings = (...names: string[]) =>
      findingsIn(Object.fromEntries(names.map((userName, at) => [`u${String(at)}`, { userName }])));
    for (const other of ["Alice", "\u0430\u04cf\u0456\u0441\u0435"]) {
      expect(findings("alice", other).filter((line) => line.includes("looks like the userName of"))).to.have.length(1);
    }
    expect(findings("alice", "alice").join()).to.contain("is the userName of").and.not.to.contain("looks like");
    expect(findings("alice", "alice1", "bob", "李雷", "иван")).to.deep.equal([]);
  });

  it("has the same skeleton in another case, width or alphabet", () => {
    for (const text of ["Alice", "ALICE", "\uff41\uff4c\uff49\uff43\uff45", "\u0430l\u0456\u0441\u0435"]) {
      expect(skeletonOf(text), text).to.equal("alice");
    }
    expect(skeletonOf("alice1")).not.to.equal(skeletonOf("alicel"));
    expect(skeletonOf("李雷")).to.equal("李雷");
  });
});
