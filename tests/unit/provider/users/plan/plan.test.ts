import { expect } from "chai";
import { keptForms } from "../../../../../provider/users/plan/compare/inForce";
import { decide, live, planned, recorded } from "./builders";

const alice = { email: "alice@example.com" };
const bob = { email: "bob@example.com" };

describe("plan", () => {
  it("imports a user nobody has", () => {
    expect(planned({ declared: { alice } })).to.deep.equal(["import alice"]);
  });

  it("imports more users at once than a function can be called with", () => {
    const many = Array.from({ length: 150_000 }, (_, index) => [
      `u${String(index)}`,
      { userName: `u${String(index)}` },
    ]);
    const declared = Object.fromEntries(many) as Record<string, { userName: string }>;
    expect(planned({ declared })).to.have.length(150_000);
  }).timeout(60_000);

  it("keeps a user that is as declared", () => {
    expect(
      planned({ declared: { alice }, recorded: [recorded("alice", "1", alice)], live: [live("1", alice)] }),
    ).to.deep.equal(["keep alice"]);
  });

  it("does not depend on the order of the sets", () => {
    const forward = planned({ declared: { alice, bob } });
    expect(planned({ declared: { bob, alice } })).to.deep.equal(forward);
  });

  it("writes only the fields whose declaration changed", () => {
    const before = { ...alice, nickname: "Al", address: "1 Main St" };
    const now = { ...before, nickname: "Ally" };
    expect(
      planned({ declared: { alice: now }, recorded: [recorded("alice", "1", before)], live: [live("1", before)] }),
    ).to.deep.equal(["update alice: nickname"]);
  });

  it("leaves drift to refresh, because the preview did not show it", () => {
    const user = { ...alice, nickname: "Al" };
    const edited = live("1", { ...alice, nickname: "Hacked" });
    expect(
      planned({ declared: { alice: user }, recorded: [recorded("alice", "1", user)], live: [edited] }),
    ).to.deep.equal(["keep alice, drifted: nickname"]);
  });

  it("does not write what the store holds already", () => {
    const now = { ...alice, nickname: "Ally" };
    expect(
      planned({ declared: { alice: now }, recorded: [recorded("alice", "1", alice)], live: [live("1", now)] }),
    ).to.deep.equal(["keep alice"]);
  });

  it("leaves a recorded user that is gone to refresh", () => {
    expect(planned({ declared: { alice }, recorded: [recorded("alice", "1", alice)] })).to.deep.equal([
      "missing alice",
    ]);
  });

  it("recognises a user of ours after the state was lost", () => {
    expect(planned({ declared: { alice }, live: [live("1", alice)] })).to.deep.equal(["keep alice"]);
  });

  it("brings a user of an interrupted run to its declaration", () => {
    const now = { ...alice, nickname: "Al" };
    expect(planned({ declared: { alice: now }, live: [live("1", alice)] })).to.deep.equal(["update alice: nickname"]);
  });

  it("does not guess when the e-mail is Bob's and the phone is Carol's", () => {
    const both = { email: "bob@example.com", phoneNumber: "+86-13800000001" };
    const stores = [live("1", bob, { mark: "" }), live("2", { phoneNumber: "+86-13800000001" }, { mark: "" })];
    const [action] = decide({ declared: { both }, live: stores }).actions;
    expect(action).to.include({ kind: "conflict" });
    expect(action?.kind === "conflict" && action.with.map(({ id }) => id)).to.have.members(["1", "2"]);
  });

  describe("a user whose key changed", () => {
    it("is recognised by its identity and neither deleted nor imported", () => {
      const change = {
        declared: { alicia: alice },
        recorded: [recorded("alice", "1", alice)],
        live: [live("1", alice)],
      };
      expect(planned(change)).to.deep.equal(["keep alicia"]);
    });
  });

  describe("a user who left the sets", () => {
    const left = { declared: {}, recorded: [recorded("alice", "1", alice)], live: [live("1", alice)] };

    it("is deleted by default", () => {
      expect(planned(left)).to.deep.equal(["delete alice"]);
    });
    it("is frozen or let go if the policy says so", () => {
      expect(planned({ ...left, policy: { removals: "freeze" } })).to.deep.equal(["freeze alice"]);
      expect(planned({ ...left, policy: { removals: "retain" } })).to.deep.equal(["release alice"]);
    });
    it("is only released when it was adopted", () => {
      expect(planned({ ...left, recorded: [recorded("alice", "1", alice, { origin: "adopted" })] })).to.deep.equal([
        "release alice",
      ]);
    });
    it("is left alone when its mark is gone", () => {
      expect(planned({ ...left, live: [live("1", alice, { mark: "" })] })).to.deep.equal(["forget alice: not-ours"]);
    });
    it("stays where no record has it, as in a create, which has none", () => {
      expect(planned({ ...left, recorded: [] })).to.deep.equal([]);
    });
    it("stays when another job of the program takes it over or declares it", () => {
      for (const [elsewhere, why] of [
        ["taken-over", "taken-over"],
        ["declared", "declared-elsewhere"],
      ] as const) {
        expect(planned({ ...left, policy: { elsewhere: () => elsewhere } })).to.deep.equal([`forget alice: ${why}`]);
      }
    });
    it("stays, by whatever policy, when a job that declares it may still come", () => {
      const lacking = (): string => "user group leads";
      for (const removals of ["delete", "freeze", "retain"] as const) {
        expect(planned({ ...left, policy: { removals, lacking } })).to.deep.equal(["forget alice: unsettled"]);
      }
    });
  });

  it("names users with our mark that nobody declares, and touches none of them", () => {
    const decided = decide({ declared: {}, live: [live("1", alice)] });
    expect(decided.actions).to.deep.equal([]);
    expect(decided.orphans.map(({ id }) => id)).to.deep.equal(["1"]);
  });

  describe("a declared user who exists and is not ours", () => {
    const foreign = { declared: { alice: { ...alice, nickname: "Al" } }, live: [live("1", alice, { mark: "" })] };

    it("is a conflict by default", () => {
      expect(planned(foreign)).to.deep.equal(["conflict alice: exists"]);
    });
    it("is taken over from an owner that has its mark in another attribute, and else a conflict", () => {
      const elsewhere = live("1", { ...alice, indexedAttribute2: "pulumi:shop/dev/others#000000000001" }, { mark: "" });
      const takeOver = new Set(["shop/dev/others"]);
      expect(planned({ ...foreign, live: [elsewhere], policy: { takeOver } })).to.deep.equal([
        "update alice: nickname, indexedAttribute2",
      ]);
      expect(planned({ ...foreign, live: [elsewhere] })).to.deep.equal(["conflict alice: foreign-mark"]);
    });
    it("is left alone under skip", () => {
      expect(planned({ ...foreign, policy: { conflicts: "skip" } })).to.deep.equal(["skip alice: exists"]);
    });
    it("is taken into care under adopt", () => {
      expect(planned({ ...foreign, policy: { conflicts: "adopt" } })).to.deep.equal(["adopt alice: nickname"]);
    });
    it("is not adopted with another identity than it has", () => {
      const declared = { alice: { ...alice, userName: "alice" } };
      const stores = [live("1", { ...alice, userName: "alicia" }, { mark: "" })];
      expect(planned({ declared, live: stores, policy: { conflicts: "adopt" } })).to.deep.equal([
        "conflict alice: identity-differs",
      ]);
    });
    it("gets no groups from an adoption once it has signed on", () => {
      const declared = { alice: { ...alice, userGroups: ["admins"] } };
      const signedOn = [live("1", alice, { mark: "", lastSignOn: 1 })];
      expect(planned({ declared, live: signedOn, policy: { conflicts: "adopt" } })).to.deep.equal(["adopt alice: "]);
      expect(
        planned({ declared, live: signedOn, policy: { conflicts: "adopt", adoptGrantsGroups: true } }),
      ).to.deep.equal(["adopt alice: userGroups"]);
    });
    it("is a conflict under every policy when another owner's mark is on it", () => {
      const owned = { ...foreign, live: [live("1", alice, { mark: "pulumi:other/dev/staff#11111111" })] };
      for (const conflicts of ["fail", "adopt", "skip"] as const) {
        expect(planned({ ...owned, policy: { conflicts } })).to.deep.equal(["conflict alice: foreign-mark"]);
      }
    });
    it("becomes ours when its owner is listed in takeOver", () => {
      const owned = { declared: { alice }, live: [live("1", alice, { mark: "pulumi:other/dev/staff#11111111" })] };
      expect(planned({ ...owned, policy: { takeOver: new Set(["other/dev/staff#11111111"]) } })).to.deep.equal([
        "update alice: ",
      ]);
    });
  });

  describe("identities that move", () => {
    it("are freed before they are taken", () => {
      const before = { a: { email: "one@example.com" }, b: { email: "two@example.com" } };
      const declared = { a: { email: "two@example.com" }, b: { email: "three@example.com" } };
      const situation = {
        declared,
        recorded: [recorded("a", "1", before.a), recorded("b", "2", before.b)],
        live: [live("1", before.a), live("2", before.b)],
      };
      expect(planned(situation)).to.deep.equal(["update b: email", "update a: email"]);
    });
    it("go from a deleted user to another one", () => {
      const situation = {
        declared: { a: { email: "two@example.com", userName: "a" } },
        recorded: [
          recorded("a", "1", { email: "one@example.com", userName: "a" }),
          recorded("b", "2", { email: "two@example.com" }),
        ],
        live: [live("1", { email: "one@example.com", userName: "a" }), live("2", { email: "two@example.com" })],
      };
      expect(planned(situation)).to.deep.equal(["delete b", "update a: email"]);
    });
    it("go to a new user in the same run", () => {
      const situation = {
        declared: { a: { email: "new@example.com" }, c: { email: "one@example.com" } },
        recorded: [recorded("a", "1", { email: "one@example.com" })],
        live: [live("1", { email: "one@example.com" })],
      };
      expect(planned(situation)).to.deep.equal(["update a: email", "import c"]);
    });
    it("cannot be swapped in one run", () => {
      const situation = {
        declared: { a: { email: "two@example.com" }, b: { email: "one@example.com" } },
        recorded: [recorded("a", "1", { email: "one@example.com" }), recorded("b", "2", { email: "two@example.com" })],
        live: [live("1", { email: "one@example.com" }), live("2", { email: "two@example.com" })],
      };
      expect(planned(situation)).to.have.members(["conflict a: cycle", "conflict b: cycle"]);
    });
    it("are not taken from a stranger", () => {
      const situation = {
        declared: { a: { email: "two@example.com" } },
        recorded: [recorded("a", "1", { email: "one@example.com" })],
        live: [live("1", { email: "one@example.com" }), live("9", { email: "two@example.com" }, { mark: "" })],
      };
      expect(planned(situation)).to.deep.equal(["conflict a: identity-taken"]);
    });
  });

  describe("groups", () => {
    it("are added and withdrawn as declared, and others stay", () => {
      const decided = decide({
        declared: { alice: { ...alice, userGroups: ["b"] } },
        recorded: [recorded("alice", "1", { ...alice, userGroups: ["a"] })],
        live: [live("1", { ...alice, userGroups: ["a", "hand-made"] })],
      });
      const [action] = decided.actions;
      expect(action?.kind === "update" && action.changes).to.deep.equal([
        { field: "userGroups", from: ["a", "hand-made"], to: ["hand-made", "b"] },
      ]);
    });
  });

  describe("a field that only an import can set", () => {
    const change = {
      declared: { alice: { ...alice, gender: "female" } },
      recorded: [recorded("alice", "1", { ...alice, gender: "male" })],
      live: [live("1", { ...alice, gender: "male" })],
    };
    it("is refused by default", () => {
      expect(planned(change)).to.deep.equal(["conflict alice: import-only"]);
    });
    it("is imported anew if the policy says so, but never for an adopted user", () => {
      expect(planned({ ...change, policy: { importOnlyChange: "reimport" } })).to.deep.equal([
        "reimport alice: gender",
      ]);
      const adopted = [recorded("alice", "1", { ...alice, gender: "male" }, { origin: "adopted" })];
      expect(planned({ ...change, recorded: adopted, policy: { importOnlyChange: "reimport" } })).to.deep.equal([
        "conflict alice: import-only",
      ]);
    });
    it("is left alone if the policy says so", () => {
      expect(planned({ ...change, policy: { importOnlyChange: "ignore" } })).to.deep.equal(["keep alice"]);
    });
    it("is never acted on when it only drifted", () => {
      const user = { ...alice, gender: "male" };
      const drifted = {
        declared: { alice: user },
        recorded: [recorded("alice", "1", user)],
        live: [live("1", { ...alice, gender: "female" })],
      };
      expect(planned({ ...drifted, policy: { importOnlyChange: "reimport" } })).to.deep.equal([
        "keep alice, drifted: gender",
      ]);
    });
  });

  describe("a changed credential", () => {
    const change = {
      declared: { alice: { ...alice, password: "N3w-password" } },
      recorded: [recorded("alice", "1", { ...alice, password: "0ld-password" })],
      live: [live("1", alice)],
      credentialChanged: ["alice"],
    };
    it("is noted and not applied by default", () => {
      const decided = decide(change);
      expect(decided.actions.map(({ kind }) => kind)).to.deep.equal(["keep"]);
      expect(decided.credentialsNoted).to.deep.equal([{ set: "s", key: "alice" }]);
    });
    it("is set when passwords are managed", () => {
      expect(planned({ ...change, policy: { passwords: "managed" } })).to.deep.equal(["update alice: password"]);
    });
  });

  it("leaves a linked account alone", () => {
    const linked = [live("1", alice, { primary: false })];
    expect(planned({ declared: { alice }, recorded: [recorded("alice", "1", alice)], live: linked })).to.deep.equal([
      "skip alice: linked",
    ]);
  });

  it("ignores what it is told to ignore", () => {
    const situation = {
      declared: { alice: { ...alice, nickname: "Ally" } },
      recorded: [recorded("alice", "1", { ...alice, nickname: "Al" })],
      live: [live("1", { ...alice, nickname: "Al" })],
      policy: { ignoreFields: new Set(["nickname"] as const) },
    };
    expect(planned(situation)).to.deep.equal(["keep alice"]);
  });

  it("takes a form the service keeps as equal once it was learnt", () => {
    const user = { ...alice, address: "1 Main St" };
    const situation = {
      declared: { alice: user },
      recorded: [recorded("alice", "1", user, { forms: keptForms({ address: "1 MAIN STREET" }) })],
      live: [live("1", { ...alice, address: "1 MAIN STREET" })],
    };
    expect(planned(situation)).to.deep.equal(["keep alice"]);
  });
});
