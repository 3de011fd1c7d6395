import { expect } from "chai";
import { errorFromService } from "../../../../../ciam/errors";
import { Ledger } from "../../../../../provider/reconcile/ledger";
import { removeUsers } from "../../../../../provider/reconcile/writes/removals";
import type { Removal } from "../../../../../provider/users/plan/actions";
import { failureOf } from "../../../../support/failure";
import { MARK, recorded } from "../../users/plan/builders";
import { contextOn, FakeStore } from "../fakeStore";

const names = (count: number) => Array.from({ length: count }, (_, n) => String(n));

/** A store with users of ours, all to be removed in the same way. */
function leaving(kind: Removal["kind"], ids: readonly string[], store = new FakeStore()) {
  const ledger = new Ledger(ids.map((id) => recorded(id, id, undefined)));
  const removals = ids.map((id): Removal => {
    const user = store.put(id, { userName: `u${id}` });
    return { kind, recorded: recorded(id, id, undefined), live: user };
  });
  const remove = () => removeUsers(contextOn(store), ledger, removals);
  return { store, ledger, removals, remove };
}

describe("users who are removed", () => {
  it("go in chunks after the first, who goes alone and is looked for", async () => {
    const { store, ledger, removals, remove } = leaving("delete", names(250));
    expect((await remove()).size).to.equal(removals.length);
    expect(store.called("DeleteUsers")).to.deep.equal([
      "DeleteUsers 1",
      "DeleteUsers 100",
      "DeleteUsers 100",
      "DeleteUsers 49",
    ]);
    expect(store.calls.slice(0, 3)).to.deep.equal(["DescribeUserById", "DeleteUsers 1", "DescribeUserById"]);
    expect(ledger.entries).to.deep.equal([]);
    expect(ledger.counts.removed).to.equal(250);
    expect(store.size).to.equal(0);
  });

  it("end the run when the first is still there after it was deleted", async () => {
    const { store, remove, ledger } = leaving("delete", ["1", "2"]);
    store.answers.DeleteUsers = () => ({});
    expect((await failureOf(remove())).message).to.match(
      /deletion of user 1 and still lists it; nothing more is deleted/,
    );
    expect(ledger.hasWritten).to.equal(true);
    expect(store.called("DeleteUsers")).to.have.length(1);
  });

  it("go in smaller chunks where the service takes fewer at once", async () => {
    const { store, remove } = leaving("delete", names(101));
    const { DeleteUsers } = store.answers;
    store.answers.DeleteUsers = (request) => {
      if (request.UserIds.length > 30) throw errorFromService("DeleteUsers", { code: "InvalidParameterValue" });
      return DeleteUsers?.(request) ?? {};
    };
    expect((await remove()).size).to.equal(101);
    expect(store.called("DeleteUsers").slice(1, 5)).to.deep.equal([
      "DeleteUsers 100",
      "DeleteUsers 50",
      "DeleteUsers 25",
      "DeleteUsers 25",
    ]);
  });

  /** Changes to the user since the plan was made, and the result. */
  const meanwhile: [
    what: string,
    kind: Removal["kind"],
    happen: (store: FakeStore) => void,
    isGone: boolean,
    sent: string[],
  ][] = [
    ["went by itself", "delete", (store) => store.remove("1"), true, []],
    ["lost our mark", "delete", (store) => store.put("1", {}, { IndexedAttribute5: null }), false, []],
    [
      "got another owner's mark",
      "freeze",
      (store) => store.put("1", {}, { IndexedAttribute5: "pulumi:a/b/c#00000001" }),
      false,
      [],
    ],
    [
      "was adopted by us",
      "delete",
      (store) => store.put("1", {}, { IndexedAttribute5: MARK.values.adopted }),
      false,
      [],
    ],
    ["was merged into another account", "delete", (store) => store.put("1", {}, { Primary: false }), false, []],
    ["stayed as it was", "freeze", () => undefined, false, ["UpdateUserStatus"]],
    ["stayed as it was", "release", () => undefined, false, ["UpdateUser"]],
    ["stayed as it was", "delete", () => undefined, true, ["DeleteUsers 1"]],
  ];
  for (const [what, kind, happen, isGone, sent] of meanwhile) {
    it(`${kind}: one that ${what} is ${sent.length > 0 ? "written to" : "left alone"}`, async () => {
      const { store, remove, ledger } = leaving(kind, ["1"]);
      happen(store);
      expect((await remove()).size).to.equal(isGone ? 1 : 0);
      expect(store.calls.filter((call) => !/^(?:Describe|List)/.test(call))).to.deep.equal(sent);
      expect(ledger.manages("1")).to.equal(kind === "freeze" && sent.length > 0);
    });
  }

  it("keep their identities in the ledger when they are not ours any more", async () => {
    const { store, remove, ledger } = leaving("delete", ["1"]);
    store.put("1", { userName: "u1" }, { IndexedAttribute5: null });
    await remove();
    expect(ledger.whoKept({ field: "userName", normal: "u1", key: "userName:u1", value: "u1" })?.id).to.equal("1");
  });

  it("lose the mark by another value where the store does not clear it", async () => {
    const { store, remove } = leaving("release", ["1"]);
    const { UpdateUser } = store.answers;
    store.answers.UpdateUser = (request) => (request.IndexedAttribute5 === "" ? {} : (UpdateUser?.(request) ?? {}));
    await remove();
    expect(store.live("1")?.fields.indexedAttribute5).to.equal("pulumi:released");
  });

  it("are looked at a few times only, however slow the service and however many they are", async () => {
    const store = new FakeStore();
    const { remove } = leaving("delete", names(20_000), store);
    // Twenty pages take ten seconds, longer than a look stays valid.
    store.latency = 500;
    await remove();
    expect(store.size).to.equal(0);
    expect(store.called("DeleteUsers")).to.have.length(201);
    expect(store.called("DescribeUser").length).to.be.lessThan(300);
  });
});
