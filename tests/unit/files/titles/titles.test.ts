import { expect } from "chai";
import type { UsersFromCsvOptions } from "../../../../files/options";
import { Folder, type Outcome } from "../files";

describe("the titles of a file", () => {
  const folder = new Folder();
  after(() => folder.remove());

  const csv = (content: string, options?: UsersFromCsvOptions): Outcome => folder.read("staff.csv", content, options);
  const lines = (content: string, options?: UsersFromCsvOptions): Outcome =>
    folder.read("staff.ndjson", content, options);
  const header = (line: string, options?: UsersFromCsvOptions): readonly string[] =>
    csv(`${line}\n`, { allowEmpty: true, ...options }).findings;

  const ann = { userName: "ann", email: "ann@example.com", name: "Ann" };

  describe("mean a field", () => {
    it("whatever their case, the white space around them and the notes in brackets", () => {
      for (const titles of [
        "userName,email,name",
        "username,Email,Name",
        "USERNAME,EMAIL,NAME",
        " userName , email\u00a0,\tname ",
        "userName [required],Email (work),Name【必填】",
      ])
        expect(csv(`${titles}\nann,ann@example.com,Ann\n`), titles).to.deep.equal({ users: { ann }, findings: [] });
    });

    it("in objects as in columns, and parts of one too", () => {
      const { users, findings } = lines(
        '{"Username":"ann","EMAIL":"ann@example.com","Name":"Ann","CustomAttributes.Dept":"Sales"}\n' +
          '{"userName":"bob","SALT.saltvalue":"x"}\n',
      );
      expect(users.ann).to.deep.equal({ ...ann, customAttributes: [{ name: "Dept", value: "Sales" }] });
      expect(findings).to.deep.equal([
        "staff.ndjson:2:1: salt.saltLocation: is missing: saltLocationType must be HEAD, TAIL or OTHER",
      ]);
      expect(csv("userName,CUSTOMATTRIBUTES.Dept\nann,Sales\n").users.ann?.customAttributes).to.deep.equal([
        { name: "Dept", value: "Sales" },
      ]);
    });

    it("unless they are written otherwise, which somebody has to look at", () => {
      expect(header("userName,E-Mail")[0]).to.contain('unknown column "E-Mail" (did you mean "email"?)');
      expect(header("userName,phone")[0]).to.contain('unknown column "phone" (did you mean "phoneNumber"?)');
      expect(header("userName,user_groups")[0]).to.contain('unknown column "user_groups" (did you mean "userGroups"?)');
    });

    it("once: two that mean the same are told by name, in columns and in objects", () => {
      expect(header("userName,Email,EMAIL")).to.deep.equal([
        'staff.csv:1:3: "Email" and "EMAIL" both mean email: leave one of them out, as in columns: {EMAIL: false}',
      ]);
      expect(
        lines('{"userName":"ann","mail":"a@example.com","Email":"b@example.com"}\n', { columns: { mail: "email" } })
          .findings,
      ).to.deep.equal([
        'staff.ndjson:1:42: "mail" and "Email" both mean email: leave one of them out, as in columns: {Email: false}',
      ]);
      const { users, findings } = lines('{"userName":"ann","email":"a@example.com","EMAIL":"b@example.com"}\n', {
        columns: { EMAIL: false },
      });
      expect({ users, findings }).to.deep.equal({
        users: { ann: { userName: "ann", email: "a@example.com" } },
        findings: [],
      });
    });
  });

  describe("are matched by the options", () => {
    it("without case, but first of all as they are", () => {
      expect(
        csv("LOGIN,E-mail\nann,ann@example.com\n", { columns: { login: "userName", "E-Mail": "email" } }),
      ).to.deep.equal({ users: { ann: { userName: "ann", email: "ann@example.com" } }, findings: [] });
      const both = csv("userName,Phone,PHONE\nann,13800008001,13800008002\n", {
        columns: { Phone: "phoneNumber", PHONE: false },
      });
      expect(both).to.deep.equal({ users: { ann: { userName: "ann", phoneNumber: "13800008001" } }, findings: [] });
      expect(header("userName,mail", { columns: { Mail: "email", MAIL: false } })).to.deep.equal([
        'staff.csv:1:2: columns gives "mail" two meanings',
      ]);
    });

    it("so that the key may be called as the file calls it, or as it is renamed", () => {
      const files = [
        ["csv", "Login,mail\nann,ann@example.com\n"],
        ["ndjson", '{"Login":"ann","mail":"ann@example.com"}\n'],
        ["json", '[{"Login":"ann","mail":"ann@example.com"}]'],
        ["yaml", "- { Login: ann, mail: ann@example.com }\n"],
      ] as const;
      for (const [format, content] of files) {
        for (const key of ["Login", "login", "userName", "USERNAME", "mail", "Email"]) {
          const { users, findings } = folder.read(`staff.${format}`, content, {
            key,
            columns: { login: "userName", mail: "email" },
          });
          expect(findings, `${format} ${key}`).to.deep.equal([]);
          const [name] = Object.keys(users);
          expect(name, `${format} ${key}`).to.equal(/mail/i.test(key) ? "ann@example.com" : "ann");
          expect(Object.values(users)[0]).to.deep.equal({ userName: "ann", email: "ann@example.com" });
        }
      }
    });

    it("of a key that is no field: it is none of the user's then, in whatever case it is named", () => {
      for (const [name, content] of [
        ["staff.csv", "StaffNumber,userName\n0017,ann\n"],
        ["staff.ndjson", '{"StaffNumber":"0017","userName":"ann"}\n'],
      ] as const)
        expect(folder.read(name, content, { key: "staffnumber" }), name).to.deep.equal({
          users: { "0017": { userName: "ann" } },
          findings: [],
        });
      expect(header("userName,ID,Id", { key: "id" })[0]).to.equal(
        'staff.csv:1:3: "ID" and "Id" may both be the key "id"',
      );
    });

    it("and one that the file does not have is told, with what it has", () => {
      expect(
        csv("Login,Mail\nann,ann@example.com\n", { key: "logn", columns: { login: "userName", mail: "email" } })
          .findings,
      ).to.deep.equal(['staff.csv:1: there is no column "logn", which the option key names (did you mean "Login"?)']);
    });
  });

  describe("of another system", () => {
    it("are told all at once, with options to paste", () => {
      const titles = "First Name [Required],Email Address [Required],Recovery Phone [E.164],Employee ID,Org Unit Path";
      expect(header(titles)).to.deep.equal([
        'staff.csv:1: to be looked over and pasted, for these 5 columns: columns: {"First Name [Required]": false, "Email Address [Required]": "email", "Recovery Phone [E.164]": "phoneNumber", "Employee ID": "key", "Org Unit Path": false}',
        'staff.csv:1:1: unknown column "First Name [Required]"',
        'staff.csv:1:2: unknown column "Email Address [Required]" (did you mean "email"?)',
        'staff.csv:1:3: unknown column "Recovery Phone [E.164]" (did you mean "phoneNumber"?)',
        'staff.csv:1:4: unknown column "Employee ID" (did you mean "key"?)',
        'staff.csv:1:5: unknown column "Org Unit Path"',
      ]);
    });

    it("are known in Chinese, and by what stands behind a colon or a full stop", () => {
      const meant = (line: string) =>
        // The names of the first one are those of a preset, which is said before the line to paste.
        header(line)
          .filter((text) => !text.includes("say preset: "))
          .map((text) => /"([^"]+)" \(did you mean "([^"]+)"/.exec(text)?.slice(1));
      expect(meant("姓名,账号,手机,邮箱,性别,部门").slice(1)).to.deep.equal([
        ["姓名", "name"],
        ["账号", "userName"],
        ["手机", "phoneNumber"],
        ["邮箱", "email"],
        ["性别", "gender"],
        undefined,
      ]);
      expect(meant("cognito:username,profile.email,User name [userPrincipalName] Required").slice(1)).to.deep.equal([
        ["cognito:username", "userName"],
        ["profile.email", "email"],
        ["User name [userPrincipalName] Required", "userName"],
      ]);
    });

    it("are given one meaning each, and none that the file has already or that two of them could have", () => {
      expect(header("userName,phoneNumber,Work Phone,mail,E-Mail,id,id")[0]).to.contain(
        'columns: {"Work Phone": false, mail: "email", "E-Mail": false, id: false}',
      );
    });
  });

  it("are not shown where they look like values, and nothing is where none of them is near a name", () => {
    for (const title of [
      "ann@example.com",
      "13800008001",
      "+86 138 0000 8001",
      "5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8",
      "Passw0rd!",
      "a\u001b[31mb",
      "x".repeat(90),
    ]) {
      const findings = header(`userName,${title}`);
      expect(findings[0], title).to.match(/^staff\.csv:1:2: unknown name of column 2; /);
      expect(findings.join(), title).not.to.contain(title);
    }
    for (const line of ["ann,ann@example.com,hunter2", "mail,13800008001", "Ann Miller,Berlin"]) {
      const findings = header(line);
      expect(findings, line).to.have.length(1);
      expect(findings[0], line).to.contain("none of its cells is the name of a field");
      for (const cell of line.split(",")) expect(findings[0], line).not.to.contain(`"${cell}"`);
    }
  });
});
