import { expect } from "chai";
import fc from "fast-check";
import { sameValue } from "../../../../../../provider/users/plan/compare/compare";
import { allUserFields } from "../../../../../../provider/users/model/fields";
import { anyUser } from "../../anyUser";

describe("a declared value and a live one", () => {
  it("are the same when both are nothing, whatever kind of nothing", () => {
    for (const nothing of [undefined, null, "", []]) {
      expect(sameValue("nickname", "", nothing)).to.equal(true);
      expect(sameValue("userGroups", [], nothing)).to.equal(true);
    }
    expect(sameValue("nickname", "", "Al")).to.equal(false);
    expect(sameValue("identityVerified", false, null)).to.equal(true);
    expect(sameValue("identityVerified", true, null)).to.equal(false);
  });

  it("are the same in another spelling of an identity, but not of a nickname", () => {
    expect(sameValue("phoneNumber", "13800008000", "+86-13800008000")).to.equal(true);
    expect(sameValue("email", "Alice@example.com", "alice@example.com")).to.equal(true);
    expect(sameValue("nickname", "Al", "al")).to.equal(false);
  });

  it("are the same in another case of a gender", () => {
    expect(sameValue("gender", "male", "MALE")).to.equal(true);
    expect(sameValue("gender", "male", "FEMALE")).to.equal(false);
  });

  it("are the same in another order of groups and of attributes", () => {
    expect(sameValue("userGroups", ["b", "a", "a"], ["a", "b"])).to.equal(true);
    expect(sameValue("userGroups", ["a"], ["a", "b"])).to.equal(false);
    const declared = [
      { name: "a", value: "1" },
      { name: "b", value: "2" },
    ];
    expect(
      sameValue("customAttributes", declared, [
        { name: "b", value: "2", type: "STRING" },
        { name: "a", value: "1" },
      ]),
    ).to.equal(true);
    expect(sameValue("customAttributes", declared, [{ name: "a", value: "1" }])).to.equal(false);
    expect(sameValue("customAttributes", declared, [...declared, { name: "c", value: "" }])).to.equal(true);
  });

  it("are the same when they are one value", () => {
    fc.assert(
      fc.property(anyUser(), fc.constantFrom(...allUserFields), (user, field) => {
        expect(sameValue(field, user[field], structuredClone(user[field]))).to.equal(true);
      }),
    );
  });
});
