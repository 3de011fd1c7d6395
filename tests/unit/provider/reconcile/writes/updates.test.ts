import { expect } from "chai";
import { errorFromService } from "../../../../../ciam/errors";
import type { CiamUser, RequestOf } from "../../../../../ciam/actions";
import { RunStopped } from "../../../../../provider/messages/errors";
import { Ledger } from "../../../../../provider/reconcile/ledger";
import { adoptUser, updateUser } from "../../../../../provider/reconcile/writes/updates";
import type { LiveUser } from "../../../../../provider/users/model/live";
import { identityOf } from "../../../../../provider/users/model/identity/identity";
import type { DeclaredUser } from "../../../../../provider/users/model/user";
import type { UserField } from "../../../../../provider/users/model/fields";
import type { ActionOf, FieldChange } from "../../../../../provider/users/plan/actions";
import { keptForms, noForms } from "../../../../../provider/users/plan/compare/inForce";
import { failureOf } from "../../../../support/failure";
import { without } from "../../../../../text/values";
import { MARK } from "../../users/plan/builders";
import { contextOn, FakeStore } from "../fakeStore";

const ref = { set: "s", key: "ann" };
const stranger = { IndexedAttribute5: null };

/** The changes that make the live user have these fields. */
function changesOf(live: LiveUser, to: DeclaredUser): FieldChange[] {
  // The names of a declared user's fields.
  const fields = Object.keys(to) as UserField[];
  return fields.map((field) => ({ field, from: live.fields[field], to: to[field] }));
}

function updateOf(live: LiveUser, to: DeclaredUser, more: Partial<ActionOf<"update">> = {}): ActionOf<"update"> {
  const rest = { setPassword: false, passwordWithheld: false, unfreeze: false, forms: noForms };
  const user = { ...live.fields, ...to };
  return {
    kind: "update",
    ref,
    user,
    live,
    origin: "created",
    by: "record",
    changes: changesOf(live, to),
    ...rest,
    ...more,
  };
}

/** A store with ann, and what may be done to her. */
function withAnn(fields: DeclaredUser = { userName: "ann", nickname: "A" }, more: Partial<CiamUser> = {}) {
  const store = new FakeStore();
  const live = store.put("1", fields, more);
  const ledger = new Ledger([]);
  const context = contextOn(store);
  const update = (to: DeclaredUser, how: Partial<ActionOf<"update">> = {}) =>
    updateUser(context, ledger, updateOf(live, to, how));
  const adopt = (to: DeclaredUser) =>
    adoptUser(context, ledger, { kind: "adopt", ref, user: to, live, changes: changesOf(live, to) });
  const failure = () => ledger.failures[0];
  return { store, live, ledger, context, update, adopt, failure };
}

/** A service that writes this besides whatever an update says. */
function writing(store: FakeStore, besides: Partial<RequestOf<"UpdateUser">>): void {
  const { UpdateUser } = store.answers;
  store.answers.UpdateUser = (request) => UpdateUser?.({ ...request, ...besides }) ?? {};
}

/** A service that takes this parameter of an update and does nothing with it. */
function ignoring(store: FakeStore, name: keyof RequestOf<"UpdateUser">): void {
  const { UpdateUser } = store.answers;
  store.answers.UpdateUser = ({ UserStoreId, UserId, ...changes }) =>
    UpdateUser?.({ UserStoreId, UserId, ...without(changes, name) }) ?? {};
}

describe("an update of a user", () => {
  it("sends what changes, and makes the user as declared", async () => {
    const { store, ledger, update } = withAnn();
    await update({ nickname: "B" });
    expect(store.live("1")?.fields).to.include({ userName: "ann", nickname: "B" });
    expect(ledger.entryOf(ref)).to.deep.equal({ ref, id: "1", origin: "created" });
    expect([ledger.isApplied(ref), ledger.counts.updated]).to.deep.equal([true, 1]);
  });

  it("sends nothing for nothing", async () => {
    const { store, update } = withAnn();
    await update({});
    expect(store.calls).to.deep.equal([]);
  });

  it("sets our mark again where it was cleared, with the recorded origin", async () => {
    const { store, update } = withAnn(undefined, stranger);
    await update({ nickname: "B" }, { origin: "adopted" });
    expect(store.live("1")?.fields.indexedAttribute5).to.equal(MARK.values.adopted);
  });

  it("thaws a user before its password is set: a frozen one takes none", async () => {
    const { store, update } = withAnn(undefined, { Status: "FREEZE" });
    await update({ nickname: "B" }, { unfreeze: true, setPassword: true, user: { userName: "ann", password: "p" } });
    expect(store.calls).to.deep.equal(["UpdateUser", "DescribeUserById", "UpdateUserStatus", "SetPassword"]);
    expect(store.live("1")?.status).to.equal("NORMAL");
  });

  it("with a password to wait for the next one fails for that alone", async () => {
    const { store, update, ledger, failure } = withAnn(undefined, stranger);
    await update({ nickname: "B" }, { passwordWithheld: true });
    expect(failure()).to.include({ code: "Conflict.MarkLost" });
    expect(store.called("SetPassword")).to.deep.equal([]);
    expect(ledger.manages("1")).to.equal(true);
  });

  it("that the service refuses sends no password, and the user keeps its identities", async () => {
    const { store, update, ledger } = withAnn();
    const taken = errorFromService("UpdateUser", { code: "FailedOperation.UserNameAlreadyExists" });
    store.answers.UpdateUser = () => {
      throw taken;
    };
    const setPassword = { setPassword: true, user: { userName: "bob", password: "p" } };
    expect(await failureOf(update({ userName: "bob" }, setPassword))).to.equal(taken);
    expect(store.calls).to.deep.equal(["UpdateUser"]);
    expect(ledger.whoKept(identityOf("userName", "ann"))?.id).to.equal("1");
    expect(ledger.isApplied(ref)).to.equal(false);
  });

  it("whose reply was lost is sent once more", async () => {
    const { store, update, ledger } = withAnn();
    const { UpdateUser } = store.answers;
    let calls = 0;
    store.answers.UpdateUser = (request) => {
      if (calls++ === 0) throw errorFromService("UpdateUser", { code: "InternalError" });
      return UpdateUser?.(request) ?? {};
    };
    await update({ nickname: "B" });
    expect([store.called("UpdateUser").length, ledger.isApplied(ref)]).to.deep.equal([2, true]);
  });

  it("whose reply was lost twice ends with an unknown outcome", async () => {
    const { store, update, ledger } = withAnn();
    store.answers.UpdateUser = () => {
      throw errorFromService("UpdateUser", { code: "InternalError" });
    };
    expect(await failureOf(update({ nickname: "B" }))).to.include({ notExecuted: false });
    expect([store.called("UpdateUser").length, ledger.hasWritten]).to.deep.equal([2, true]);
  });
});

describe("the first updates of a run", () => {
  /** Updates of users in one run: what each has and is sent, and whether it is read back. */
  const runs: [about: string, users: [has: DeclaredUser, to: DeclaredUser][], looks: number[]][] = [
    [
      "are read back until one had something to lose",
      [
        [{ userName: "a", address: "X" }, { nickname: "A" }],
        [{ userName: "b", address: "X" }, { nickname: "B" }],
      ],
      [1, 0],
    ],
    [
      "are read back once while nothing can be lost, and once more when something can",
      [
        [{ userName: "a", nickname: "X" }, { nickname: "A" }],
        [{ userName: "b" }, { nickname: "B" }],
        [{ userName: "c", address: "X" }, { nickname: "C" }],
        [{ userName: "d", address: "X" }, { nickname: "D" }],
      ],
      [1, 0, 1, 0],
    ],
  ];
  for (const [about, users, looks] of runs) {
    it(about, async () => {
      const store = new FakeStore();
      // The mark is a field that an update leaves out, and which could be lost, unless it is sent.
      const all = users.map(([has], n) => store.put(String(n), has, stranger));
      const ledger = new Ledger([]);
      const counts: number[] = [];
      for (const [n, [, to]] of users.entries()) {
        const live = all[n];
        if (!live) throw new Error("there is no such user");
        const before = store.called("DescribeUserById").length;
        await updateUser(contextOn(store), ledger, { ...updateOf(live, to), ref: { set: "s", key: String(n) } });
        counts.push(store.called("DescribeUserById").length - before);
      }
      expect(counts).to.deep.equal(looks);
    });
  }

  it("end the run when one empties what it did not send", async () => {
    const { store, update, ledger } = withAnn({ userName: "ann", nickname: "A", address: "Beijing" });
    writing(store, { Address: "" });
    const error = await failureOf(update({ nickname: "B" }));
    expect(error).to.be.instanceOf(RunStopped);
    expect(error.message).to.match(/^an update also changed address of user 1, which was not sent/);
    expect([ledger.isApplied(ref), ledger.whoKept(identityOf("userName", "ann"))?.id]).to.deep.equal([false, "1"]);
  });

  it("end the run when one clears our mark", async () => {
    const { store, update } = withAnn();
    writing(store, { IndexedAttribute5: "" });
    expect((await failureOf(update({ nickname: "B" }))).message).to.match(/also changed indexedAttribute5 of user 1/);
  });

  it("end the run when the store does not keep our mark", async () => {
    const { store, adopt } = withAnn(undefined, stranger);
    ignoring(store, "IndexedAttribute5");
    const error = await failureOf(adopt({ nickname: "B" }));
    expect(error).to.be.instanceOf(RunStopped);
    expect(error.message).to.match(/^user 1 was given our owner mark and does not have it in indexedAttribute5/);
  });

  it("do not end the run for a user who is gone by then", async () => {
    const { store, update, ledger } = withAnn();
    store.answers.DescribeUserById = () => ({ User: null });
    await update({ nickname: "B" });
    expect(ledger.canaries.updates.isProven).to.equal(false);
  });
});

describe("a field that the service leaves as it was", () => {
  const fields: [about: string, has: DeclaredUser, to: DeclaredUser, does: (store: FakeStore) => void, lost: string][] =
    [
      [
        "a text",
        { userName: "ann", nickname: "A" },
        { nickname: "B" },
        (store) => ignoring(store, "Nickname"),
        "nickname",
      ],
      [
        "a text to be emptied",
        { userName: "ann", nickname: "A" },
        { nickname: "" },
        (store) => ignoring(store, "Nickname"),
        "nickname",
      ],
      ["an identity", { userName: "ann" }, { userName: "anna" }, (store) => ignoring(store, "UserName"), "userName"],
      [
        "a text to be emptied, for which it puts another",
        { userName: "ann", nickname: "A" },
        { nickname: "" },
        (store) => writing(store, { Nickname: "-" }),
        "nickname",
      ],
      [
        "a group to be left",
        { userName: "ann", userGroups: ["a", "b"] },
        { userGroups: ["b", "c"] },
        (store) => writing(store, { UserGroup: ["a", "b", "c"] }),
        "userGroups",
      ],
      [
        "a group to be joined",
        { userName: "ann", userGroups: ["a"] },
        { userGroups: ["a", "b"] },
        (store) => writing(store, { UserGroup: ["a"] }),
        "userGroups",
      ],
    ];
  for (const [about, has, to, does, lost] of fields) {
    it(`is a failure if it is ${about}`, async () => {
      const { store, update, ledger, failure } = withAnn(has);
      does(store);
      await update(to);
      expect(failure()).to.include({ code: "NotKept" });
      expect(failure()?.reason).to.contain(` left ${lost} as before`);
      expect([ledger.isApplied(ref), ledger.manages("1")]).to.deep.equal([false, true]);
      const kept = ledger.whoKept(identityOf("userName", "ann"))?.id;
      expect(kept, "identities others may wait for").to.equal(lost === "userName" ? "1" : undefined);
    });
  }

  it("is seen in the reply of a later update, and believed after a look", async () => {
    const { store, update, ledger, failure } = withAnn();
    ledger.canaries.updates.cameBack();
    ignoring(store, "Nickname");
    await update({ nickname: "B" });
    expect(store.calls).to.deep.equal(["UpdateUser", "DescribeUserById"]);
    expect(failure()).to.include({ code: "NotKept" });
  });
});

describe("a value that the service keeps in a form of its own", () => {
  it("is learnt by the update that writes it", async () => {
    const { store, update, ledger } = withAnn();
    writing(store, { Nickname: "BEE" });
    await update({ nickname: "bee" });
    const form = ledger.entryOf(ref)?.forms?.get("nickname");
    expect([form?.is("BEE"), form?.is("bee")]).to.deep.equal([true, false]);
    expect(ledger.isApplied(ref)).to.equal(true);
  });

  it("is not learnt when reply and look differ: somebody wrote in between", async () => {
    const { store, update, ledger } = withAnn();
    writing(store, { Nickname: "BEE" });
    const { UpdateUser } = store.answers;
    store.answers.UpdateUser = (request) => {
      const reply = UpdateUser?.(request) ?? {};
      store.put("1", { userName: "ann", nickname: "Mallory" });
      return reply;
    };
    await update({ nickname: "bee" });
    expect(ledger.entryOf(ref)?.forms).to.equal(undefined);
  });

  it("leaves with the value it belongs to, and others stay", async () => {
    const { update, ledger } = withAnn({ userName: "ann", nickname: "AL", address: "BEIJING" });
    await update({ nickname: "B" }, { forms: keptForms({ nickname: "AL", address: "BEIJING" }) });
    expect([...(ledger.entryOf(ref)?.forms?.keys() ?? [])]).to.deep.equal(["address"]);
  });
});

describe("an adoption", () => {
  it("marks the user as adopted, and sends no credential", async () => {
    const { store, adopt, ledger } = withAnn(undefined, stranger);
    await adopt({ nickname: "B" });
    expect(store.live("1")?.fields).to.include({ nickname: "B", indexedAttribute5: MARK.values.adopted });
    expect(ledger.entryOf(ref)).to.deep.equal({ ref, id: "1", origin: "adopted" });
    expect([ledger.counts.adopted, ledger.isApplied(ref)]).to.deep.equal([1, true]);
    expect(store.calls).to.deep.equal(["UpdateUser", "DescribeUserById"]);
  });

  it("of a user who is as declared writes the mark alone", async () => {
    const { store, adopt } = withAnn(undefined, stranger);
    await adopt({});
    expect(store.live("1")?.fields.indexedAttribute5).to.equal(MARK.values.adopted);
  });
});
