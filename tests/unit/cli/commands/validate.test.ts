import { expect } from "chai";
import { dirname } from "node:path";
import { Folder } from "../../files/files";
import { ciam } from "../inProcess";

describe("ciam validate", () => {
  const folder = new Folder();
  after(() => folder.remove());

  it("prints everything that is wrong with files, each with its place, and ends with 2", async () => {
    const staff = folder.write(
      "staff.csv",
      "key,userName,email,phoneNumber,indexedAttribute5\na,ann,ann(at)example.com,13800008000,x\n",
    );
    const guests = folder.write("guests.yaml", "g: { phoneNumber: '+86-13800008000' }\n");
    const { code, stdout, stderr } = await ciam(["validate", staff, guests, "users.dat"]);
    expect({ code, stderr }).to.deep.equal({ code: 2, stderr: "" });
    expect(stdout.trimEnd().split("\n")).to.deep.equal([
      `${staff}:2:3: email: is not an e-mail address`,
      `${staff}:2:5: indexedAttribute5: carries the owner mark of this resource: put the value into another attribute, or name one that no set uses with --owner-attribute`,
      `${guests}:1: phoneNumber: 138****8000 is the phoneNumber of the user in ${staff}:2 too: an identity belongs to one user of a store`,
      "users.dat: the name does not tell the format: it must end in .csv, .tsv, .txt, .xlsx, .ndjson, .jsonl, .json, .yaml or .yml",
      "4 findings in 3 files: a program that loads them ends before anything is sent",
    ]);
    const json = JSON.parse((await ciam(["validate", "--json", staff])).stdout) as { findings: { where: string }[] };
    expect(json.findings.map(({ where }) => where)).to.deep.equal([`${staff}:2:3`, `${staff}:2:5`]);
    const independent = await ciam([
      "validate",
      "--independent",
      "--owner-attribute",
      "indexedAttribute1",
      "--show-values",
      staff,
      guests,
    ]);
    expect(independent.stdout).to.contain("email: is not").and.to.contain("1 finding in 2 files");
  });

  it("is content with good files, read by the options that the program reads them by", async () => {
    const file = folder.write("good.csv", "Nr;E-Mail;Salary\n7;ann@example.com;1\n8;;2\n");
    const options = [
      "--key",
      "Nr",
      "--column",
      "Nr=false",
      "--column",
      "E-Mail=email",
      "--column",
      "Salary=false",
      "--delimiter",
      ";",
    ];
    expect((await ciam(["validate", file, ...options])).stdout).to.contain(`${file}:3: has no identity`);
    folder.write("good.csv", "Nr;E-Mail;Salary\n7;ann@example.com;1\n8;ben@example.com;2\n");
    const { code, stdout } = await ciam(["validate", file, ...options, "--default", "zone=Asia/Shanghai"]);
    expect({ code, stdout }).to.deep.equal({ code: 0, stdout: "ok: 2 users in 1 file\n" });
  });

  it("tells 150,000 findings of one kind by the first and their number within seconds, and all of them as JSON", async () => {
    const rows = Array.from({ length: 150_000 }, (_, index) => `u${String(index)},2022/1/5`);
    const file = folder.write("dates.csv", ["userName,birthdate", ...rows, ",1990-01-01"].join("\n"));
    const before = process.cpuUsage();
    const { code, stdout } = await ciam(["validate", file]);
    const { user, system } = process.cpuUsage(before);
    const rule = "birthdate: is not a date of the calendar, YYYY-MM-DD";
    expect(code).to.equal(2);
    expect(stdout.replaceAll(file, "dates.csv").split("\n").slice(0, 3)).to.deep.equal(
      [2, 3, 4].map((line) => `dates.csv:${String(line)}:2: ${rule}`),
    );
    expect(stdout).to.contain("dates.csv:150002: has no identity");
    expect(stdout.split("\n").slice(-3)).to.deep.equal([
      `and 149,997 more, 150,000 in all: ${rule}`,
      "150,002 findings in 1 file: a program that loads it ends before anything is sent",
      "",
    ]);
    expect(user + system).to.be.below(5_000_000);
    const json = JSON.parse((await ciam(["validate", "--json", file])).stdout) as { findings: object[] };
    expect(json.findings).to.have.length(150_002);
    expect(json.findings[149_999]).to.deep.equal({ where: `${file}:150001:2`, rule });
  }).timeout(120_000);

  it("reads no further in a file in which nothing is right", async () => {
    const file = folder.write("nothing.json", `[${"7,".repeat(1_200_000)}7]`);
    const { code, stdout } = await ciam(["validate", file]);
    expect(code).to.equal(2);
    expect(stdout).to.contain(`${file}: is not read to its end: it has more than 1,000,000 findings\n`);
    expect(stdout.split("\n")).to.have.length(7);
  }).timeout(60_000);

  it("warns of names and keys that differ in case only, and finds those that an eye takes for one another", async () => {
    const file = folder.write("cases.csv", "key,userName\nann,ann\nAnn,Ben\nbea,ben\n");
    const { code, stdout } = await ciam(["validate", file]);
    expect({ code, stdout }).to.deep.equal({
      code: 0,
      stdout: [
        `${file}:3:1: warning: key: this user key and that of line 2 differ in case only`,
        `${file}:4:2: warning: userName: b*** differs from the userName of the user in line 3 in the case or width of letters only`,
        "ok: 3 users in 1 file, 2 warnings",
        "",
      ].join("\n"),
    });
    const other = folder.write("others.csv", "key,userName\nx,\u0430nn\ny,BEN\n");
    const two = await ciam(["validate", "--json", file, other]);
    expect(two.code).to.equal(2);
    const told = JSON.parse(two.stdout) as Record<"findings" | "warnings", { where: string; rule: string }[]>;
    expect(told.findings.map(({ where, rule }) => `${where}: ${rule}`)).to.deep.equal([
      `${other}:2:2: userName: has a word in letters of two alphabets that look alike, such as Latin and Cyrillic: write it in one`,
      `${other}:2: userName: а*** (with U+0430) looks like the userName of the user in ${file}:2 and is another: whoever reads it takes one user for the other`,
    ]);
    expect(told.warnings.map(({ where }) => where)).to.deep.equal([`${file}:3:1`, `${file}:4:2`, `${other}:3`]);
  });

  it("finds a file that is named twice, however it is spelt", async () => {
    const file = folder.write("once.csv", "userName\nann\n");
    const spelt = `${dirname(file)}/./once.csv`;
    const { code, stdout } = await ciam(["validate", file, spelt]);
    expect({ code, stdout }).to.deep.equal({
      code: 2,
      stdout: `${spelt}: is named twice: its users would be there twice\n1 finding in 2 files: a program that loads them ends before anything is sent\n`,
    });
  });

  it("prints the options that would do for the columns of another system, quoted for a shell", async () => {
    const file = folder.write("export.csv", "Login,E-Mail,Cost $(centre),it's\nann,ann@example.com,1,2\n");
    const { stdout } = await ciam(["validate", file]);
    expect(stdout.split("\n")[0]).to.equal(
      `${file}:1: to be looked over and pasted, for these 4 columns: --column Login=userName --column E-Mail=email --column 'Cost $(centre)=false' --column 'it'"'"'s=false'`,
    );
    const pasted = ["--column", "Login=userName", "--column", "E-Mail=email", "--column", "Cost $(centre)=false"];
    expect((await ciam(["validate", file, ...pasted, "--column", "it's=false"])).stdout).to.equal(
      "ok: 1 user in 1 file\n",
    );
  });

  it("takes the key by the file's own name although a --column renames it, and titles in any case", async () => {
    const file = folder.write("login.csv", "login,mail\nann,ann@example.com\n");
    const columns = ["--column", "Login=userName", "--column", "MAIL=email"];
    for (const key of ["login", "LOGIN", "userName", "mail"])
      expect((await ciam(["validate", file, ...columns, "--key", key])).stdout, key).to.equal("ok: 1 user in 1 file\n");
  });

  it("finds a --column that means nothing in any of the files, and says what there is", async () => {
    const staff = folder.write("columns.csv", "key,userName,E-Mail\na,ann,ann@example.com\n");
    const more = folder.write("columns.yaml", "b: { userName: ben, office: Bonn }\n");
    const { code, stdout } = await ciam([
      "validate",
      staff,
      more,
      ...["--column", "e_mail=email", "--column", "office=customAttributes.office", "--column", "Salary=false"],
    ]);
    expect({ code, stdout }).to.deep.equal({
      code: 2,
      stdout: [
        '--column "e_mail=email": nothing in the files is called "e_mail" (did you mean "E-Mail"?); the names there are key, userName, E-Mail, office',
        `${staff}:1:3: unknown column "E-Mail" (did you mean "email"?); say what it means, as in --column E-Mail=email, or leave it out, as in --column E-Mail=false`,
        "2 findings in 2 files: a program that loads them ends before anything is sent",
        "",
      ].join("\n"),
    });
    expect((await ciam(["validate", staff, "--column", "E-Mail=mail"])).stdout).to.contain(
      ':1:3: the column "E-Mail" is renamed to "mail": that is no field of a user (did you mean "email"?)',
    );
  });

  it("says in the words of the command what would mend a file", async () => {
    const said = async (name: string, content: string, ...options: string[]): Promise<string> =>
      (await ciam(["validate", folder.write(name, content), ...options])).stdout;
    const unknown = await said("unknown.csv", "userName,Salary\nann,1\n");
    expect(unknown).to.contain(
      ':1:2: unknown column "Salary"; say what it means with --column, or leave it out, as in --column Salary=false',
    );
    expect(await said("nobody.csv", "userName\n")).to.contain("if that is meant, say --allow-empty");
    expect(await said("tabs.csv", "userName\temail\n")).to.contain(
      'if "\\t" stands between the cells, say --delimiter tab',
    );
    expect(await said("bars.csv", "userName|email\n")).to.contain('say --delimiter "|"');
    expect(await said("keyless.csv", "email\na@example.com\n")).to.contain(
      "name what identifies users, as in --key staffNumber (keys appear",
    );
    expect(await said("other.csv", "userName\nann\n", "--key", "Nr")).to.contain('no column "Nr", which --key names');
    expect(await said("alias.yaml", "a: &a { userName: ann }\nb: *a\n")).to.contain(
      "give it to all users with --default",
    );
    expect((await ciam(["validate", "nowhere.csv"])).stdout).to.contain(
      "a relative path starts at the folder you are in)",
    );
  });

  it("judges passwords by their shape, unless it is told that they are what they look like", async () => {
    const file = folder.write(
      "hashes.csv",
      "userName,Pass Word\nann,$P$Babcdefghijklmnopqrstuvwxyz0123\nben,********\n",
    );
    const options = ["--column", "Pass Word=password"];
    const { code, stdout } = await ciam(["validate", file, ...options]);
    const otherwise =
      "leave it out (for everybody: --column 'Pass Word=false'); if it is the password itself, say --passwords-are-plain";
    expect({ code, stdout }).to.deep.equal({
      code: 2,
      stdout: [
        `${file}:2:2: Pass Word: looks like a hash: CIAM imports SHA1, MD5 and BCRYPT only, so ${otherwise}`,
        `${file}:3:2: Pass Word: looks like a mask or the mark of a locked account, not like a password: ${otherwise}`,
        "2 findings in 1 file: a program that loads it ends before anything is sent",
        "",
      ].join("\n"),
    });
    for (const said of [
      ["--column", "Pass Word=false"],
      [...options, "--passwords-are-plain"],
    ]) {
      expect((await ciam(["validate", file, ...said])).stdout, said.join(" ")).to.equal("ok: 2 users in 1 file\n");
    }
  });

  it("says what is wrong with an option", async () => {
    for (const options of [
      ["--delimiter", "x"],
      ["--column", "a"],
      ["--default", "salary=1"],
      ["--owner-attribute", "email"],
      ["--nonsense"],
      [],
    ]) {
      const { code, stdout, stderr } = await ciam(["validate", ...(options.length > 0 ? ["a.csv"] : []), ...options]);
      expect({ code, stdout }, options.join(" ")).to.deep.equal({ code: 2, stdout: "" });
      expect(stderr.split("\n")[0]).to.match(/^(ciam|error): /);
      expect(stderr).not.to.contain("    at ");
    }
    expect((await ciam(["validate", folder.write("empty.csv", "")])).code).to.equal(2);
    expect((await ciam(["validate", "nowhere.csv"])).stdout).to.contain("nowhere.csv: does not exist");
  });
});
