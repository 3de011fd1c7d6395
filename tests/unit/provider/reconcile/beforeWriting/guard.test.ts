import { expect } from "chai";
import { refusal, type DeletionLimit } from "../../../../../provider/reconcile/beforeWriting/guard";

const LIMIT: DeletionLimit = { count: 50, percent: 20, accepted: undefined, isSpent: false };
const users = (count: number) => Array.from({ length: count }, (_, n) => ({ set: "s", key: `k${n}` }));
const refused = (removed: number, managed: number, limit: Partial<DeletionLimit> = {}, declared = 1) =>
  refusal(users(removed), { managed, declared }, { ...LIMIT, ...limit });

describe("the deletion limit", () => {
  it("lets a plan through that removes few", () => {
    expect(refused(50, 1_000)).to.equal(undefined);
    expect(refused(0, 10, {}, 0)).to.equal(undefined);
  });

  it("counts users, and a percentage from twenty users up", () => {
    expect(refused(51, 1_000)).to.match(/deletionLimit.count is 50/);
    expect(refused(19, 19)).to.equal(undefined);
    expect(refused(4, 20)).to.equal(undefined);
    expect(refused(5, 20)).to.match(/deletionLimit.percent is 20 and this is 25 %/);
  });

  it("names twenty users and counts the rest", () => {
    const sentence = refused(60, 1_000) ?? "";
    expect(sentence).to.include("s/k0, ").and.to.include("s/k19 and 40 more").and.not.to.include("s/k20");
  });

  it("is replaced by the number a person accepts, and by no more than that", () => {
    expect(refused(60, 100, { accepted: 60 })).to.equal(undefined);
    expect(refused(61, 100, { accepted: 60 })).to.match(/acceptDeletions allows 60.*acceptDeletions: 61/);
    expect(refused(1, 100, { accepted: 0 })).to.match(/acceptDeletions allows 0/);
  });

  it("is held beside the number of an earlier change, which accepts nothing any more and still forbids more", () => {
    const spent = { accepted: 60, isSpent: true };
    expect(refused(60, 1_000, spent)).to.match(
      /deletionLimit.count is 50\. acceptDeletions: 60 was for an earlier change, which is done\. Set acceptDeletions: 61/,
    );
    expect(refused(55, 1_000, spent)).to.match(/Set acceptDeletions: 55 for this change/);
    expect(refused(3, 3, spent, 0)).to.match(
      /would remove everybody: 3 users\. acceptDeletions: 60 was for an earlier/,
    );
    expect(refused(50, 1_000, spent)).to.equal(undefined);
    expect(refused(61, 1_000, { ...spent, count: 100 })).to.match(/acceptDeletions allows 60/);
    expect(refused(1, 1_000, { accepted: 0, isSpent: true })).to.match(/acceptDeletions allows 0/);
  });

  it("never lets an empty declaration pass unasked, however few users there are", () => {
    expect(refused(2, 2, {}, 0)).to.match(/userSets is empty now.*acceptDeletions: 2/);
    expect(refused(2, 2, { accepted: 2 }, 0)).to.equal(undefined);
  });
});
