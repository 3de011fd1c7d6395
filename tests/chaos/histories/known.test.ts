import { expect } from "chai";
import { runHistory } from "./runHistory";
import { known } from "./known";

describe("a history in which people could lose their accounts", () => {
  for (const [name, { history, ends }] of Object.entries(known)) {
    it(`loses nobody and ends ${ends}: ${name}`, async () => {
      const { isAtRest } = await runHistory(history);
      expect(isAtRest ? "at rest" : "with a conflict").to.equal(ends);
    });
  }
});
