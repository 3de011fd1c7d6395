import { expect } from "chai";
import { findUserId, findUserIds } from "../../../sdk/userIds";

const record = JSON.stringify({ managed: { staff: { alice: { id: "id-1" }, "a.b@c": { id: "id-2" } } } });

describe("the UserId of a user in a record", () => {
  it("is found by set and key", () => {
    expect(findUserId(record, "staff", "alice")).to.equal("id-1");
    expect(findUserIds(record, "staff")).to.deep.equal({ alice: "id-1", "a.b@c": "id-2" });
  });

  it("fails by name for a user that is not there, also under the names that every object has", () => {
    for (const [set, key] of [
      ["staff", "bob"],
      ["guests", "alice"],
      ["staff", "constructor"],
      ["toString", "name"],
    ] as const) {
      expect(() => findUserId(record, set, key)).to.throw(`user ${set}/${key} has no UserId`);
    }
    expect(findUserIds(record, "constructor")).to.deep.equal({});
  });
});
