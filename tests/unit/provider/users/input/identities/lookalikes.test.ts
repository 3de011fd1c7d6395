import { expect } from "chai";
import { checkUser } from "../../../../../../provider/users/input/check";
import { IdentityRegister } from "../../../../../../provider/users/input/identities/duplicates";
import { identityFields, type UserField } from "../../../../../../provider/users/model/fields";
import { keyProblem } from "../../../../../../provider/users/input/key";
import {
  identityRule,
  lookalikeRule,
  skeletonOf,
  unseenRule,
} from "../../../../../../provider/users/input/identities/lookalikes";
import { parseUserSets } from "../../../../../../provider/users/input/parse";
import type { DeclaredUser } from "../../../../../../provider/users/model/user";
import { findingsIn, findingsOf } from "../../declared";

const LAST = 0x10ffff;

/** Code points that no screen shows, or shows as an empty place, besides the plain space. */
const BLANK = /[\p{Default_Ignorable_Code_Point}\p{Zs}\p{Zl}\p{Zp}\p{Cc}\p{Cf}\p{White_Space}\u2800]/u;

/** Blank by their glyph, or in the place of what was lost. */
const BLANK_GLYPHS = ["\u{1d159}", "\u{13441}", "\u{13442}", "\u{16fe4}", "\u{1107f}", "\ufffc", "\ufffd"];

function* blanks(): Generator<string> {
  for (let code = 1; code <= LAST; code++) {
    const character = String.fromCodePoint(code);
    if (character !== " " && BLANK.test(character)) yield character;
  }
  yield* [...BLANK_GLYPHS, "\ue000", "\u{f0000}", "\u0378", "\ufdd0", "\u{1ffff}"];
}

/** How each of these users is too near to one before. */
function nearness(field: UserField, ...values: readonly string[]): string[] {
  const register = new IdentityRegister<number>();
  return values.flatMap((value, index) =>
    register.enter({ [field]: value }, index).map(({ first, how }) => `${String(index)} ${how} ${String(first)}`),
  );
}

describe("an identity that looks like another", () => {
  it("is found wherever one of Unicode's blank or ignorable characters stands in it", () => {
    let planted = 0;
    const passed: string[] = [];
    for (const character of blanks()) {
      planted++;
      for (const text of [
        `ali${character}ce`,
        `${character}alice`,
        `alice${character}`,
        character,
        `李${character}雷`,
      ]) {
        if (identityRule("userName", text) === undefined) passed.push(text);
      }
      if (identityRule("email", `ali${character}ce@example.com`) === undefined)
        passed.push(`${character} in an address`);
      if (keyProblem(`ali${character}ce`) === undefined) passed.push(`${character} in a key`);
    }
    expect(planted).to.be.above(4_179);
    expect(passed).to.deep.equal([]);
  }).timeout(30_000);

  it("is told for the field it stands in, in every field that is an identity, without its value", () => {
    const valueOf = (field: UserField): string => (field === "email" ? "ali\u3164ce@example.com" : "ali\u3164ce");
    for (const field of identityFields.filter((name) => name !== "phoneNumber")) {
      expect(findingsOf({ [field]: valueOf(field) })).to.deep.equal([
        `.${field}: holds U+3164, which no screen shows: take it out`,
      ]);
    }
    expect(findingsOf({ phoneNumber: "138\u30640008000" })).to.have.length(1);
    expect(findingsOf({ userName: "\u0430lice" }).join()).to.match(
      /\.userName: has a word in letters of two alphabets/,
    );
    expect(findingsOf({ email: "\uff41lice@example.com" }).join()).to.match(/\.email: is written with characters/);
  });

  it("may have what it likes in a field that is none", () => {
    const free = "ali\u3164ce \u0430lice \uff41";
    expect(findingsOf({ userName: "alice", nickname: free, address: free, name: free })).to.deep.equal([]);
  });

  it("is found when a word mixes alphabets that an eye does not tell apart", () => {
    for (const text of [
      "\u0430lice",
      "alic\u0435",
      "p\u0430ypal",
      "\u03bflive",
      "alice@ex\u0430mple.com",
      "\u13a0lice",
      "al\u0585ha",
      "\u15c5lice",
      "a\u05dfice",
      "иваn",
      "アリсе",
      "al\u09eace",
    ]) {
      expect(lookalikeRule(text), text).to.match(/two alphabets/);
    }
    for (const text of [
      "alice",
      "иван",
      "иван.ivanov",
      "李雷",
      "李lei",
      "阿卜杜拉·买买提",
      "José",
      "アリスalice",
      "김철수kim",
      "ㄅㄆㄇ注音abc",
      "Ольга_2",
      "straße",
      "กำธร",
      "ນ້ຳ",
      "محمد",
      "דוד",
      "प्रिया",
      "நிலா",
      "Νίκος",
      "Gülşen",
      "Đặng Thị Ngọc",
      "o'brien",
      "alice😀",
      "ᚠᚢᚦ",
    ]) {
      expect(lookalikeRule(text) ?? unseenRule(text), text).to.equal(undefined);
    }
  });

  it("is found when a word of it is of letters that all look Latin, beside one that is Latin", () => {
    for (const text of ["\u0430.smith", "smith-\u0430\u0441\u0435"]) {
      expect(lookalikeRule(text), text).to.match(/looks like Latin letters and is in others/);
    }
    expect(lookalikeRule("Мария Ivanova")).to.equal(undefined);
  });

  it("is found when it is written in another form of plain characters, with one of them", () => {
    for (const [text, sign] of [
      ["\uff41lice", 'U+FF41 for "a"'],
      ["al\u{1d422}ce", 'U+1D422 for "i"'],
      ["\u24d0lice", 'U+24D0 for "a"'],
      ["of\ufb01ce", 'U+FB01 for "fi"'],
      ["alice\u00b2", 'U+00B2 for "2"'],
      ["\uff80\uff9b", 'U+FF80 for "タ"'],
    ] as const) {
      expect(lookalikeRule(text), text).to.equal(
        `is written with characters that only look like plain ones, such as full width (${sign}): write the plain ones`,
      );
    }
    expect(identityRule("email", "alice@example\u3002com")?.rule).to.contain('(U+3002 for ".")');
    for (const text of ["e\u0301", "\u00e9", "\uac00", "\u1100\u1161"])
      expect(lookalikeRule(text), text).to.equal(undefined);
  });

  it("is found when an accent stands on nothing, or on top of itself", () => {
    for (const text of ["\u0301alice", "alice.\u0301", "\u0301", "a@\u0308b"]) {
      expect(lookalikeRule(text), text).to.match(/accent that belongs to no letter/);
    }
    expect(lookalikeRule("e\u0301\u0301")).to.match(/more accents/);
    expect(lookalikeRule("\u00e9\u0301")).to.match(/more accents/);
    expect(lookalikeRule("a\u0300\u0301\u0302\u0303\u0304")).to.match(/more accents/);
    expect(lookalikeRule("Vi\u1ec7t")).to.equal(undefined);
  });

  it("is found when a mark adds what nobody sees, or a line, to a letter", () => {
    for (const text of ["ali\u0307ce", "i\u0307brahim", "j\u0307oe", "\u0131\u0307ce", "i\u0323\u0307ce"])
      expect(lookalikeRule(text), text).to.match(/has a dot/);
    for (const text of ["dav\u0337e", "a\u0335b", "al\u0332ice", "m\u20d2ary", "1\u20e3"])
      expect(lookalikeRule(text), text).to.match(/has a line/);
    for (const text of [
      "\u0130brahim",
      "\u01e1",
      "r\u0307",
      "\u1eb9\u0301d\u00e9",
      "\u0142\u00f3d\u017a",
      "S\u00f8ren",
    ])
      expect(lookalikeRule(text), text).to.equal(undefined);
    expect(nearness("userName", "istanbul", "\u0130stanbul")).to.deep.equal(["1 looks alike 0"]);
  });

  it("is looked at as people read it where a domain is spelt for machines", () => {
    // xn--exmple-4nf.com is exаmple.com with a Cyrillic letter.
    expect(identityRule("email", "alice@xn--exmple-4nf.com")?.rule).to.match(/two alphabets/);
    expect(identityRule("email", "alice@xn--bcher-kva.example")).to.equal(undefined);
    expect(identityRule("email", "alice@xn--0000000000000.example")).to.equal(undefined);
  });

  it("has the same skeleton in another case, width or alphabet", () => {
    for (const text of [
      "Alice",
      "ALICE",
      "\uff41\uff4c\uff49\uff43\uff45",
      "\u0430l\u0456\u0441\u0435",
      "\u0410L\u0406\u0421\u0415",
      "\u0391LI\u0421\u0395",
      "\u0251li\u0441e",
      "a\u217cice",
      "a\u04cfice",
    ]) {
      expect(skeletonOf(text), text).to.equal("alice");
    }
    expect(skeletonOf("alice1")).not.to.equal(skeletonOf("alicel"));
    expect(skeletonOf("jose")).not.to.equal(skeletonOf("josé"));
    expect(skeletonOf("kjaer")).not.to.equal(skeletonOf("kjær"));
    expect(skeletonOf("李雷")).to.equal("李雷");
  });

  it("is found when another user of the set has one that an eye takes for it, whichever comes first", () => {
    expect(nearness("userName", "alice", "\u0430l\u0456\u0441\u0435")).to.deep.equal(["1 looks alike 0"]);
    expect(nearness("userName", "\u0430l\u0456\u0441\u0435", "alice")).to.deep.equal(["1 looks alike 0"]);
    expect(nearness("userName", "\u0441\u0430\u0440\u0430", "bob", "CAPA")).to.deep.equal(["2 looks alike 0"]);
    expect(nearness("email", "alice@example.com", "\u0251lice@example.com")).to.deep.equal(["1 looks alike 0"]);
    expect(nearness("weComUserId", "\u03bf\u03bf", "\u043e\u043e", "oo")).to.deep.equal([
      "1 looks alike 0",
      "2 looks alike 0",
    ]);
    expect(nearness("userName", "user1", "userl", "corn", "com", "Müller", "Muller", "李雷", "李蕾")).to.deep.equal([]);
  });

  it("is told once, as the same or as one that looks like it", () => {
    const findings = (...names: string[]) =>
      findingsIn(Object.fromEntries(names.map((userName, at) => [`u${String(at)}`, { userName }])));
    const other = "\u0430\u04cf\u0456\u0441\u0435";
    expect(findings("alice", other).filter((line) => line.includes("looks like the userName of"))).to.have.length(1);
    expect(findings("alice", "alice").join()).to.contain("is the userName of").and.not.to.contain("looks like");
    expect(findings("alice", "alice1", "bob", "李雷", "иван")).to.deep.equal([]);
  });

  it("is worth a warning when only its case is another, and an error when it is the same", () => {
    expect(nearness("userName", "alice", "Alice", "ALICE")).to.deep.equal(["1 other case 0", "2 other case 0"]);
    expect(nearness("userName", "Alice", "alice")).to.deep.equal(["1 other case 0"]);
    expect(nearness("userName", "Ольга", "ольга")).to.deep.equal(["1 other case 0"]);
    expect(nearness("email", "alice@example.com", "Alice@Example.com")).to.deep.equal(["1 same 0"]);
    expect(nearness("userName", "jose\u0301", "jos\u00e9")).to.deep.equal(["1 same 0"]);
  });

  it("is told in a program by its path, and warnings beside the findings", () => {
    const users = {
      alice: { userName: "alice" },
      fake: { userName: "\u0430l\u0456\u0441\u0435" },
      Alice: { userName: "Alice" },
    };
    const { findings, warnings } = parseUserSets({ staff: users }, {});
    expect(findings.map(({ where, rule }) => `${where}: ${rule}`)).to.include(
      'userSets["staff"].fake.userName: \u0430*** (with U+0430) looks like the userName of userSets["staff"].alice and is another: whoever reads it takes one user for the other',
    );
    expect(warnings.map(({ where, rule }) => `${where}: ${rule}`)).to.deep.equal([
      'userSets["staff"].Alice: this user key and that of userSets["staff"].alice differ in case only',
      'userSets["staff"].Alice.userName: A*** differs from the userName of userSets["staff"].alice in the case or width of letters only',
    ]);
  });

  it("stays what it is in a state that was written before, so that its user can still be refreshed and removed", () => {
    const before: DeclaredUser = {
      userName: "ali\u3164ce",
      email: "\u0430lice@example.com",
      phoneNumber: "13800008000",
    };
    expect(checkUser(before).user).to.deep.equal(before);
    const { sets } = parseUserSets({ staff: { alice: before } }, {});
    expect(sets.get("staff")?.get("alice")?.user).to.deep.equal(before);
  });
});
