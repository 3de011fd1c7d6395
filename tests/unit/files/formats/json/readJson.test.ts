import { expect } from "chai";
import { Folder, type Outcome } from "../../files";

describe("a JSON file", () => {
  const folder = new Folder();
  after(() => folder.remove());

  const read = (content: string): Outcome => folder.read("staff.json", content);

  it("is a map from user key to user, or a list", () => {
    const users = { a: { userName: "alice" }, bob: { userName: "bob" } };
    expect(read('{"a": {"userName": "alice"}, "bob": {"userName": "bob"}}')).to.deep.equal({ users, findings: [] });
    expect(read('[{"key": "a", "userName": "alice"}, {"userName": "bob"}]')).to.deep.equal({ users, findings: [] });
  });

  it("takes a field that is null as left out", () => {
    expect(read('{"a": {"userName": "alice", "email": null}}').users).to.deep.equal({ a: { userName: "alice" } });
  });

  it("loses no user and no field to a name that is given twice", () => {
    expect(
      read(`{
  "alice": {"email": "a@example.com"},
  "alice": {"email": "b@example.com", "email": "c@example.com"}
}`).findings,
    ).to.deep.equal([
      'staff.json:3:3: the key "alice" is used in line 2 already',
      "staff.json:3:39: the name is given twice in one object",
    ]);
  });

  it("tells of every member that is no user, and goes on", () => {
    const { users, findings } = read('[7, null, "x", [], {"userName": "alice"}]');
    expect(Object.keys(users)).to.deep.equal(["alice"]);
    expect(findings).to.deep.equal(
      [2, 5, 11, 16].map((column) => `staff.json:1:${column}: must be an object with the fields of a user`),
    );
  });

  it("is refused where it breaks off or is something else", () => {
    expect(read('{"alice": {"email": "a@example.com"').findings).to.deep.equal([
      "staff.json:1:36: a comma or } is missing",
    ]);
    expect(read('{"alice": {"email": "a@example.com",}}').findings).to.deep.equal([
      "staff.json:1:37: a text in double quotes is missing: take the comma before it out",
    ]);
    expect(read("7").findings).to.deep.equal([
      "staff.json:1:1: must be a list of users, or a map from user key to user",
    ]);
    expect(read("[".repeat(100_000)).findings).to.deep.equal(["staff.json:1:35: is nested too deeply"]);
    for (const empty of ["", " \n", "{}", "[]"]) expect(read(empty).findings[0]).to.contain("has no users");
  });

  it("points at the member of a list or an object that is wrong", () => {
    expect(
      read(`{
  "a": {"userName": "a", "userGroups": "g1"},
  "b": {"userName": "b", "customAttributes": [{"name": "x"}]},
  "c": {"userName": "c",
        "salt": {"saltValue": "s", "saltLocation": "HEAD"}},
  "__proto__": {"userName": "d"}
}`).findings,
    ).to.deep.equal([
      "staff.json:2:26: userGroups: must be a list of groups",
      "staff.json:3:26: customAttributes[0].value: is missing: it must be text",
      "staff.json:5:9: salt.saltLocation: must be an object {saltLocationType, saltLocationRule}",
      "staff.json:6:3: a user key is a name that JavaScript keeps for itself",
    ]);
  });
});
