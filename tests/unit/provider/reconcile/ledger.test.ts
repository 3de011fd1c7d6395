import { expect } from "chai";
import { failureFromService } from "../../../../provider/messages/failures";
import { Ledger, type ManagedEntry } from "../../../../provider/reconcile/ledger";
import { identitiesOf } from "../../../../provider/users/model/identity/identity";
import { showRef } from "../../../../provider/users/model/ref";
import { live, recorded } from "../users/plan/builders";

const ref = (key: string) => ({ set: "s", key });
const entry = (key: string, id: string): ManagedEntry => ({ ref: ref(key), id, origin: "created" });
const managed = (ledger: Ledger) => ledger.entries.map(({ ref, id }) => `${showRef(ref)} ${id}`).sort();
const failure = (key: string) => failureFromService(ref(key), { userName: key }, "no");

describe("the ledger of a run", () => {
  it("begins with who is recorded", () => {
    const ledger = new Ledger([recorded("a", "1", undefined), recorded("b", "2", undefined, { frozen: "others" })]);
    expect(managed(ledger)).to.deep.equal(["s/a 1", "s/b 2"]);
    expect(ledger.entryOf(ref("b"))?.frozen).to.equal("others");
    expect(ledger.hasWritten).to.equal(false);
  });

  it("has a user under one name, also when its key changed", () => {
    const ledger = new Ledger([recorded("a", "1", undefined)]);
    ledger.manage(entry("renamed", "1"));
    expect(managed(ledger)).to.deep.equal(["s/renamed 1"]);
    expect(ledger.nameOf("1")).to.deep.equal(ref("renamed"));
  });

  it("keeps whoever had the name before, under its UserId", () => {
    const ledger = new Ledger([recorded("a", "1", undefined)]);
    ledger.manage(entry("a", "2"));
    expect(managed(ledger)).to.deep.equal(["s/1 1", "s/a 2"]);
    ledger.drop("1");
    expect(managed(ledger)).to.deep.equal(["s/a 2"]);
  });

  it("follows keys that moved up by one, in whatever order", () => {
    const ledger = new Ledger(["a", "b", "c"].map((key, at) => recorded(key, String(at), undefined)));
    ledger.manage(entry("b", "0"));
    ledger.manage(entry("c", "1"));
    ledger.manage(entry("d", "2"));
    expect(managed(ledger)).to.deep.equal(["s/b 0", "s/c 1", "s/d 2"]);
  });

  it("freezes a user under the name it has by then", () => {
    const ledger = new Ledger([recorded("a", "1", undefined)]);
    ledger.manage(entry("a", "2"));
    ledger.freeze(entry("a", "1"));
    expect(ledger.entries.find(({ id }) => id === "1")).to.deep.include({ ref: ref("1"), frozen: "this job" });
    expect(ledger.entryOf(ref("a"))?.id).to.equal("2");
  });

  it("takes the last word on a user: applied or failed, never both", () => {
    const ledger = new Ledger([]);
    ledger.fail(failure("a"));
    ledger.markApplied(ref("a"));
    expect([ledger.isApplied(ref("a")), ledger.hasFailed(ref("a"))]).to.deep.equal([true, false]);
    ledger.fail(failure("a"));
    expect([ledger.isApplied(ref("a")), ledger.hasFailed(ref("a"))]).to.deep.equal([false, true]);
  });

  it("knows who has an identity still that the plan was to take away", () => {
    const ledger = new Ledger([]);
    const kept = live("1", { userName: "a", email: "A@example.com" });
    ledger.noteStays(kept);
    const [identity] = identitiesOf({ email: "a@example.com" });
    expect(identity && ledger.whoKept(identity)).to.equal(kept);
  });

  it("is in doubt since the last import that is still open", () => {
    const ledger = new Ledger([]);
    expect(ledger.inDoubtSince).to.equal(undefined);
    const first = ledger.beginDoubt(10);
    const second = ledger.beginDoubt(20);
    expect(ledger.inDoubtSince).to.equal(20);
    ledger.endDoubt(second);
    expect(ledger.inDoubtSince).to.equal(10);
    ledger.endDoubt(first);
    expect(ledger.inDoubtSince).to.equal(undefined);
  });

  it("is in doubt of more imports than a function can be called with", () => {
    const ledger = new Ledger([]);
    for (let at = 0; at < 200_000; at++) ledger.beginDoubt(at);
    expect(ledger.inDoubtSince).to.equal(199_999);
  });

  it("has the last report of each job", () => {
    const ledger = new Ledger([]);
    const report = { id: "j", submitted: 1, failed: 0, createdDate: null };
    ledger.noteJob({ ...report, status: "PENDING" });
    ledger.noteJob({ ...report, status: "COMPLETED" });
    expect(ledger.jobs.map(({ status }) => status)).to.deep.equal(["COMPLETED"]);
  });

  it("counts, and remembers who drifted, was linked or came back late", () => {
    const ledger = new Ledger([]);
    ledger.count("removed", 100);
    ledger.count("removed");
    ledger.noteDrift({ ref: ref("a"), fields: ["email"] });
    ledger.noteLinked("7");
    ledger.noteResurfaced(ref("b"));
    expect(ledger.counts).to.deep.equal({ created: 0, adopted: 0, updated: 0, removed: 101, skipped: 0 });
    expect(ledger.drifted).to.deep.equal([{ ref: ref("a"), fields: ["email"] }]);
    expect(ledger.linked).to.deep.equal(["7"]);
    expect([ledger.hasResurfaced(ref("a")), ledger.hasResurfaced(ref("b"))]).to.deep.equal([false, true]);
  });
});
