import { randomInt } from "node:crypto";
import { expect } from "chai";
import { isHash } from "../../../../../../provider/users/input/passwords/hash";
import { isMask } from "../../../../../../provider/users/input/passwords/mask";
import { Random } from "../../../../../support/random";
import { habits } from "./humanPasswords";
import { notAlways, storedPasswords } from "./storedPasswords";

describe("a stored password", () => {
  it("is told by its shape, in more than a hundred forms, each with another digest every time", () => {
    const missed = new Map<string, string[]>();
    for (let round = 0; round < 30; round++) {
      const stored = storedPasswords(`Correct-horse-${String(randomInt(1_000_000))}`);
      expect(Object.keys(stored)).to.have.length.greaterThan(100);
      for (const [form, text] of Object.entries(stored)) {
        if (!notAlways.has(form) && !isHash(text)) missed.set(form, [...(missed.get(form) ?? []), text]);
      }
    }
    // One in some thousands of digests looks like words by chance.
    expect([...missed].filter(([, texts]) => texts.length > 1)).to.deep.equal([]);
  });

  it("of a short digest is told by its shape as a rule", () => {
    const rounds = 300;
    const found = new Map<string, number>();
    for (let round = 0; round < rounds; round++) {
      const stored = storedPasswords("Correct-horse");
      for (const form of notAlways) found.set(form, (found.get(form) ?? 0) + Number(isHash(stored[form] ?? "")));
    }
    const seldom = [...found].filter(([, times]) => times < rounds * 0.85);
    expect(seldom).to.deep.equal([]);
  });

  it("is looked for in any text in little time", () => {
    const nasty = ["$a", "a:", "(", "'", "!*", "%24", "\\$", "x-", "* ", "{a}", "A1b", "=", "0a:", "•"];
    for (const part of nasty) {
      const text = `${part.repeat(200_000)}x`;
      const { user } = process.cpuUsage();
      isHash(text);
      isMask(text);
      expect((process.cpuUsage().user - user) / 1000, part).to.be.lessThan(2000);
    }
  });
});

describe("a mask", () => {
  it("is one sign over and over, whichever it is, but no digit and no emoji", () => {
    for (const sign of [
      "*",
      "•",
      "●",
      "x",
      "X",
      "#",
      "-",
      ".",
      "?",
      "_",
      "!",
      "×",
      "■",
      "＊",
      "∗",
      "·",
      "…",
      " ",
      "⚫",
    ]) {
      for (const times of [1, 2, 4, 8, 20]) expect(isMask(sign.repeat(times)), sign.repeat(times)).to.equal(true);
    }
    for (const password of ["0000", "888888", "aaaaaaaa", "🔥🔥🔥🔥", "!@#$%^&*()", "^_^", "xoxo", "xxx123"]) {
      expect(isMask(password), password).to.equal(false);
    }
  });

  it("leaves a few signs to be recognised by", () => {
    for (const mask of ["a****z", "P*******d", "••••••34", "ab•••", "***7"]) expect(isMask(mask), mask).to.equal(true);
    for (const password of ["a*b*c*d", "Pass***word", "***stars***"])
      expect(isMask(password), password).to.equal(false);
  });

  it("is a word for an account that is locked, or for no password, in any dress", () => {
    const marks = [
      "!*",
      "*!",
      "!!*",
      "!x",
      "*LK*",
      "*NP*",
      "NP",
      "LOCKED",
      "!locked",
      "*locked*",
      "ACCOUNT_DISABLED",
      "password expired",
      "REDACTED",
      "[hidden]",
      "[secret]",
      "[FILTERED]",
      "***REMOVED***",
      "<redacted>",
      "<password>",
      "{masked}",
      "__unset__",
      "(unchanged)",
      "(not set)",
      "(sensitive value)",
      "(known after apply)",
      "N/A",
      "n/a",
      "#N/A",
      "NULL",
      "null",
      "\\N",
      "None",
      "undefined",
      "NaN",
      "no password",
      "已锁定",
      "【已隐藏】",
      "无",
      "(非表示)",
      "*0",
      "*1",
      "$6$",
      "{x}",
      "[]",
      "''",
      "хххх",
      "${DB_PASSWORD}",
      "/sbin/nologin",
      "[object Object]",
      "System.Byte[]",
      "<hash>",
      "(sso)",
      "«hidden»",
      "secret removed",
      "NOT_PROVIDED",
    ];
    for (const mark of marks) expect(isMask(mark), mark).to.equal(true);
  });

  it("is no word that somebody may have for a password", () => {
    for (const password of [
      "secret",
      "Frozen",
      "private",
      "unknown1",
      "*Summer*",
      "!password!",
      "(secret1)",
      "nonesuch",
      "${money}",
      "*secret*",
      "[sunset]",
      "noteworthy",
    ]) {
      expect(isMask(password), password).to.equal(false);
    }
  });
});

describe("a password that people or their password managers made up", () => {
  const EACH = 200;

  it("has the shape of none of these, in more than ten thousand of them", () => {
    const chance = new Random(20_261_128);
    const refused: string[] = [];
    for (const [habit, make] of Object.entries(habits)) {
      for (let time = 0; time < EACH; time++) {
        const password = make(chance);
        if (isHash(password) || isMask(password)) refused.push(`${habit}: ${password}`);
      }
    }
    expect(Object.keys(habits).length * EACH).to.be.greaterThan(10_000);
    expect(refused).to.deep.equal([]);
  });

  it("may be any that looks a little like one", () => {
    const passwords = [
      "Passw0rd!",
      "$ecret123",
      "$$money$$",
      "$1$Starbucks",
      "crypt:Whirlpool2024",
      "crypt$argon$neon",
      "147258369AB",
      "7 dwarfs 12345678",
      "my '$hilling' pays 7",
      "$A$HA123",
      "$money$rules$2024",
      "{Hello}World1",
      "{Tiger}Woods99",
      "tiger:lily:2024",
      "summer:2024:correct-horse-battery-staple",
      "argon$neon$xenon",
      "P@ss:word1",
      "abc$def$ghi",
      "Summer$2024$Paris",
      "correct:horse:battery:staple",
      "deadbeefcafe",
      "00:1A:2B:3C:4D:5E",
      "31415926535897932384626433832795",
      "sha256isCool",
      "md5ismybff",
      "bcrypt4life",
      "correct horse battery staple",
      "CorrectHorseBatteryStaple2024",
      "123e4567-e89b-42d3-a456-426614174000",
      "hegxim-3bagvi-Tejvum",
      "C:\\Users\\me",
      "https://example.com/a/b?c=d",
      "=SUM(A1)",
    ];
    for (const password of passwords) expect(isHash(password) || isMask(password), password).to.equal(false);
  });
});
