import { expect } from "chai";
import { PlanRefused } from "../../../../../provider/messages/errors";
import { assertAllCanCome, assertNoRelative } from "../../../../../provider/reconcile/beforeWriting/conflicts";
import { Ledger } from "../../../../../provider/reconcile/ledger";
import { decide, live, MARK } from "../../users/plan/builders";

const alice = { userName: "alice" };
const ben = { userName: "ben" };

/** A create that declares alice and ben, and finds alice with this mark. */
function created(mark: string) {
  const plan = decide({ declared: { alice, ben }, live: [live("1", alice, { mark, lastSignOn: 1 })] });
  const ledger = new Ledger([]);
  return { ledger, plan, refusal: () => assertNoRelative(ledger, plan, { mark: MARK, declared: 2 }) };
}

describe("a create that meets users of another job of its project", () => {
  it("is refused as the second state of one job, with the takeOver that would take them", () => {
    const { refusal, ledger } = created("pulumi:shop/dev/staff#11111111");
    expect(refusal).to.throw(
      PlanRefused,
      /^nothing was written: 1 of 2 declared users belongs to shop\/dev\/staff#11111111, a job of this name with another state\. .* takeOver: \["shop\/dev\/staff#11111111"\]/,
    );
    expect(ledger.failures.map(({ code }) => code)).to.deep.equal(["Conflict.OwnedElsewhere"]);
  });

  it("is refused as another job, or a former name", () => {
    expect(created("pulumi:shop/dev/crew#11111111").refusal).to.throw(
      PlanRefused,
      /made by another job of this project/,
    );
  });

  for (const [whose, mark] of [
    ["another project", "pulumi:bank/dev/staff#11111111"],
    ["the application", "a value"],
    ["nobody", ""],
  ] as const) {
    it(`is not refused as a whole for a user of ${whose}`, () => {
      const { refusal, ledger } = created(mark);
      expect(refusal).not.to.throw();
      expect(ledger.failures).to.deep.equal([]);
    });
  }
});

describe("a move to another store", () => {
  it("is refused when somebody cannot come, because the old store would lose them", () => {
    const { plan, ledger } = created("");
    expect(() => assertAllCanCome(ledger, plan, 2)).to.throw(
      PlanRefused,
      /^nothing was written: 1 of 2 declared users cannot come/,
    );
    expect(ledger.hasFailed({ set: "s", key: "alice" })).to.equal(true);
  });

  it("goes on when everybody can", () => {
    expect(() => assertAllCanCome(new Ledger([]), decide({ declared: { alice } }), 1)).not.to.throw();
  });
});
