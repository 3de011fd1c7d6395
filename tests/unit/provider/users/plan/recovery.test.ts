import { expect } from "chai";
import { keptForms } from "../../../../../provider/users/plan/compare/inForce";
import { ownerMark } from "../../../../../provider/users/model/mark";
import { decide, live, MARK, OWNER, planned, recorded } from "./builders";

const alice = { email: "alice@example.com" };
const male = { ...alice, gender: "male" };
const female = { ...alice, gender: "female" };
const reimport = { importOnlyChange: "reimport" } as const;

describe("a plan after a run that was killed", () => {
  it("recognises a user who was imported anew under another UserId", () => {
    const situation = {
      declared: { alice: female },
      recorded: [recorded("alice", "1", male)],
      live: [live("2", female)],
    };
    expect(planned({ ...situation, policy: reimport })).to.deep.equal(["forget alice: gone", "keep alice"]);
    expect(decide({ ...situation, policy: reimport }).orphans).to.deep.equal([]);
  });

  it("imports a user who was deleted to be imported anew", () => {
    const situation = { declared: { alice: female }, recorded: [recorded("alice", "1", male)] };
    expect(planned({ ...situation, policy: reimport })).to.deep.equal(["forget alice: gone", "import alice"]);
    expect(planned(situation)).to.deep.equal(["missing alice"]);
  });

  it("forgets one who was deleted to be imported anew and whose place another account has taken", () => {
    const situation = {
      declared: { alice: female },
      recorded: [recorded("alice", "1", male)],
      live: [live("2", female, { mark: "" })],
    };
    const policy = (conflicts: "fail" | "skip" | "adopt") => ({ ...reimport, conflicts });
    expect(planned({ ...situation, policy: policy("adopt") })).to.deep.equal(["forget alice: gone", "adopt alice: "]);
    expect(planned({ ...situation, policy: policy("skip") })).to.deep.equal([
      "forget alice: gone",
      "skip alice: exists",
    ]);
  });

  it("tells by the mark whether users without a record were adopted, whatever is done with such users today", () => {
    for (const conflicts of ["fail", "adopt"] as const) {
      const origins = [live("1", alice), live("1", alice, { mark: MARK.values.adopted })].map((user) => {
        const [action] = decide({ declared: { alice }, live: [user], policy: { conflicts } }).actions;
        return action?.kind === "keep" && action.origin;
      });
      expect(origins).to.deep.equal(["created", "adopted"]);
    }
  });

  it("lets a user go whom the mark calls adopted and an old record created", () => {
    const situation = {
      declared: {},
      recorded: [recorded("alice", "1", alice)],
      live: [live("1", alice, { mark: MARK.values.adopted })],
    };
    expect(planned(situation)).to.deep.equal(["release alice"]);
  });

  describe("of which two declared users share identities with one live one", () => {
    const both = { ...alice, userName: "alice", phoneNumber: "13800008000" };

    it("gives it to the one who shares more, whatever their keys", () => {
      const [more, less] = [{ ...alice, phoneNumber: "13800008000" }, { userName: "alice" }];
      for (const [declared, expected] of [
        [{ a: more, b: less }, ["conflict b: identity-taken", "keep a"]],
        [{ a: less, b: more }, ["conflict a: identity-taken", "keep b"]],
      ] as const) {
        expect(planned({ declared, live: [live("1", both)] }).sort()).to.deep.equal(expected);
      }
    });

    it("gives it to the one with its user name when they share as many", () => {
      const situation = { declared: { a: alice, b: { userName: "alice" } }, live: [live("1", both)] };
      expect(planned(situation).sort()).to.deep.equal(["conflict a: identity-taken", "keep b"]);
    });

    it("lets the other one have the identity that it gives up", () => {
      const declared = { a: alice, b: { userName: "alice", email: "a@example.com" } };
      const situation = { declared, live: [live("1", { ...alice, userName: "alice" })] };
      expect(planned(situation)).to.deep.equal(["update b: email", "import a"]);
    });

    it("does the same with a record of it under a key that is no more", () => {
      const declared = { a: alice, b: { userName: "alice", email: "a@example.com" } };
      const before = { ...alice, userName: "alice" };
      const situation = { declared, recorded: [recorded("x", "1", before)], live: [live("1", before)] };
      expect(planned(situation)).to.deep.equal(["update b: email", "import a"]);
    });
  });
});

describe("a form the service keeps a value in", () => {
  const stored = { address: "1 MAIN STREET" };
  const before = { ...alice, address: "1 Main St" };

  it("does not hide a declaration that changed", () => {
    const situation = {
      declared: { alice: { ...alice, address: "2 Side St" } },
      recorded: [recorded("alice", "1", before, { forms: keptForms(stored) })],
      live: [live("1", { ...alice, ...stored })],
    };
    expect(planned(situation)).to.deep.equal(["update alice: address"]);
  });

  it("does not hide what a hand has written", () => {
    const situation = {
      declared: { alice: before },
      recorded: [recorded("alice", "1", before, { forms: keptForms(stored) })],
      live: [live("1", { ...alice, address: "1 MAIN STREET, BACK DOOR" })],
    };
    expect(planned(situation)).to.deep.equal(["keep alice, drifted: address"]);
  });

  it("is forgotten with the declaration it stood for", () => {
    const now = { ...alice, address: "2 Side St" };
    const [action] = decide({
      declared: { alice: now },
      recorded: [recorded("alice", "1", before, { forms: keptForms(stored) })],
      live: [live("1", now)],
    }).actions;
    expect(action?.kind === "keep" && action.forms.size).to.equal(0);
  });
});

describe("keys that moved up by one", () => {
  const people = [1, 2, 3].map((n) => ({ email: `p${n}@example.com`, nickname: `P${n}` }));
  const [one = {}, two = {}, three = {}] = people;

  it("leave everybody the account they have", () => {
    const situation = {
      declared: { b: one, c: two, d: three },
      recorded: [recorded("a", "1", one), recorded("b", "2", two), recorded("c", "3", three)],
      live: [live("1", one), live("2", two), live("3", three)],
    };
    const { actions } = decide(situation);
    expect(actions.map((action) => action.kind === "keep" && [action.ref.key, action.live.id])).to.deep.equal([
      ["b", "1"],
      ["c", "2"],
      ["d", "3"],
    ]);
  });

  it("leave everybody the account they have when a line was taken out", () => {
    const situation = {
      declared: { a: two, b: three },
      recorded: [recorded("a", "1", one), recorded("b", "2", two), recorded("c", "3", three)],
      live: [live("1", one), live("2", two), live("3", three)],
    };
    const { actions } = decide(situation);
    expect(actions.map((action) => ("live" in action ? [action.kind, action.live.id] : action.kind))).to.deep.equal([
      ["keep", "2"],
      ["keep", "3"],
      ["delete", "1"],
    ]);
  });

  it("are not guessed at where a key keeps one of its identities", () => {
    const situation = {
      declared: { b: { ...one, userName: "bob" }, c: { email: "p9@example.com" } },
      recorded: [recorded("a", "1", one), recorded("b", "2", { ...two, userName: "bob" })],
      live: [live("1", one), live("2", { ...two, userName: "bob" })],
    };
    expect(planned(situation)).to.deep.equal(["delete a", "update b: email, nickname", "import c"]);
  });
});

describe("an adopted user who had signed on before", () => {
  const admin = { ...alice, userGroups: ["admins"] };
  const someone = live("1", { ...alice, userGroups: ["readers"] }, { lastSignOn: 1, mark: MARK.values.adopted });
  const adopted = { origin: "adopted" } as const;

  it("gets no groups by a later update either", () => {
    const situation = {
      declared: { alice: admin },
      recorded: [recorded("alice", "1", alice, adopted)],
      live: [someone],
    };
    expect(planned(situation)).to.deep.equal(["keep alice"]);
    expect(decide(situation).groupsWithheld).to.deep.equal([{ set: "s", key: "alice" }]);
    expect(planned({ ...situation, policy: { adoptGrantsGroups: true } })).to.deep.equal(["update alice: userGroups"]);
  });

  it("gets those that were withheld when the program comes to allow it, though nobody declared them anew", () => {
    const before = [recorded("alice", "1", admin, adopted)];
    const situation = { declared: { alice: admin }, recorded: before, live: [someone] };
    const allowed = { adoptGrantsGroups: true };
    expect(planned({ ...situation, policy: { ...allowed, grantsAnew: true } })).to.deep.equal([
      "update alice: userGroups",
    ]);
    expect(planned({ ...situation, policy: allowed })).to.deep.equal(["keep alice, drifted: userGroups"]);
  });

  it("loses the groups that are no longer declared", () => {
    const held = live("1", { ...alice, userGroups: ["readers", "admins"] }, { lastSignOn: 1 });
    const situation = { declared: { alice }, recorded: [recorded("alice", "1", admin, adopted)], live: [held] };
    const [action] = decide(situation).actions;
    expect(action?.kind === "update" && action.changes[0]?.to).to.deep.equal(["readers"]);
  });
});

describe("a linked account", () => {
  const linked = live("2", alice, { primary: false });

  it("is not removed when it leaves the sets, and is no orphan", () => {
    const situation = { declared: {}, recorded: [recorded("alice", "2", alice)], live: [linked] };
    expect(planned(situation)).to.deep.equal(["forget alice: linked"]);
    expect(decide({ declared: {}, live: [linked] }).orphans).to.deep.equal([]);
  });

  it("does not stand in the way of the account it was merged into", () => {
    const situation = {
      declared: { alice },
      recorded: [recorded("alice", "1", alice)],
      live: [live("1", alice), linked],
    };
    expect(planned(situation)).to.deep.equal(["keep alice"]);
    expect(planned({ declared: { alice }, live: [live("1", alice), linked] })).to.deep.equal(["keep alice"]);
  });
});

describe("a user taken over from another owner", () => {
  const owner = "other/dev/staff#11111111";
  it("is brought to the declaration in the same run", () => {
    const situation = {
      declared: { alice: { ...alice, nickname: "Al" } },
      live: [live("1", alice, { mark: `pulumi:${owner}` })],
      policy: { takeOver: new Set([owner]) },
    };
    expect(planned(situation)).to.deep.equal(["update alice: nickname"]);
  });

  it("stays adopted, if it was", () => {
    const [action] = decide({
      declared: { alice },
      live: [live("1", alice, { mark: `pulumi-adopted:${owner}` })],
      policy: { takeOver: new Set([owner]) },
    }).actions;
    expect(action).to.include({ kind: "update", origin: "adopted" });
  });
});

describe("a re-import", () => {
  it("is not begun when somebody else holds an identity of the user's next life", () => {
    const situation = {
      declared: { alice: { ...female, userName: "taken" } },
      recorded: [recorded("alice", "1", male)],
      live: [live("1", male), live("9", { userName: "taken" }, { mark: "" })],
      policy: reimport,
    };
    expect(planned(situation)).to.deep.equal(["conflict alice: identity-taken"]);
  });
});

describe("a chain of ten thousand users who each take the next one's identity", () => {
  it("is put in order from its free end", () => {
    const count = 10_000;
    const user = (n: number): { email: string; userName: string } => ({
      email: `u${n}@example.com`,
      userName: `n${n}`,
    });
    const numbers = Array.from({ length: count }, (_, n) => n);
    const declared = Object.fromEntries(numbers.map((n) => [`k${n}`, { ...user(n), email: `u${n + 1}@example.com` }]));
    const order = planned({
      declared,
      recorded: numbers.map((n) => recorded(`k${n}`, String(n), user(n))),
      live: numbers.map((n) => live(String(n), user(n))),
    });
    expect(order).to.have.length(count);
    expect(order[0]).to.equal(`update k${count - 1}: email`);
    expect(order.at(-1)).to.equal("update k0: email");
  });
});

describe("a mark that the program moves to another attribute", () => {
  it("gives way to the mark of another owner who has taken the user there", () => {
    const user = live("1", { ...alice, indexedAttribute4: "pulumi:other/dev/staff#11111111" });
    const situation = {
      declared: {},
      recorded: [recorded("alice", "1", alice)],
      live: [user],
      policy: { mark: ownerMark(OWNER, "indexedAttribute4", ["indexedAttribute5"]) },
    };
    expect(planned(situation)).to.deep.equal(["forget alice: not-ours"]);
  });

  it("is moved on every user, and emptied where it was", () => {
    const user = live("1", alice);
    const mark = ownerMark(OWNER, "indexedAttribute4", ["indexedAttribute5"]);
    const situation = {
      declared: { alice },
      recorded: [recorded("alice", "1", alice)],
      live: [user],
      policy: { mark },
    };
    expect(planned(situation)).to.deep.equal(["update alice: indexedAttribute5"]);
  });
});
