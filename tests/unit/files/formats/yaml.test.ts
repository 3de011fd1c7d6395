import { expect } from "chai";
import { row } from "../../../support/faultPlan";
import { Folder, type Outcome } from "../files";

describe("a YAML file", () => {
  const folder = new Folder();
  after(() => folder.remove());

  const read = (...lines: string[]): Outcome => folder.read("staff.yaml", lines.join("\n"));

  it("is a map from user key to user, or a list", () => {
    const users = { a: { userName: "alice" }, bob: { userName: "bob" } };
    expect(read("a: {userName: alice}", "bob:", "  userName: bob")).to.deep.equal({ users, findings: [] });
    expect(read("- key: a", "  userName: alice", "- userName: bob")).to.deep.equal({ users, findings: [] });
  });

  it(row(35, "simulated", "no number loses its zero, no country becomes false, no phone number its plus"), () => {
    const { users, findings } = read(
      "012:",
      "  phoneNumber: +8613800008000",
      "  userName: 0017",
      "  nickname: no",
      "  name: 012",
      "  job: 1e3",
      "  address: 0x1F",
      "  locale: 2024-01-01",
      "  zone: 12:30:45",
      "  nationality: ~",
      "no:",
      "  userName: yes",
    );
    expect(findings).to.deep.equal([]);
    expect(users).to.deep.equal({
      "012": {
        phoneNumber: "+8613800008000",
        userName: "0017",
        nickname: "no",
        name: "012",
        job: "1e3",
        address: "0x1F",
        locale: "2024-01-01",
        zone: "12:30:45",
        nationality: "~",
      },
      no: { userName: "yes" },
    });
  });

  it("has true and false where a field is one or the other, and lists where it is a list", () => {
    const { users, findings } = read(
      "alice:",
      "  userName: alice",
      "  identityVerified: no",
      "  userGroups: [g1, g2]",
      "  customAttributes: [{name: floor, value: 12}]",
      "  nickname:",
    );
    expect(findings).to.deep.equal([]);
    expect(users.alice).to.deep.equal({
      userName: "alice",
      identityVerified: false,
      userGroups: ["g1", "g2"],
      customAttributes: [{ name: "floor", value: "12" }],
    });
  });

  it(row(35, "simulated", "aliases, merges and tags are refused"), () => {
    const { findings } = read(
      "base: &base",
      "  userName: alice",
      "bob:",
      "  <<: *base",
      "  userName: bob",
      "  nickname: *base",
      "carol: !!js/function CANARY",
      "dave: {userName: !secret CANARY}",
    );
    const alias = "an alias: write the value out, or give it to all users with the option defaults";
    expect(findings).to.deep.equal([
      `staff.yaml:4:7: ${alias}`,
      `staff.yaml:6:13: ${alias}`,
      "staff.yaml:7:1: must be an object with the fields of a user",
      "staff.yaml:7:22: a tag: every value in this file is text",
      "staff.yaml:8:26: a tag: every value in this file is text",
    ]);
  });

  it("grows by no alias of an alias", () => {
    const billion = [
      "a: &a [x,x,x,x,x,x,x,x]",
      ..."bcdefghi".split("").map((name, i) => growing(name, "abcdefghi"[i])),
    ];
    expect(read(...billion).findings).to.not.be.empty;
  });

  it("loses no user and no field to a name that is given twice", () => {
    expect(read("alice:", "  userName: a", "  userName: b", "alice:", "  userName: c").findings).to.deep.equal([
      "staff.yaml:3:3: the name is given twice in one map",
      'staff.yaml:4:1: the key "alice" is used in line 1 already',
    ]);
  });

  it("has keys that are text, and no member that would change an object", () => {
    const { users, findings } = read(
      "? [a, b]",
      ": userName: a",
      "? {c: d}",
      ": userName: b",
      "__proto__:",
      "  userName: c",
      "dave:",
      "  userName: d",
      "  __proto__: {password: x}",
      "  ? [x]",
      "  : y",
    );
    expect(Object.keys(users)).to.deep.equal(["dave"]);
    expect(findings).to.deep.equal([
      "staff.yaml:1:3: a user key must be text",
      "staff.yaml:3:3: a user key must be text",
      "staff.yaml:5:1: a user key is a name that JavaScript keeps for itself",
      'staff.yaml:9:3: unknown member "__proto__"; say what it means with the option columns, or leave it out there, as in {["__proto__"]: false}',
      "staff.yaml:10:5: the name of a member must be text",
    ]);
  });

  it("is one document", () => {
    expect(read("a: {userName: a}", "---", "b: {userName: b}").findings).to.deep.equal([
      "staff.yaml:2:1: a second document begins here: a file has one set of users",
    ]);
  });

  it("is refused where it is no YAML, without a word of it", () => {
    expect(read("alice:", "\tuserName: CANARY").findings).to.deep.equal([
      "staff.yaml:2:1: a tab indents the line: YAML takes spaces only",
    ]);
    for (const broken of [
      'alice: {userName: "CANARY',
      "alice: {userName: CANARY\nbob: x",
      `alice: ${"[".repeat(200)}`,
    ]) {
      const { findings } = read(broken);
      expect(findings.length).to.be.within(1, 5);
      expect(findings.join()).not.to.contain("CANARY");
    }
    expect(read("just text").findings).to.deep.equal([
      "staff.yaml:1:1: must be a list of users, or a map from user key to user",
    ]);
    for (const empty of ["", "---\n", "# nobody\n", "{}"]) expect(read(empty).findings[0]).to.contain("has no users");
  });
});

function growing(name: string, of = ""): string {
  return `${name}: &${name} [${Array.from({ length: 8 }, () => `*${of}`).join(",")}]`;
}
