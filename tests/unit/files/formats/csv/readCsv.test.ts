import { expect } from "chai";
import { Folder, type Outcome } from "../../files";
import type { UsersFromCsvOptions } from "../../../../../files/options";
import { row } from "../../../../support/faultPlan";

describe("a CSV file", () => {
  const folder = new Folder();
  after(() => folder.remove());

  const read = (content: string | Buffer, options?: UsersFromCsvOptions): Outcome =>
    folder.read("staff.csv", content, options);
  const alice = { alice: { userName: "alice", email: "alice@example.com" } };

  describe("is read", () => {
    it("in UTF-8 with and without a byte order mark, and in UTF-16 of both orders", () => {
      const text = "userName,email\r\nalice,alice@example.com\r\n";
      const utf16 = Buffer.from(`\ufeff${text}`, "utf16le");
      for (const content of [text, `\ufeff${text}`, utf16, Buffer.from(utf16).swap16()]) {
        expect(read(content)).to.deep.equal({ users: alice, findings: [] });
      }
    });

    it("with line ends of Unix, of Windows, of old Macs, and of all three", () => {
      for (const [first, second] of [
        ["\n", "\n"],
        ["\r\n", "\r\n"],
        ["\r", "\r"],
        ["\r\n", "\r"],
        ["\n", ""],
      ]) {
        const { users, findings } = read(`userName,email${first}alice,alice@example.com${second}`);
        expect({ users, findings }).to.deep.equal({ users: alice, findings: [] });
      }
    });

    it("with quotes, commas and line ends inside quoted cells, kept as they are", () => {
      const { users } = read('userName,nickname\nalice,"A ""B"", C\r\nD\rE\nF"\n');
      expect(users).to.have.nested.property("alice.nickname", 'A "B", C\r\nD\rE\nF');
    });

    it(row(34, "simulated", "they are kept as they are"), () => {
      const formulas = ["=SUM(A1)", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)"];
      const { users, findings } = read(
        `key,userName,nickname\n${formulas.map((text, i) => `k${i},u${i},${text}`).join("\n")}`,
      );
      expect(findings).to.deep.equal([]);
      expect(Object.values(users).map(({ nickname }) => nickname)).to.deep.equal(formulas);
    });

    it("with empty cells as fields that are left out, and without the empty records that spreadsheets leave", () => {
      expect(read("userName,nickname,email\nalice,,alice@example.com\n,,\n\n,,\n").users).to.deep.equal(alice);
    });

    it("with groups, a custom attribute for each column, and a salt in columns of its own", () => {
      const { users, findings } = read(
        [
          "key,userName,userGroups,customAttributes.department,customAttributes.floor,identityVerified," +
            "password,passwordEncryptType,salt.saltValue,salt.saltLocation.saltLocationType",
          `a,alice,g1; g2|g3,Sales,,no,${"5f4dcc3b".repeat(4)},MD5,grain,TAIL`,
        ].join("\n"),
      );
      expect(findings).to.deep.equal([]);
      expect(users.a).to.deep.equal({
        userName: "alice",
        userGroups: ["g1", "g2", "g3"],
        customAttributes: [{ name: "department", value: "Sales" }],
        identityVerified: false,
        password: "5f4dcc3b".repeat(4),
        passwordEncryptType: "MD5",
        salt: { saltValue: "grain", saltLocation: { saltLocationType: "TAIL" } },
      });
    });

    it("with tabs when its name ends in .tsv, and with another separator when told", () => {
      expect(folder.read("staff.tsv", "userName\temail\nalice\talice@example.com\n").users).to.deep.equal(alice);
      expect(read("userName;email\nalice;alice@example.com\n", { delimiter: ";" }).users).to.deep.equal(alice);
    });
  });

  describe("is refused", () => {
    it("with the line and the cell of every finding, all at once", () => {
      const { findings } = read(
        [
          "key,userName,email,birthdate",
          "a,alice ,nonsense,2001-02-30",
          "b,bob",
          'c,carol,c"arol@example.com,',
          "d,dave,dave@example.com,,,x",
          "e,erin,ALICE@example.com,",
          "f,frank,alice@example.com,",
          'g,"grace"x,g@example.com,',
          "!!,heidi,h@example.com,",
        ].join("\n"),
      );
      expect(findings).to.deep.equal([
        "staff.csv:2:2: userName: begins or ends with white space",
        "staff.csv:2:3: email: is not an e-mail address",
        "staff.csv:2:4: birthdate: is not a date of the calendar, YYYY-MM-DD",
        "staff.csv:3: has 2 cells where the header has 4",
        'staff.csv:4:3: a quote inside a cell: put the whole cell in quotes and double the quotes in it, as in "say ""hello"""',
        "staff.csv:5: has 6 cells where the header has 4: a cell with a comma in it needs quotes",
        "staff.csv:7:3: email: a***@example.com is the email of the user in line 6 too: an identity belongs to one user of a store",
        "staff.csv:8:2: text behind a closing quote: double the quotes that belong to the cell, and close it before the next one",
        "staff.csv:9:1: key: a user key must begin with a letter or a digit and go on with letters, digits and . _ @ + - only, 128 at most",
      ]);
    });

    it("at the right line behind records of several lines, empty lines and line ends of every kind", () => {
      const { findings } = read('userName,nickname\r\nalice,"1\r\n2\r3\n4"\n\n\r\nbob\r"x');
      expect(findings.map((line) => line.split(": ")[0])).to.deep.equal(["staff.csv:8", "staff.csv:9:1"]);
    });

    it("for a quote that is never closed, where it is opened; what follows is read", () => {
      const { users, findings } = read('userName,nickname\nalice,"oops\nbob,fine\n');
      expect(findings).to.deep.equal(["staff.csv:2:2: a quote is opened here and never closed"]);
      expect(users).to.deep.equal({ bob: { userName: "bob", nickname: "fine" } });
    });

    it("for a record of more than a megabyte, without reading the rest of the file into it", () => {
      const { findings } = read(`userName,nickname\nalice,"${"rows and rows\n".repeat(100_000)}`);
      expect(findings[0]).to.equal(
        "staff.csv:2:2: the record that begins here is larger than 1 MiB: most likely a quote is opened and never closed",
      );
    });

    it("after fifty records that are no CSV, because it is something else then", () => {
      const { findings } = read(`userName,nickname\n${'alice,5" screen\n'.repeat(1000)}`);
      expect(findings).to.have.length(51);
      expect(findings.at(-1)).to.equal("staff.csv:52: is not read from here on: too many broken records");
    });

    it("when it is not UTF-8, or UTF-16 that does not say so", () => {
      expect(read(Buffer.from([0x75, 0xff, 0x0a])).findings).to.deep.equal([
        'staff.csv: is not UTF-8: say encoding: "windows-1252", or save it as UTF-8 (Excel: "CSV UTF-8")',
      ]);
      for (const content of [Buffer.from("userName\n", "utf16le"), Buffer.from("userName\n", "utf16le").swap16()]) {
        expect(read(content).findings[0]).to.contain("looks like UTF-16 without a byte order mark");
      }
      const lone = Buffer.from("\ufeffuserName\n\ud800\n", "utf16le");
      expect(read(lone).findings[0]).to.contain("is not UTF-16LE");
    });

    it("for a NUL in a cell", () => {
      expect(read("userName,nickname\nalice,a\0b\n").findings).to.deep.equal([
        "staff.csv:2:2: nickname: holds a NUL character",
      ]);
    });

    it("when it is missing, empty, or has a header only: it is never an empty set", () => {
      expect(folder.readAgain("nobody.csv").findings[0]).to.match(/^nobody\.csv: does not exist \(looked for \//);
      expect(folder.readAgain(".").findings).to.deep.equal([".: is a directory"]);
      for (const content of ["", "\ufeff", "\n\n", "userName,email", "userName,email\n"]) {
        expect(read(content).findings, JSON.stringify(content)).to.deep.equal([
          "staff.csv: has no users: an empty set removes everybody who was in it; if that is meant, say allowEmpty: true",
        ]);
        expect(read(content, { allowEmpty: true })).to.deep.equal({ users: {}, findings: [] });
      }
      expect(folder.readAgain("nobody.csv", { allowEmpty: true }).findings).to.have.length(1);
    });
  });

  describe("has a header that is refused", () => {
    const header = (line: string, options?: UsersFromCsvOptions) =>
      read(`${line}\n${line.replace(/[^,]+/g, "x")}\n`, options).findings.filter((text) =>
        text.startsWith("staff.csv:1"),
      );

    it("for a column that is there twice, under whatever name", () => {
      expect(header("userName,email,email")).to.deep.equal(['staff.csv:1:3: the column "email" is there twice']);
      expect(header("userName,email,E-Mail", { columns: { "E-Mail": "email" } })).to.deep.equal([
        'staff.csv:1:3: "email" and "E-Mail" both mean email: leave one of them out, as in columns: {email: false}',
      ]);
      expect(header("userName,email,EMAIL")).to.deep.equal([
        'staff.csv:1:3: "email" and "EMAIL" both mean email: leave one of them out, as in columns: {EMAIL: false}',
      ]);
      expect(header("userName,email,EMAIL", { columns: { EMAIL: false } })).to.deep.equal([]);
    });

    it("for a column that is no field, with the nearest that is", () => {
      expect(header("userName,emial,Phone Number")).to.deep.equal([
        'staff.csv:1: to be looked over and pasted, for these 2 columns: columns: {emial: "email", "Phone Number": "phoneNumber"}',
        'staff.csv:1:2: unknown column "emial" (did you mean "email"?)',
        'staff.csv:1:3: unknown column "Phone Number" (did you mean "phoneNumber"?)',
      ]);
      expect(header("userName,emial")).to.deep.equal([
        'staff.csv:1:2: unknown column "emial" (did you mean "email"?); say what it means with the option columns, as in {emial: "email"}, or set it to false there',
      ]);
      expect(header("userName,Salary")).to.deep.equal([
        'staff.csv:1:2: unknown column "Salary"; say what it means with the option columns, or leave it out there, as in {Salary: false}',
      ]);
      expect(header("userName,customAttributes,salt,")).to.deep.equal([
        'staff.csv:1:2: a custom attribute has a column of its own, "customAttributes.<name>"',
        "staff.csv:1:3: a salt has columns of its own: salt.saltValue, salt.saltLocation.saltLocationType, salt.saltLocation.saltLocationRule.regex",
      ]);
    });

    it("for the names that JavaScript keeps for itself", () => {
      expect(header("userName,__proto__,constructor")).to.deep.equal([
        'staff.csv:1: to be looked over and pasted, for these 2 columns: columns: {["__proto__"]: false, constructor: false}',
        'staff.csv:1:2: unknown column "__proto__"',
        'staff.csv:1:3: unknown column "constructor"',
      ]);
    });

    it("for another separator, which it names", () => {
      expect(read("userName;email\nalice;alice@example.com\n").findings).to.deep.equal([
        'staff.csv:1: the first line is one single cell: if ";" stands between the cells, say {delimiter: ";"}',
      ]);
    });

    it("when it is a user, of whom nothing is quoted", () => {
      expect(read("alice,alice@example.com,hunter2\nbob,bob@example.com,hunter3\n").findings).to.deep.equal([
        'staff.csv:1: the first line must name the columns, as in key,userName,email; none of its cells is the name of a field. If its cells are names of another kind, for each say what it means with the option columns, as in {"E-Mail": "email"}, or set it to false there; if another line names them, headerLine: n; if none does, header: ["userName", "email", ""]',
      ]);
    });

    it("when it is broken itself; the rows are not read by it", () => {
      expect(read('user"Name,email\nalice,nonsense\n').findings).to.have.length(1);
    });
  });
});
