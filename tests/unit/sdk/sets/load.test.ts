import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { usersFromCsv, usersFromFile, usersFromJson, usersFromNdjson, usersFromYaml } from "../../../../sdk/sets";
import { Folder } from "../../files/files";
import { opened, refusal, valueOf } from "./loadedUsers";

describe("users from a file", () => {
  const folder = new Folder();
  after(() => folder.remove());

  it("are the same users whatever the format", async () => {
    const contents = {
      "u.csv": "key,userName,userGroups,password\na,alice,g2;g1,pw\nb,bob,,\n",
      "u.tsv": "key\tuserName\tuserGroups\tpassword\na\talice\tg1;g2\tpw\nb\tbob\t\t\n",
      "u.ndjson":
        '{"key":"a","userGroups":["g2","g1"],"userName":"alice","password":"pw"}\n{"key":"b","userName":"bob"}\n',
      "u.jsonl":
        '{"key":"a","password":"pw","userName":"alice","userGroups":["g1","g2"]}\n{"key":"b","userName":"bob"}',
      "u.json": '{"a":{"userName":"alice","userGroups":["g1","g2"],"password":"pw"},"b":{"userName":"bob"}}',
      "u.yaml": "a: {userName: alice, password: pw, userGroups: [g2, g1]}\nb: {userName: bob}\n",
      "U.YML": "- {key: a, userName: alice, password: pw, userGroups: g1;g2}\n- {key: b, userName: bob}\n",
    };
    for (const [name, content] of Object.entries(contents)) {
      const { a, b, ...others } = usersFromFile(folder.write(name, content));
      expect(others, name).to.deep.equal({});
      expect(b, name).to.equal('{"userName":"bob"}');
      const { user, secret } = a as { user: string; secret: pulumi.Output<string> };
      expect(user, name).to.equal('{"userGroups":["g1","g2"],"userName":"alice"}');
      expect(await valueOf(secret), name).to.equal('{"password":"pw"}');
    }
  });

  it("travel as one text, and as two of which the second is secret when they have secret fields", async () => {
    const users = usersFromCsv(
      folder.write(
        "staff.csv",
        "key,userName,nickname,residentIdentityCard\na,alice,Al,110101199003070046\nb,bob,Bo,\n",
      ),
    );
    expect(users.b).to.equal('{"nickname":"Bo","userName":"bob"}');
    const { user, secret } = users.a as { user: string; secret: pulumi.Output<string> };
    expect(user).not.to.contain("CANARY");
    expect(await pulumi.isSecret(secret)).to.equal(true);
    expect(await opened(users.a)).to.have.property("residentIdentityCard", "110101199003070046");
  });

  it("have a column by every name that is to mean a field, and need none that is to mean nothing", () => {
    const csv = folder.write("named.csv", "key,userName,Mail,Post code\na,alice,alice@example.com,1\n");
    const columns = { Mail: "email", "E-Mail": "email", "Post code": false, Salary: false } as const;
    expect(refusal(() => usersFromFile(csv, { columns }))).to.equal(
      `${csv}: 1 finding, nothing was sent to CIAM\n  ${csv}: columns: nothing in the file is called "E-Mail" (did you mean "Mail"?); the names there are key, userName, Mail, Post code`,
    );
    const json = folder.write("named.json", '[{"userName": "alice"}, {"userName": "bob", "mail": "bob@example.com"}]');
    expect(Object.keys(usersFromFile(json, { columns: { mail: "email" } }))).to.deep.equal(["alice", "bob"]);
    expect(refusal(() => usersFromFile(json, { columns: { mail: "email", mobile: "phoneNumber" } }))).to.contain(
      'nothing in the file is called "mobile"',
    );
    const empty = folder.write("named.yaml", "{}");
    expect(usersFromFile(empty, { columns, allowEmpty: true })).to.deep.equal({});
  });

  it("have more secret fields when told", async () => {
    const users = usersFromYaml(folder.write("p.yaml", "a: {userName: alice, phoneNumber: 13800008000}\n"), {
      secretFields: ["phoneNumber"],
    });
    const { user } = users.a as { user: string };
    expect(user).to.equal('{"userName":"alice"}');
    expect(await opened(users.a)).to.have.property("phoneNumber", "13800008000");
  });

  it("are read by the reader that was asked for, whatever the name of the file", () => {
    const ndjson = folder.write("a.dat", '{"userName": "alice"}\n');
    expect(usersFromNdjson(ndjson)).to.deep.equal({ alice: '{"userName":"alice"}' });
    expect(usersFromJson(folder.write("b.txt", '[{"userName": "alice"}]'))).to.have.property("alice");
    expect(refusal(() => usersFromFile(ndjson))).to.contain("a.dat: the name does not tell the format");
  });

  it("end the program with everything that is wrong, and say that nothing was sent", () => {
    const file = folder.write("bad.csv", "userName,email\nalice,x\nbob,y\n");
    expect(refusal(() => usersFromFile(file))).to.equal(
      [
        `${file}: 2 findings, nothing was sent to CIAM`,
        `  ${file}:2:2: email: is not an e-mail address`,
        `  ${file}:3:2: email: is not an e-mail address`,
      ].join("\n"),
    );
  });

  it("are not drowned in findings: the first of a kind are shown, and the others counted", () => {
    const rows = Array.from({ length: 2_000 }, (_, index) => `u${String(index)},${index === 1_500 ? "x" : "x@"}`);
    const file = folder.write("many.csv", ["userName,email", ...rows, "last,last@example.com,x"].join("\n"));
    const message = refusal(() => usersFromFile(file)).replaceAll(file, "many.csv");
    expect(message.split("\n")).to.deep.equal([
      "many.csv: 2,001 findings, nothing was sent to CIAM",
      "  many.csv:2:2: email: is not an e-mail address",
      "  many.csv:3:2: email: is not an e-mail address",
      "  many.csv:4:2: email: is not an e-mail address",
      "  many.csv:2002: has 3 cells where the header has 2: a cell with a comma in it needs quotes",
      "  and 1,997 more, 2,000 in all: email: is not an e-mail address",
    ]);
  });

  it("show no credential in a finding, and no other value unmasked", () => {
    const canaries = ["CANARY-pw", "CANARY-salt", "CANARY-id", "13800008000", "secret-name@example.com"];
    const files = {
      "c.csv":
        "key,userName,password,salt.saltValue,residentIdentityCard,phoneNumber,email,passwordEncryptType\n" +
        "a,alice,CANARY-pw,CANARY-salt,CANARY-id,13800008000,secret-name@example.com,SHA1\n" +
        "b,bob,CANARY-pw,CANARY-salt,CANARY-id,8613800008000,SECRET-NAME@example.com,CANARY-pw\n",
      "c.ndjson":
        '{"userName":"alice","password":"CANARY-pw","password":"CANARY-pw"}\n{"password":"CANARY-pw"\n{"CANARY-pw"}\n' +
        '{"userName":"a","salt":"CANARY-salt","residentIdentityCard":["CANARY-id"]}\n',
      "c.json":
        '{"a":{"password":"CANARY-pw","passwordEncryptType":"MD5","salt":{"saltValue":"CANARY-salt","x":1}}, CANARY-pw',
      "c.yaml": "a: {password: !CANARY-pw CANARY-pw, salt: CANARY-salt}\nb: *CANARY-pw\n? CANARY pw\n: x\n",
      "header.csv": "alice,CANARY-pw\n13800008000,CANARY-id\n",
      "turned.json": '{"CANARY-pw!":{"userName":"alice"},"b":{"userName":"bob","CANARY-pw!1 ":1}}',
    };
    for (const [name, content] of Object.entries(files)) {
      const message = refusal(() => usersFromFile(folder.write(name, content))).replaceAll(folder.path, "");
      for (const canary of canaries) expect(message, name).not.to.contain(canary);
    }
  });
});
