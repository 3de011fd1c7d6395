import { expect } from "chai";
import { Folder, type Outcome } from "./files";
import type { UsersFromCsvOptions } from "../../../files/options";

describe("the options of a user file", () => {
  const folder = new Folder();
  after(() => folder.remove());

  const csv = (content: string, options?: UsersFromCsvOptions): Outcome => folder.read("staff.csv", content, options);
  const keys = (outcome: Outcome): string[] => Object.keys(outcome.users);

  describe("key", () => {
    it("is the column key by default, else the user name", () => {
      expect(keys(csv("key,userName\nk1,alice\n"))).to.deep.equal(["k1"]);
      expect(keys(csv("userName\nalice\n"))).to.deep.equal(["alice"]);
    });

    it("falls back to the user name row by row, and says which row has neither", () => {
      const outcome = csv("key,userName,email\nk1,alice,\n,bob,\n,,carol@example.com\n");
      expect(keys(outcome)).to.deep.equal(["k1", "bob"]);
      expect(outcome.findings).to.have.length(1);
      expect(outcome.findings[0]).to.match(/^staff\.csv:4:2: userName: has no key: give it a "key" or a userName/);
    });

    it("is never a phone number or an e-mail address unless it is named: that is said once, not for every row", () => {
      const rows = "13800008000,a@example.com\n13800008001,b@example.com\n";
      const outcome = csv(`phoneNumber,email\n${rows}`);
      expect(keys(outcome)).to.deep.equal([]);
      expect(outcome.findings).to.have.length(1);
      expect(outcome.findings[0]).to.match(/neither a column "key" nor a column "userName"/);
      expect(keys(csv(`phoneNumber,email\n${rows}`, { key: "email" }))).to.deep.equal([
        "a@example.com",
        "b@example.com",
      ]);
    });

    it("is a column of any name, which is then no field of the user", () => {
      const outcome = csv("staffNumber,userName\n0017,alice\n", { key: "staffNumber" });
      expect(outcome).to.deep.equal({ users: { "0017": { userName: "alice" } }, findings: [] });
      expect(csv("staffNumber,userName\n17,a\n", { key: "stafNumber" }).findings).to.include(
        'staff.csv:1: there is no column "stafNumber", which the option key names (did you mean "staffNumber"?)',
      );
    });

    it("is what a function makes of the row", () => {
      const byMail = (row: Readonly<Record<string, unknown>>) => String(row.email).replace("@example.com", "");
      expect(keys(csv("email\nalice@example.com\n", { key: byMail }))).to.deep.equal(["alice"]);
      expect(csv("email\nalice@example.com\n", { key: () => "" }).findings).to.deep.equal([
        "staff.csv:2: the key function returned no text for this user",
      ]);
    });

    it("is used once in a file, and a name that can be a member of an object", () => {
      expect(csv("key,userName\na,alice\na,bob\n__proto__,carol\n").findings).to.deep.equal([
        'staff.csv:3:1: key: the key "a" is used in line 2 already',
        "staff.csv:4:1: key: a user key is a name that JavaScript keeps for itself",
      ]);
    });
  });

  describe("columns", () => {
    it("renames, and drops what is none of CIAM's business", () => {
      const outcome = csv("Login,E-Mail,Dept,Salary\nalice,alice@example.com,Sales,5000\n", {
        columns: { Login: "userName", "E-Mail": "email", Dept: "customAttributes.dept", Salary: false },
      });
      expect(outcome.findings).to.deep.equal([]);
      expect(outcome.users).to.deep.equal({
        alice: {
          userName: "alice",
          email: "alice@example.com",
          customAttributes: [{ name: "dept", value: "Sales" }],
        },
      });
    });

    it("names a cell as the file does when something is wrong with it", () => {
      expect(csv("userName,E-Mail\nalice,nonsense\n", { columns: { "E-Mail": "email" } }).findings).to.deep.equal([
        "staff.csv:2:2: E-Mail: is not an e-mail address",
      ]);
    });

    it("renames the members of objects as well", () => {
      const outcome = folder.read("staff.json", '[{"login": "alice", "mail": "nonsense", "pay": 1}]', {
        columns: { login: "userName", mail: "email", pay: false },
      });
      expect(outcome.findings).to.deep.equal(["staff.json:1:21: mail: is not an e-mail address"]);
      expect(keys(outcome)).to.deep.equal(["alice"]);
    });
  });

  describe("where", () => {
    const rows = "userName,office\nalice,Berlin\nbob,Shenzhen\n,nowhere\n";

    it("sees dropped columns too, and who is left out is not checked", () => {
      const outcome = csv(rows, { columns: { office: false }, where: (row) => row.office === "Berlin" });
      expect(outcome).to.deep.equal({ users: { alice: { userName: "alice" } }, findings: [] });
    });

    it("that takes nobody is an error", () => {
      const outcome = csv(rows, { columns: { office: false }, where: () => false });
      expect(outcome.findings).to.deep.equal([
        "staff.csv: has 3 users, and where takes none of them: an empty set removes everybody who was in it; if that is meant, say allowEmpty: true",
      ]);
    });

    it("that throws is told of with the row and the place in the program, without what it threw", () => {
      const outcome = csv("userName,nickname\nalice,CANARY\nbob,\n", {
        where: (row) => JSON.parse(String(row.nickname)) !== null,
      });
      expect(outcome.findings).to.have.length(2);
      expect(outcome.findings[0]).to.match(
        /^staff\.csv:2: the function where threw SyntaxError for this user at .+:\d+:\d+\)?$/,
      );
      expect(outcome.findings.join()).not.to.contain("CANARY");
    });
  });

  it("defaults fill what a user does not have itself, and are checked with it", () => {
    const outcome = csv("userName,locale\nalice,\nbob,Berlin\n", { defaults: { locale: "Shenzhen", zone: "x" } });
    expect(outcome.users).to.deep.equal({
      alice: { userName: "alice", locale: "Shenzhen", zone: "x" },
      bob: { userName: "bob", locale: "Berlin", zone: "x" },
    });
    expect(csv("userName\nalice\n", { defaults: { identityVerified: true } }).findings).to.deep.equal([
      "staff.csv:2: identityVerified: true needs identityVerificationMethod",
    ]);
  });
});
