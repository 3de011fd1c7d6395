import { expect } from "chai";
import { findUserId, findUserIds, managedIn } from "../../../../sdk/resources/userIds";
import { aRecord } from "../aRecord";

const inputs = { userSets: { staff: { alice: { password: "canary-5d2c" } } } };
const text = aRecord({ staff: { alice: "id-1", "a.b@c": "id-2" } }, { inputs });
const record = managedIn(text);

describe("the UserId of a user in a record", () => {
  it("is found by set and key", () => {
    expect(findUserId(record, "staff", "alice")).to.equal("id-1");
    expect(findUserIds(record, "staff")).to.deep.equal({ alice: "id-1", "a.b@c": "id-2" });
  });

  it("comes out of a text in which nothing can be read by chance", () => {
    expect(text).not.to.contain("canary");
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
