import { expect } from "chai";
import fc from "fast-check";
import { identityCardProblem } from "../../../../../../provider/users/model/identity/identityCard";
import { findingsIn } from "../../declared";

/** The examples of GB 11643, which are nobody's. */
const EXAMPLES = ["11010519491231002X", "440524188001010014"];

describe("the number of an identity card", () => {
  it("is fine with a day of the calendar and a check digit that fits, and so is an old one", () => {
    for (const card of [...EXAMPLES, "11010519491231002x", "110105491231002", ""])
      expect(identityCardProblem(card), card).to.equal(undefined);
  });

  it("is told what is wrong with it, and not what it is", () => {
    const rules: readonly [string, string][] = [
      ["110105194912310021", "has a check digit, its last one, that does not fit the others"],
      ["110105194902310028", "has no day of the calendar where the birthday stands (digits 7 to 14, YYYYMMDD)"],
      ["110105490231002", "has no day of the calendar where the birthday stands (digits 7 to 12 of an old card"],
      ["110105194912310000", "ends in 000, as a spreadsheet leaves a number"],
      ["1101051949123100", "the 15 digits of an old card, and begins with no 0; this has 16 digits"],
      ["11010519491231002XX", "this has 19 characters"],
      ["010105194912310021", "begins with no 0; this has 18 digits"],
      ["E12345678", "is no number of an identity card"],
      ["110105 19491231 002X", "is written with spaces, hyphens or wide digits: leave only its plain digits"],
      ["１１０１０５１９４９１２３１００２Ｘ", "leave only its plain digits"],
    ];
    for (const [card, rule] of rules) {
      expect(identityCardProblem(card), card).to.contain(rule);
      expect(identityCardProblem(card)).not.to.contain(card.slice(0, 6));
    }
  });

  it("with one wrong digit, or two neighbours that changed places, is never fine", () => {
    fc.assert(
      fc.property(fc.constantFrom(...EXAMPLES), fc.nat(16), fc.integer({ min: 1, max: 9 }), (card, at, by) => {
        const digit = (Number(card.charAt(at)) + by) % 10;
        expect(identityCardProblem(card.slice(0, at) + String(digit) + card.slice(at + 1))).to.be.a("string");
        const [one, other] = [card.charAt(at), card.charAt(at + 1)];
        const swapped = card.slice(0, at) + other + one + card.slice(at + 2);
        if (swapped !== card) expect(identityCardProblem(swapped)).to.be.a("string");
      }),
    );
  });

  it("is looked at in a program as in a file", () => {
    expect(findingsIn({ a: { userName: "a", residentIdentityCard: "110105194912310021" } })).to.deep.equal([
      `userSets["staff"].a.residentIdentityCard: ${identityCardProblem("110105194912310021") ?? ""}`,
    ]);
  });
});
