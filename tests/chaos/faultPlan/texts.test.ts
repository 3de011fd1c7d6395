import { expect } from "chai";
import type { Users } from "../program/project";
import { row } from "../../support/faultPlan";
import { staff, succeeded, Trial } from "./trial";

/** Names as people write them, and as attackers might. */
const people: Users = {
  chinese: { userName: "爱丽丝", nickname: "艾莉絲 𠮷" },
  arabic: { userName: "عبد-الله", nickname: "أهلا بك" },
  hebrew: { email: "שלום@example.com", nickname: "שָׁלוֹם" },
  family: { userName: "👩‍👩‍👧‍👦-home".replaceAll("\u200d", ""), nickname: "👩‍👩‍👧‍👦" },
  accents: { userName: "zoë", nickname: "Zoe\u0308" },
  thai: { userName: "สมชาย", address: "กรุงเทพฯ \u200b ไทย" },
  formula: { userName: "-minus", nickname: "=SUM(A1:A9)", address: "@here" },
  markup: { userName: "<b>bold</b>", nickname: "' OR 1=1; --", address: "${HOME} {{7*7}}" },
  lines: { userName: "poet", address: "one\ntwo\r\nthree\tfour" },
};

/** Pairs that are one identity to a reader, written in two ways. */
const pairs: Readonly<Record<string, Users>> = {
  "an accent in one piece and in two": { a: { email: "zo\u00eb@example.com" }, b: { email: "zoe\u0308@example.com" } },
  "capitals of an address": { a: { email: "A.B@Example.COM" }, b: { email: "a.b@example.com" } },
  "full-width digits": { a: { phoneNumber: "１３８００００８００１" }, b: { phoneNumber: "13800008001" } },
  "a country and none": { a: { phoneNumber: "+86-13800008001" }, b: { phoneNumber: "13800008001" } },
};

const hidden: Readonly<Record<string, Users>> = {
  "half of a character": { a: { userName: "a", nickname: "x\ud83d" } },
  "the other half": { a: { userName: "a", nickname: "\udc69x" } },
  "a NUL": { a: { userName: "a", nickname: "x\0y" } },
  "an invisible character in an identity": { a: { userName: "a\u200bb" } },
  "a turn of the reading direction in an identity": { a: { userName: "a\u202eb" } },
};

describe("texts of every kind", function () {
  this.timeout(60_000);

  it(row(31, "simulated", "they are imported, read back and not written again"), async () => {
    const trial = Trial.simulated();
    await trial.settles(people);
  });

  it(row(31, "over HTTP", "they are imported, read back and not written again"), async () => {
    const trial = await Trial.overHttp();
    await trial.settles(people);
    await trial.cloud.close();
  });

  for (const [what, users] of Object.entries(pairs)) {
    it(row(32, "simulated", `${what}: both places are named before anybody is called`), async () => {
      const trial = Trial.simulated();
      trial.cloud.calls = [];
      const { ok, message } = await trial.up(users);
      expect(ok).to.equal(false);
      expect(message).to.match(/staff.*\.b\.(?:email|phoneNumber): .* is the .* of .*\.a /s);
      expect(trial.cloud.calls).to.deep.equal([]);
    });
  }

  for (const [what, users] of Object.entries(hidden)) {
    it(row(31, "simulated", `${what} is refused before anybody is called`), async () => {
      const trial = Trial.simulated();
      trial.cloud.calls = [];
      expect((await trial.up(users)).message).to.match(/holds /);
      expect(trial.cloud.calls).to.deep.equal([]);
    });
  }

  it(row(34, "simulated", "they are the user's own words in the store as well"), async () => {
    const trial = Trial.simulated();
    succeeded(await trial.up({ ...staff, odd: { userName: "odd", nickname: "=1+1", address: "\t@cmd" } }));
    const odd = (await trial.ours()).find(({ UserName }) => UserName === "odd");
    expect(odd).to.include({ Nickname: "=1+1", Address: "\t@cmd" });
  });
});
