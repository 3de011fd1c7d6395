import { expect } from "chai";
import type { Drift } from "../../../../../../provider/reconcile/ledger";
import { differences } from "../../../../../../provider/resources/userImportJob/refresh/otherwise";
import type { JobRecord } from "../../../../../../provider/resources/userImportJob/state/record";
import type { LiveUser } from "../../../../../../provider/users/model/live";
import { LiveUsers } from "../../../../../../provider/users/model/liveUsers";
import type { DeclaredUser } from "../../../../../../provider/users/model/user";
import type { ManagedUser } from "../../../../../../provider/users/plan/actions";
import { live, recorded } from "../../../users/plan/builders";

const alice = { userName: "alice", nickname: "Al" };
const edited = { ...alice, nickname: "Mallory" };
const ref = { set: "s", key: "alice" };

/** What a look says that finds this of alice, whose account is "1". */
function look(
  otherwise: JobRecord["otherwise"],
  inForce: DeclaredUser | undefined,
  there: DeclaredUser | undefined,
  ...fields: Drift["fields"]
) {
  const known: ManagedUser[] = inForce ? [recorded("alice", "1", inForce)] : [];
  const users: LiveUser[] = there ? [live("1", there)] : [];
  const found = fields.length > 0 || (inForce && !there) ? [{ ref, fields }] : [];
  return differences({ credentialKey: "00".repeat(32), otherwise }, found, known, new LiveUsers(users));
}

describe("what is otherwise than declared", () => {
  const first = look(undefined, alice, edited, "nickname");

  it("is what a refresh finds, and no value of it is kept", () => {
    expect(first.drifted).to.deep.equal([{ ref, fields: ["nickname"] }]);
    expect(JSON.stringify(first.otherwise)).not.to.contain("Al").and.not.to.contain("Mallory");
  });

  it("is so for the next refresh, though that finds the value that is in force by now", () => {
    expect(look(first.otherwise, edited, edited)).to.deep.equal(first);
  });

  it("is so while it changes to yet another value", () => {
    const other = { ...alice, nickname: "Eve" };
    expect(look(first.otherwise, edited, other, "nickname")).to.deep.equal(first);
  });

  it("is nothing once somebody has taken the edit back, whatever form of the value the store keeps", () => {
    expect(look(first.otherwise, edited, alice, "nickname")).to.deep.equal({ drifted: [], otherwise: undefined });
  });

  it("grows by what is edited later", () => {
    const both = { ...edited, userName: "eve" };
    const { drifted, otherwise } = look(first.otherwise, edited, both, "userName");
    expect(drifted).to.deep.equal([{ ref, fields: ["userName", "nickname"] }]);
    expect(Object.keys(otherwise?.s?.alice ?? {})).to.have.members(["userName", "nickname"]);
  });

  it("is a field that only an import sets at every look, which stays in force as declared", () => {
    const male = { ...alice, gender: "male" };
    const found = look(undefined, male, { ...alice, gender: "female" }, "gender");
    expect(found).to.deep.equal({ drifted: [{ ref, fields: ["gender"] }], otherwise: undefined });
  });

  it("is one who is gone, at every look until an update", () => {
    const gone = look(first.otherwise, edited, undefined);
    expect(gone).to.deep.equal({ drifted: [{ ref, fields: [] }], otherwise: { s: { alice: "gone" } } });
    expect(look(gone.otherwise, undefined, undefined)).to.deep.equal(gone);
  });

  it("is the type of a custom attribute too", () => {
    const typed = (type: string) => ({ ...alice, customAttributes: [{ name: "n", value: "1", type }] });
    const found = look(undefined, typed("STRING"), typed("NUMBER"), "customAttributes");
    expect(found.drifted).to.deep.equal([{ ref, fields: ["customAttributes"] }]);
    expect(look(found.otherwise, typed("NUMBER"), typed("NUMBER"))).to.deep.equal(found);
  });

  it("is nothing once an attribute is given back, if just one side names its type", () => {
    const having = (value: string, type?: string) => ({
      ...alice,
      customAttributes: [
        { name: "n", value, ...(type !== undefined && { type }) },
        { name: "m", value: "2", type: "NUMBER" },
      ],
    });
    for (const [declared, there] of [
      [undefined, "STRING"],
      ["string", undefined],
      ["string", "STRING"],
    ]) {
      const found = look(undefined, having("1", declared), having("9", there), "customAttributes");
      const back = look(found.otherwise, having("9", there), having("1", there), "customAttributes");
      expect(back, `${String(declared)}, ${String(there)}`).to.deep.equal({ drifted: [], otherwise: undefined });
    }
  });

  it("is nothing once an attribute is given back, in whatever order the store has them", () => {
    const [n, m] = [
      { name: "n", value: "1", type: "STRING" },
      { name: "m", value: "2", type: "NUMBER" },
    ] as const;
    const having = (...customAttributes: { name: string; value: string; type: string }[]) => ({
      ...alice,
      customAttributes,
    });
    const found = look(undefined, having(n, m), having(n), "customAttributes");
    expect(look(found.otherwise, having(n), having(m, n), "customAttributes").drifted).to.deep.equal([]);
  });

  it("is nothing once a group is given back, whatever others the user has", () => {
    const inGroups = (...userGroups: string[]) => ({ ...alice, userGroups });
    const found = look(undefined, inGroups("staff", "crew"), inGroups("vip", "crew"), "userGroups");
    expect(found.drifted).to.deep.equal([{ ref, fields: ["userGroups"] }]);
    expect(look(found.otherwise, inGroups("crew"), inGroups("vip", "crew"))).to.deep.equal(found);
    const { drifted } = look(found.otherwise, inGroups("crew"), inGroups("vip", "crew", "staff"));
    expect(drifted).to.deep.equal([]);
  });

  it("is nobody whom nobody declares", () => {
    const orphan = { ref: { set: "orphans", key: "9" }, fields: [] };
    const { drifted, otherwise } = differences({ credentialKey: "00".repeat(32) }, [orphan], [], new LiveUsers([]));
    expect([drifted, otherwise]).to.deep.equal([[], undefined]);
  });

  it("is nothing where nothing was found", () => {
    expect(look(undefined, alice, alice)).to.deep.equal({ drifted: [], otherwise: undefined });
  });
});
