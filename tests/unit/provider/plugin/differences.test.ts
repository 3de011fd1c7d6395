import { expect } from "chai";
import { differences } from "../../../../provider/plugin/differences";

const found = (before: object, now: object) =>
  differences(before as Record<string, unknown>, now as Record<string, unknown>).map(
    ({ path, kind }) => `${kind} ${path}`,
  );
const staff = (users: object) => ({ userSets: { staff: users } });

describe("the differences of two declarations", () => {
  it("are at the field of a user", () => {
    const before = staff({ bob: { email: "a@example.com", nickname: "B" } });
    expect(found(before, staff({ bob: { email: "b@example.com", name: "Bob" } }))).to.deep.equal([
      "update userSets.staff.bob.email",
      "delete userSets.staff.bob.nickname",
      "add userSets.staff.bob.name",
    ]);
  });

  it("are whole users, sets and inputs where these come and go", () => {
    const before = { ...staff({ bob: {}, carol: {} }), preflight: false };
    const now = { userSets: { staff: { bob: {} }, testers: { dave: {} } }, phoneCountry: "86" };
    expect(found(before, now)).to.deep.equal([
      "delete userSets.staff.carol",
      "add userSets.testers",
      "delete preflight",
      "add phoneCountry",
    ]);
  });

  it("quote keys that are no plain names", () => {
    expect(found(staff({}), staff({ "a.b@c": { userName: "a" } }))).to.deep.equal(['add userSets.staff["a.b@c"]']);
  });

  it("take a list as one value, and a user from a file, in which the engine knows no paths", () => {
    expect(found(staff({ b: { userGroups: ["x"] } }), staff({ b: { userGroups: ["x", "y"] } }))).to.deep.equal([
      "update userSets.staff.b.userGroups",
    ]);
    const envelope = (user: object) => ({ user: JSON.stringify(user), secret: '{"password":"x"}' });
    expect(found(staff({ b: envelope({ name: "a" }) }), staff({ b: envelope({ name: "b" }) }))).to.deep.equal([
      "update userSets.staff.b",
    ]);
    expect(found(staff({ b: '{"name":"a"}' }), staff({ b: { name: "a" } }))).to.deep.equal(["update userSets.staff.b"]);
  });

  it("are none between equals", () => {
    const declared = { ...staff({ b: { userGroups: ["x"], salt: { saltValue: "s" } } }), userStoreId: "s" };
    expect(found(declared, structuredClone(declared))).to.deep.equal([]);
  });
});
