import { expect } from "chai";
import { findingsOf } from "../declared";

const alice = { email: "alice@example.com" };
const sha1 = "5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8";
const md5 = "5f4dcc3b5aa765d61d8327deb882cf99";
const bcrypt = `$2b$10$${"a".repeat(53)}`;

describe("a declared user", () => {
  it("needs one of the nine identities, and any of them will do", () => {
    for (const field of [
      "userName",
      "qqOpenId",
      "qqUnionId",
      "wechatOpenId",
      "wechatUnionId",
      "alipayUserId",
      "weComUserId",
    ]) {
      expect(findingsOf({ [field]: "x1" }), field).to.deep.equal([]);
    }
    expect(findingsOf({ phoneNumber: "+86-13800000001" })).to.deep.equal([]);
    expect(findingsOf({ name: "Alice" })[0]).to.contain("has no identity");
  });

  it("cannot empty an identity, a birthdate or a password, and can empty the rest", () => {
    for (const field of ["userName", "birthdate", "password"]) {
      expect(findingsOf({ ...alice, [field]: "" })[0], field).to.contain("is empty: leave it out instead");
    }
    expect(findingsOf({ ...alice, nickname: "", address: "", userGroups: [], gender: "" })).to.deep.equal([]);
  });

  it("does not hide white space or invisible characters in an identity", () => {
    expect(findingsOf({ userName: "alice " })).to.deep.equal([".userName: begins or ends with white space"]);
    expect(findingsOf({ userName: "ali\u200bce" })).to.deep.equal([
      ".userName: holds U+200B, which no screen shows: take it out",
    ]);
    expect(findingsOf({ ...alice, nickname: "👩‍🚀 " })).to.deep.equal([]);
  });

  it("has no halves of characters and no NUL, which the wire would change", () => {
    expect(findingsOf({ ...alice, nickname: "\ud83d" })[0]).to.contain("a lone surrogate");
    expect(findingsOf({ ...alice, nickname: "a\0b" })[0]).to.contain("a NUL character");
  });

  it("has a phone number of digits, with or without country", () => {
    for (const phoneNumber of [
      "13800000000",
      "+86-13800000000",
      "+86 138 0000 0000",
      "0086 13800000000",
      "+1 (202) 5550100",
    ]) {
      expect(findingsOf({ phoneNumber }), phoneNumber).to.deep.equal([]);
    }
    expect(findingsOf({ phoneNumber: "138****0000" })[0]).to.contain("a masked one");
  });

  it("is born on a day of the calendar", () => {
    expect(findingsOf({ ...alice, birthdate: "2000-02-29" })).to.deep.equal([]);
    for (const birthdate of ["2001-02-29", "2000-13-01", "01/02/2000", "2000-1-1", "2022-10-20T00:00:00Z"]) {
      expect(findingsOf({ ...alice, birthdate }), birthdate).to.deep.equal([
        ".birthdate: is not a date of the calendar, YYYY-MM-DD",
      ]);
    }
  });

  it("needs a method to be verified, and what the method needs", () => {
    expect(findingsOf({ ...alice, identityVerified: true })).to.deep.equal([
      ".identityVerified: true needs identityVerificationMethod",
    ]);
    expect(findingsOf({ ...alice, identityVerified: false })).to.deep.equal([]);
    expect(findingsOf({ ...alice, identityVerificationMethod: "nameAndIdCard", name: "Alice" })).to.deep.equal([
      ".identityVerificationMethod: nameAndIdCard needs residentIdentityCard",
    ]);
    expect(findingsOf({ ...alice, identityVerificationMethod: "nameIdCardAndPhone" })).to.deep.equal([
      ".identityVerificationMethod: nameIdCardAndPhone needs name and residentIdentityCard and phoneNumber",
    ]);
    expect(findingsOf({ ...alice, identityVerificationMethod: "PASSWORD", identityVerified: true })).to.deep.equal([]);
  });

  it("has at most 512 characters in an indexed attribute", () => {
    expect(findingsOf({ ...alice, indexedAttribute1: "x".repeat(512) })).to.deep.equal([]);
    expect(findingsOf({ ...alice, indexedAttribute1: "x".repeat(513) })).to.deep.equal([
      ".indexedAttribute1: is longer than 512 characters",
    ]);
  });

  it("has each custom attribute once, with a name and a value", () => {
    expect(
      findingsOf({
        ...alice,
        customAttributes: [
          { name: "a", value: "1" },
          { name: "a", value: "2" },
        ],
      }),
    ).to.deep.equal([".customAttributes[1].name: is given twice"]);
    expect(findingsOf({ ...alice, customAttributes: [{ name: "a", vlaue: "1" }] })).to.deep.equal([
      '.customAttributes[0]: unknown member "vlaue" (did you mean "value"?); it has name, value, type',
      ".customAttributes[0].value: is missing: it must be text",
    ]);
  });

  it("is told what a salt looks like", () => {
    const salt = { saltValue: "x", saltLocation: { saltLocationType: "head" } };
    expect(findingsOf({ ...alice, salt })).to.deep.equal([
      '.salt.saltLocation.saltLocationType: must be HEAD, TAIL or OTHER (did you mean "HEAD"?)',
    ]);
    for (const [incomplete, finding] of [
      [{ saltValue: "x" }, ".salt.saltLocation: is missing: saltLocationType must be HEAD, TAIL or OTHER"],
      [
        { saltValue: "x", saltLocation: {} },
        ".salt.saltLocation.saltLocationType: is missing: it must be HEAD, TAIL or OTHER",
      ],
      [{ saltLocation: { saltLocationType: "HEAD" } }, ".salt.saltValue: is missing: it must be text"],
    ] as const) {
      expect(findingsOf({ ...alice, salt: incomplete })).to.deep.equal([finding]);
    }
  });
});

describe("a password", () => {
  it("is plaintext without a type, whatever it looks like but for a hash", () => {
    for (const password of ["correct horse", "pässwörd", "=SUM(A1)", "$2 a day", "p"]) {
      expect(findingsOf({ ...alice, password }), password).to.deep.equal([]);
    }
  });

  it("that looks like a hash needs its type", () => {
    const otherwise = 'leave it out; if it is the password itself, give the resource passwordsArePlain: ["staff"]';
    expect(findingsOf({ ...alice, password: sha1 })).to.deep.equal([
      `.password: looks like a hash: set passwordEncryptType to SHA1, or ${otherwise}`,
    ]);
    expect(findingsOf({ ...alice, password: md5 })).to.deep.equal([
      `.password: looks like a hash: set passwordEncryptType to MD5, or ${otherwise}`,
    ]);
    expect(findingsOf({ ...alice, password: bcrypt })).to.deep.equal([
      `.password: looks like a hash: set passwordEncryptType to BCRYPT, or ${otherwise}`,
    ]);
    expect(findingsOf({ ...alice, password: "$argon2id$v=19$m=65536" })[0]).to.contain("SHA1, MD5 and BCRYPT only");
  });

  it("of a type looks like a hash of that type, in hex or base64", () => {
    const accepted = [
      ["SHA1", sha1],
      ["SHA1", sha1.toUpperCase()],
      ["SHA1", "W6ph5Mm5Pz8GgiULbPgzG37mj9g="],
      ["MD5", md5],
      ["MD5", "X03MO1qnZdYdgyfeuILPmQ=="],
      ["BCRYPT", bcrypt],
      ["BCRYPT", bcrypt.replace("$2b$", "$2y$")],
    ];
    for (const [passwordEncryptType, password] of accepted) {
      expect(findingsOf({ ...alice, password, passwordEncryptType }), passwordEncryptType).to.deep.equal([]);
    }
    const refused = [
      ["SHA1", "correct horse"],
      ["SHA1", md5],
      ["MD5", sha1],
      ["BCRYPT", sha1],
    ];
    for (const [passwordEncryptType = "", password] of refused) {
      const [finding] = findingsOf({ ...alice, password, passwordEncryptType });
      expect(finding).to.contain(`.password: is not a ${passwordEncryptType} hash`);
    }
  });

  it("with a rule for its salt is the service's to judge: the documented example has one that is no hash", () => {
    const salt = {
      saltValue: "s",
      saltLocation: { saltLocationType: "HEAD", saltLocationRule: { regex: "passwordabc123" } },
    };
    expect(findingsOf({ ...alice, password: "password", passwordEncryptType: "SHA1", salt })).to.deep.equal([]);
  });

  it("is no mask either, whether its form is known or not", () => {
    const rule = "looks like a mask or the mark of a locked account, not like a password";
    expect(findingsOf({ ...alice, password: "********" })).to.deep.equal([
      `.password: ${rule}: leave it out; if it is the password itself, give the resource passwordsArePlain: ["staff"]`,
    ]);
    const salt = { saltValue: "s", saltLocation: { saltLocationType: "OTHER", saltLocationRule: { regex: "x" } } };
    for (const password of ["********", "!", "x", "*LK*", "REDACTED"]) {
      const passwordEncryptType = "MD5";
      expect(findingsOf({ ...alice, password, passwordEncryptType })[0]).to.contain("is not a MD5 hash");
      const byRule = findingsOf({ ...alice, password, passwordEncryptType, salt });
      expect(byRule).to.deep.equal([`.password: ${rule} or its hash: leave it out`]);
    }
  });

  it("has a type that CIAM knows", () => {
    expect(findingsOf({ ...alice, password: "x", passwordEncryptType: "sha256" })[0]).to.contain(
      "must be SHA1, BCRYPT or MD5",
    );
  });
});
