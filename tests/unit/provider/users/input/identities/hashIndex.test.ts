import { expect } from "chai";
import fc from "fast-check";
import { HashIndex } from "../../../../../../provider/users/input/identities/hashIndex";

describe("an index of texts", () => {
  it("numbers them in the order in which they come, each once, as a map would", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ maxLength: 3 }), fc.string({ unit: "binary" }))), (texts) => {
        const index = new HashIndex();
        const numbers = new Map<string, number>();
        for (const text of texts) {
          expect(index.enter(text)).to.equal(numbers.get(text));
          if (!numbers.has(text)) numbers.set(text, numbers.size);
        }
      }),
    );
  });

  it("tells hundreds of thousands apart that differ in a digit", () => {
    const index = new HashIndex();
    const count = 200_000;
    for (let i = 0; i < count; i++) {
      for (const text of [`user${i}@example.com`, String(13_800_000_000 + i), i.toString(2)]) {
        if (index.enter(text) !== undefined) throw new Error(`${text} is taken for another one`);
      }
    }
    expect(index.enter("user0@example.com")).to.equal(0);
    expect(index.enter((count - 1).toString(2))).to.equal(3 * count - 1);
  });
});
