import { expect } from "chai";
import { Folder } from "../files";
import { readUsers } from "../../../../files/read";

describe("what a preset leaves behind", () => {
  const folder = new Folder();
  after(() => folder.remove());

  it("is counted: users who may not sign in, passwords that nobody can check, and everything else with its reason", () => {
    const user = (username: string, more = {}) => ({ username, id: username, enabled: true, ...more });
    const hashed = { credentials: [{ type: "password", secretData: "{}" }] };
    folder.write(
      "realm.json",
      JSON.stringify({ users: [user("ann", hashed), user("bob"), user("cy", { enabled: false })] }),
    );
    const { users, findings, notes } = readUsers({
      format: "json",
      path: "realm.json",
      options: { preset: "keycloak" },
      directory: folder.path,
      keep: (read) => read,
    });
    expect({ users: [...users.keys()], findings }).to.deep.equal({ users: ["ann", "bob"], findings: [] });
    expect(notes.map(({ rule }) => rule)).to.deep.equal([
      '1 user left out by "enabled", which tells who may not sign in there, and everybody who is imported may sign in',
      'the password of 1 user is left behind: "credentials" is made by PBKDF2 or Argon2, is a second factor, or is a first password: CIAM takes none of them',
      'left behind: "id" of 2 users: is the other system\'s own record',
    ]);
  });
});
