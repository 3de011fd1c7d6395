import { expect } from "chai";
import { Folder, type Outcome } from "../../files";

describe("an NDJSON file", () => {
  const folder = new Folder();
  after(() => folder.remove());

  const read = (...lines: string[]): Outcome => folder.read("staff.ndjson", lines.join("\n"));

  it("has one user in each line; empty lines do not count", () => {
    const { users, findings } = read(
      '\ufeff{"userName": "alice", "userGroups": ["g1"], "identityVerified": false}\r',
      "",
      '{"key": "b", "email": "bob@example.com", "customAttributes.department": "Sales"}',
    );
    expect(findings).to.deep.equal([]);
    expect(users).to.deep.equal({
      alice: { userName: "alice", userGroups: ["g1"], identityVerified: false },
      b: { email: "bob@example.com", customAttributes: [{ name: "department", value: "Sales" }] },
    });
  });

  it("tells line and column of everything wrong, and quotes nothing", () => {
    const { findings } = read(
      '{"userName": "a", "password": "CANARY" x}',
      '{"userName": "b", "password": "CANARY',
      '{"userName": "c", "passwrod": "CANARY"}',
      '{"userName": "d", "userName": "CANARY"}',
      '["CANARY"]',
      '{"userName": "e", "identityVerified": "CANARY", "phoneNumber": 13800008000}',
      '{"userName": "f"} {"userName": "CANARY"}',
      "{'userName': 'CANARY'}",
      '{"userName": "\\qCANARY"}',
      '{"userName": "g", "nickname": CANARY}',
    );
    expect(findings).to.deep.equal([
      "staff.ndjson:1:40: a comma or } is missing",
      "staff.ndjson:2:31: a text is not closed",
      'staff.ndjson:3:19: unknown member "passwrod" (did you mean "password"?); say what it means with the option columns, as in {passwrod: "password"}, or set it to false there',
      "staff.ndjson:4:19: the name is given twice in one object",
      "staff.ndjson:5:1: must be one object, {…}, with the fields of a user, and is a list: call the file .json",
      "staff.ndjson:6:19: identityVerified: must be true or false",
      "staff.ndjson:6:49: phoneNumber: must be text: put it in quotes",
      "staff.ndjson:7:19: goes on after its end",
      "staff.ndjson:8:2: a text in double quotes is missing: JSON has no single quotes",
      "staff.ndjson:9:14: a text holds an escape that JSON does not have",
      "staff.ndjson:10:31: a value is missing, or is not JSON",
    ]);
  });

  it("has no line of more than a megabyte", () => {
    const { users, findings } = read(`{"userName": "${"x".repeat(1024 * 1024)}"}`, '{"userName": "bob"}');
    expect(findings).to.deep.equal(["staff.ndjson:1: is longer than 1 MiB: NDJSON has one user in each line"]);
    expect(Object.keys(users)).to.deep.equal(["bob"]);
  });

  it("has no members that would change an object, halves of characters or NUL", () => {
    const { findings } = read(
      '{"userName": "a", "__proto__": {"password": "x"}}',
      '{"userName": "b", "nickname": "\\ud83d"}',
      '{"userName": "c", "nickname": "x\\u0000"}',
      `{"userName": "d", "nickname": ${"[".repeat(10_000)}`,
    );
    expect(findings).to.deep.equal([
      'staff.ndjson:1:19: unknown member "__proto__"; say what it means with the option columns, or leave it out there, as in {["__proto__"]: false}',
      "staff.ndjson:2:19: nickname: holds half of a character (a lone surrogate)",
      "staff.ndjson:3:19: nickname: holds a NUL character",
      "staff.ndjson:4:63: is nested too deeply",
    ]);
  });
});
