import { expect } from "chai";
import { ownerMark } from "../../../../../../provider/users/model/mark";
import type { ManagedUser } from "../../../../../../provider/users/plan/actions";
import { decideRemoval } from "../../../../../../provider/users/plan/decide/removal";
import type { Policy } from "../../../../../../provider/users/plan/policy";
import { live, MARK, POLICY, recorded } from "../builders";

const alice = { userName: "alice" };
const guests = "shop/dev/guests#1f2e3d4c5b6a";
const mark = ownerMark(guests, "indexedAttribute5").values.created;
const frozen = { isFrozen: true };
const adopted = { origin: "adopted" } as const;
const byUs = { frozen: "this job" } as const;

/** The user in the store, the record and the policy, with what becomes of it by an update and by a delete. */
const table: [
  name: string,
  more: object,
  record: Partial<ManagedUser>,
  policy: Partial<Policy>,
  update: string,
  ofAll: string,
][] = [
  ["whom we made", {}, {}, {}, "delete", "delete"],
  ["whom we made, to be frozen", {}, {}, { removals: "freeze" }, "freeze", "freeze"],
  ["whom we made, to be retained", {}, {}, { removals: "retain" }, "release", "forget: retained"],
  ["adopted by the record", {}, adopted, {}, "release", "release"],
  ["adopted by the mark", { mark: MARK.values.adopted }, {}, { removals: "freeze" }, "release", "release"],
  ["adopted, to be retained", {}, adopted, { removals: "retain" }, "release", "release"],
  ["frozen already, to be frozen", frozen, {}, { removals: "freeze" }, "forget: frozen", "forget: frozen"],
  ["frozen by others", frozen, {}, {}, "delete", "delete"],
  ["frozen by this job when it left", frozen, byUs, {}, "forget: frozen", "delete"],
  ["frozen by this job and unfrozen by hand", {}, byUs, { removals: "freeze" }, "forget: unfrozen", "freeze"],
  ["without its mark", { mark: "" }, {}, {}, "forget: not-ours", "forget: not-ours"],
  ["with the mark of another owner", { mark }, {}, {}, "forget: not-ours", "forget: not-ours"],
  [
    "with the mark of an owner in takeOver",
    { mark },
    {},
    { takeOver: new Set([guests]) },
    "forget: not-ours",
    "forget: not-ours",
  ],
  ["merged into another account", { primary: false }, {}, {}, "forget: linked", "forget: linked"],
  [
    "whom another job declares",
    {},
    {},
    { elsewhere: () => "declared" },
    "forget: declared-elsewhere",
    "forget: declared-elsewhere",
  ],
  ["taken over", {}, adopted, { elsewhere: () => "taken-over" }, "forget: taken-over", "forget: taken-over"],
];

describe("a recorded user that leaves", () => {
  for (const [name, more, record, policy, update, ofAll] of table) {
    it(`${name}: ${update === ofAll ? update : `${update} while the job goes on, ${ofAll} when it ends`}`, () => {
      const decided = (verb: "update" | "delete"): string => {
        const user = recorded("alice", "1", alice, record);
        const action = decideRemoval(user, live("1", alice, more), { ...POLICY, ...policy }, verb);
        return action.kind === "forget" ? `forget: ${action.why}` : action.kind;
      };
      expect([decided("update"), decided("delete")]).to.deep.equal([update, ofAll]);
    });
  }

  it("is forgotten when it is gone", () => {
    for (const verb of ["update", "delete"] as const)
      expect(decideRemoval(recorded("alice", "1", alice), undefined, POLICY, verb)).to.include({ why: "gone" });
  });
});
