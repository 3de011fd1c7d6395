import { expect } from "chai";
import { tally } from "../../../../provider/messages/tally";
import type { Action } from "../../../../provider/users/plan/actions";
import { inSteps } from "../../../../provider/users/plan/steps";
import { live } from "../users/plan/builders";

const alice = { ref: { set: "s", key: "alice" }, user: { userName: "alice" }, live: live("1", { userName: "alice" }) };
const update: Extract<Action, { kind: "update" }> = {
  ...alice,
  kind: "update",
  origin: "created",
  by: "record",
  changes: [],
  setPassword: false,
  passwordWithheld: false,
  unfreeze: false,
  stored: {},
};

describe("a plan in one line", () => {
  it("names the fields that change, the most frequent first", () => {
    const email = { field: "email", from: "a@example.com", to: "b@example.com" } as const;
    const nickname = { field: "nickname", from: "A", to: "B" } as const;
    const line = said({ ...update, changes: [nickname, email] }, { ...update, changes: [email] });
    expect(line).to.equal("2 update (email 2, nickname 1)");
  });

  it("says when a password is set, and when a user is unfrozen", () => {
    expect(said({ ...update, setPassword: true })).to.equal("1 update (password 1)");
    expect(said({ ...update, unfreeze: true })).to.equal("1 update (unfreeze 1)");
  });

  it("says when a user only gets the owner mark", () => {
    expect(said(update)).to.equal("1 update (mark 1)");
  });

  it("counts users who are left alone although they are declared", () => {
    expect(
      said({ kind: "import", ref: alice.ref, user: alice.user }, { ...alice, kind: "skip", why: "exists" }),
    ).to.equal("1 import, 1 skip");
  });

  it("is nothing for a plan that does nothing", () => {
    expect(said()).to.equal(undefined);
  });
});

function said(...actions: Action[]): string | undefined {
  return tally({ steps: inSteps(actions), orphans: [], credentialsNoted: [], groupsWithheld: [] });
}
