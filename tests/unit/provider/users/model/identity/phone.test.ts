import { expect } from "chai";
import fc from "fast-check";
import { configured } from "../../../../../../emulator/service/config";
import { normalIdentity } from "../../../../../../provider/users/model/identity/identity";
import { phoneProblem, sentPhone, spellingsOfPhone } from "../../../../../../provider/users/model/identity/phone";
import { checkUser } from "../../../../../../provider/users/input/check";

const STORE = new RegExp(configured({}).attributePatterns.PhoneNumber, "u");

/** As people write a number, with whatever country they say. */
const written = fc
  .tuple(
    fc.constantFrom("", "+", "00", "+ ", "+86-", "+86 ", "0086", "86", "+49 (0)", "+1 ", "+852 "),
    fc.array(fc.constantFrom(...Array.from("0123456789１０ -()")), { minLength: 3, maxLength: 18 }),
  )
  .map(([start, rest]) => start + rest.join(""));

describe("a phone number", () => {
  it("is sent in one form, however it is spelt", () => {
    const forms: Readonly<Record<string, readonly string[]>> = {
      "+86-13800008000": [
        "+86-13800008000",
        "+8613800008000",
        "+86 138 0000 8000",
        "86-138-0000-8000",
        "8613800008000",
        "008613800008000",
        "0086 138-0000-8000",
        "+８６１３８００００８０００",
        "＋86（138）0000－8000",
        "+86 138–0000‑8000",
      ],
      "13800008000": ["13800008000", "138 0000 8000", "138-0000-8000", "１３８００００８０００"],
      "+1-2025550109": ["+12025550109", "+1 202-555-0109", "+1 (202) 555 0109", "0012025550109"],
      "+44-2079460000": ["+44 20 7946 0000", "+44 (0)20 7946 0000", "00442079460000"],
      "+852-21234567": ["+852 2123 4567", "+852-21234567"],
      "+7-9120000000": ["+7 912 000 0000"],
    };
    for (const [form, spellings] of Object.entries(forms))
      for (const spelling of spellings) {
        expect(sentPhone(spelling), spelling).to.equal(form);
        expect(checkUser({ phoneNumber: spelling }).problems, spelling).to.deep.equal([]);
        expect(normalIdentity("phoneNumber", spelling), spelling).to.equal(normalIdentity("phoneNumber", form));
      }
  });

  it("has the country that somebody says, unless it has one itself", () => {
    const said: readonly [string, string, string][] = [
      ["86", "13800008000", "+86-13800008000"],
      ["86", "86-13800008000", "+86-13800008000"],
      ["86", "+1 202 555 0109", "+1-2025550109"],
      ["49", "0151 23456789", "+49-15123456789"],
      ["39", "06 1234 5678", "+39-0612345678"],
      ["225", "0701020304", "+225-0701020304"],
      ["1", "1 202 555 0109", "+1-2025550109"],
      ["1", "202 555 0109", "+1-2025550109"],
      ["7", "8 912 000 00 00", "+7-9120000000"],
      ["36", "06 20 123 4567", "+36-201234567"],
      ["65", "8123 4567", "+65-81234567"],
      ["65", "65 8123 4567", "+65-81234567"],
    ];
    for (const [country, spelling, form] of said) expect(sentPhone(spelling, country), spelling).to.equal(form);
  });

  it("stays what it is where it is none", () => {
    for (const text of ["", "138****8000", "n/a", "+86", "+86-", "12a", "+"])
      expect(normalIdentity("phoneNumber", sentPhone(text)), text).to.equal(normalIdentity("phoneNumber", text));
  });

  it("is told what is missing to be called by", () => {
    const rules: readonly [string, string | undefined, string][] = [
      ["2025550109", undefined, "has no country, and is no mobile number of the mainland"],
      ["010-12345678", undefined, "has no country"],
      ["+86-1012345678", undefined, "is no mobile number of the mainland, which has 11 digits and begins with 1"],
      ["2025550109", "86", "is no mobile number of the mainland"],
      ["13800008000", "852", "has 11 digits behind +852, where its numbers have 8"],
      ["+1 202 555", undefined, "has 6 digits behind +1, where its numbers have 10"],
      ["+49 15123456789012", undefined, "has 14 digits behind +49"],
      ["+0123456789", undefined, "has no country behind its +"],
      ["+86", undefined, "is not a phone number"],
    ];
    for (const [value, country, rule] of rules) expect(phoneProblem(value, country, "X"), value).to.contain(rule);
    expect(phoneProblem("2025550109", undefined, "--phone-country")).to.contain(
      "or name the country of all such numbers by --phone-country",
    );
  });

  it("is taken by the emulator's store in the form in which it is sent, whenever it passes the check", () => {
    fc.assert(
      fc.property(written, fc.constantFrom(undefined, "86", "49", "1", "39", "852"), (phoneNumber, phoneCountry) => {
        if (checkUser({ phoneNumber }, { phoneCountry }).problems.length > 0) return;
        expect(sentPhone(phoneNumber, phoneCountry)).to.match(STORE);
      }),
      { numRuns: 5_000 },
    );
  });

  it("is one number in its sent form, in what it was written as, and in all that a store may have", () => {
    fc.assert(
      fc.property(written, (value) => {
        const sent = sentPhone(value);
        expect(sentPhone(sent)).to.equal(sent);
        for (const spelling of [sent, ...spellingsOfPhone(sent)])
          expect(normalIdentity("phoneNumber", spelling)).to.equal(normalIdentity("phoneNumber", value));
      }),
      { numRuns: 5_000 },
    );
  });
});
