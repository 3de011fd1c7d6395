import { expect } from "chai";
import { PasswordCensus, type Uniform } from "../../../../../../provider/users/input/passwords/census";
import { Random } from "../../../../../support/random";
import { habits } from "./humanPasswords";

const CRYPT = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const HEX = "0123456789abcdef";
const LETTERS = CRYPT.slice(2);

describe("the passwords of a set", () => {
  const chance = new Random(7);
  const signs = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet[chance.below(alphabet.length)]).join("");
  const times = (count: number, make: (at: number) => string): string[] =>
    Array.from({ length: count }, (_, at) => make(at));
  const counted = (passwords: readonly string[]): Uniform<number> | undefined => {
    const census = new PasswordCensus<number>();
    passwords.forEach((password, at) => census.enter(password, () => at));
    return census.uniform();
  };

  for (const [what, alphabet, length] of [
    ["the crypt of old", CRYPT, 13],
    ["MySQL of old", HEX, 16],
    ["Cisco PIX", CRYPT, 16],
    ["MD5 in base64url", `${LETTERS}-_`, 22],
    ["a generator that makes one length", LETTERS, 16],
  ] as const) {
    it(`are written alike if they are from ${what}: told with the first of them`, () => {
      const passwords = ["hunter2", ...times(30, () => signs(alphabet, length)), "correct horse", "Passw0rd!"];
      expect(counted(passwords)).to.deep.equal({ first: 1, count: 30, total: 33, length });
    });
  }

  it("are not if one in four is another one, or if they are few", () => {
    const alike = times(30, () => signs(HEX, 16));
    expect(counted([...alike, ...times(10, (at) => `hunter${"2".repeat(at)}!`)])).to.equal(undefined);
    expect(counted(alike.slice(0, 9))).to.equal(undefined);
    expect(counted(alike.slice(0, 10))?.count).to.equal(10);
  });

  it("are not if all have the same, or one after a pattern", () => {
    expect(counted(times(500, () => "Welcome2024x"))).to.equal(undefined);
    expect(counted(times(500, (at) => `Welcome-${String(at).padStart(4, "0")}`))).to.equal(undefined);
    expect(counted(times(500, (at) => `fake-${String(at).padStart(4, "0")}-pw`))).to.equal(undefined);
  });

  it("are not if they are dates, or numbers of telephones or cards", () => {
    expect(counted(times(500, () => signs("0123456789", 8)))).to.equal(undefined);
    expect(counted(times(500, () => `138${signs("0123456789", 8)}`))).to.equal(undefined);
  });

  it("are not if a generator uses signs that no digest is written in", () => {
    expect(counted(times(500, () => `${signs(LETTERS, 7)}!${signs(LETTERS, 7)}#`))).to.equal(undefined);
  });

  it("are not whatever people choose", () => {
    const own = Object.entries(habits).filter(([habit]) => !/Apple|groups|key|UUID|signs|Firefox|openssl/.test(habit));
    for (const [habit, make] of own) expect(counted(times(300, () => make(chance))), habit).to.equal(undefined);
  });
});
