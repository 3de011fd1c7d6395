import { expect } from "chai";
import { argsOf } from "../../../../../../provider/resources/userImportJob/inputs/args";
import { project } from "../../../../../../provider/resources/userImportJob/refresh/projection";
import type { LiveUser } from "../../../../../../provider/users/model/live";
import { LiveUsers } from "../../../../../../provider/users/model/liveUsers";
import { refId } from "../../../../../../provider/users/model/ref";
import type { DeclaredUser } from "../../../../../../provider/users/model/user";
import { keptForms } from "../../../../../../provider/users/plan/compare/inForce";
import type { ManagedUser } from "../../../../../../provider/users/plan/actions";
import { live, MARK, recorded } from "../../../users/plan/builders";

const alice = { userName: "alice", nickname: "Al" };

interface Case {
  readonly declared?: Record<string, DeclaredUser>;
  readonly recorded?: readonly ManagedUser[];
  readonly live?: readonly LiveUser[];
  readonly args?: object;
  readonly gone?: readonly string[];
}

/** What refresh shows: of alice, who is declared and recorded as "1", unless told otherwise. */
function shown({ declared = { alice }, args = {}, gone = [], ...rest }: Case) {
  const known = rest.recorded ?? [recorded("alice", "1", alice)];
  const projection = project(
    { s: declared },
    known,
    new LiveUsers(rest.live ?? []),
    MARK,
    argsOf({ userStoreId: "store", owner: "shop/dev/staff", ...args }),
    new Set(gone.map((key) => refId({ set: "s", key }))),
  );
  const { userSets, drifted } = projection;
  return {
    ...projection,
    users: userSets.s,
    orphansShown: userSets.orphans,
    drift: drifted.map(({ fields }) => fields),
  };
}

describe("what a refresh shows", () => {
  it("is the declaration where the store is as declared, whatever else a user has", () => {
    const { users, drift } = shown({ live: [live("1", { ...alice, address: "Beijing" })] });
    expect(users).to.deep.equal({ alice });
    expect(drift).to.deep.equal([]);
  });

  it("is the value of the store where that differs", () => {
    const { users, drift } = shown({ live: [live("1", { ...alice, nickname: "Edited" })] });
    expect(users).to.deep.equal({ alice: { userName: "alice", nickname: "Edited" } });
    expect(drift).to.deep.equal([["nickname"]]);
  });

  it("is nothing for a field that was emptied", () => {
    expect(shown({ live: [live("1", { userName: "alice" })] }).users).to.deep.equal({ alice: { userName: "alice" } });
  });

  it("leaves a user out who is gone", () => {
    const { users, drift } = shown({});
    expect(users).to.deep.equal({});
    expect(drift).to.deep.equal([[]]);
  });

  it("reports a field that only an import can set, and shows it as declared", () => {
    const declared = { alice: { ...alice, gender: "male" } };
    const known = [recorded("alice", "1", declared.alice)];
    const { users, importOnly } = shown({
      declared,
      recorded: known,
      live: [live("1", { ...alice, gender: "female" })],
    });
    expect(users).to.deep.equal(declared);
    expect(importOnly.map(({ fields }) => fields)).to.deep.equal([["gender"]]);
  });

  it("takes a learnt form for the declared value", () => {
    const known = [recorded("alice", "1", alice, { forms: keptForms({ nickname: "AL" }) })];
    expect(shown({ recorded: known, live: [live("1", { ...alice, nickname: "AL" })] }).drift).to.deep.equal([]);
  });

  it("says nothing of fields that are ignored", () => {
    const { users } = shown({ args: { ignoreFields: ["nickname"] }, live: [live("1", { userName: "alice" })] });
    expect(users).to.deep.equal({ alice });
  });

  it("speaks of declared groups only, by the names that the program has for them", () => {
    const declared = { alice: { ...alice, userGroups: ["g1", "g2"] } };
    const { users } = shown({
      declared,
      recorded: [recorded("alice", "1", declared.alice)],
      live: [live("1", { ...alice, userGroups: ["g2", "others"] })],
      args: { groups: { admins: "g2" } },
    });
    expect(users?.alice).to.deep.include({ userGroups: ["admins"] });
  });

  it("has a skipped user as long as somebody is it", () => {
    expect(shown({ recorded: [] }).users).to.deep.equal({ alice });
    expect(shown({ recorded: [], gone: ["alice"] }).users).to.deep.equal({});
  });

  it("leaves a linked account as declared", () => {
    const { users, drift } = shown({ live: [live("1", { userName: "other" }, { primary: false })] });
    expect([users, drift]).to.deep.equal([{ alice }, []]);
  });

  for (const [mark, owner] of [
    ["", undefined],
    ["pulumi:shop/dev/other#11111111", "shop/dev/other#11111111"],
    ["a value of the application", "somebody else"],
  ] as const) {
    it(`names a user ${mark === "" ? "whose mark was cleared" : `with "${mark}" where our mark should be`}`, () => {
      const { unmarked } = shown({ live: [live("1", alice, { mark })] });
      expect(unmarked).to.deep.equal([{ ref: { set: "s", key: "alice" }, owner }]);
    });
  }

  it("puts in who should have been removed, without our mark", () => {
    const { users, undeclared } = shown({ declared: {}, live: [live("1", alice)] });
    expect(users).to.have.keys("alice");
    expect(JSON.stringify(users)).to.contain("Al").and.not.to.contain("pulumi:");
    expect(undeclared.map(({ id }) => id)).to.deep.equal(["1"]);
  });

  it("puts in, by UserId, who has our mark and is in no record", () => {
    const { orphansShown, orphans } = shown({ recorded: [], declared: {}, live: [live("9", alice)] });
    expect(orphansShown).to.have.keys("9");
    expect(orphans.map(({ id }) => id)).to.deep.equal(["9"]);
  });

  it("leaves out who was frozen away, and names a declared user whom somebody froze", () => {
    const away = shown({
      recorded: [],
      declared: {},
      live: [live("9", alice, { isFrozen: true })],
      args: { removalPolicy: "freeze" },
    });
    expect([away.orphansShown, away.frozenAway.length]).to.deep.equal([undefined, 1]);
    const frozen = shown({ live: [live("1", alice, { isFrozen: true })] });
    expect(frozen.frozen).to.deep.equal([{ set: "s", key: "alice" }]);
  });
});
