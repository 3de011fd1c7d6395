import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { FileSet, type FileRules } from "../../../../../../provider/resources/userImportJob/userFiles/fileSet";
import type { GivenFile, Stamp } from "../../../../../../provider/resources/userImportJob/userFiles/given";
import { Folder } from "../../../../files/files";

const file = (options: GivenFile["options"] = {}): GivenFile => ({ path: "users.csv", allowOutside: false, options });

describe("a file of users, for a resource", () => {
  const folder = new Folder();
  after(() => folder.remove());
  const rules = (more: Partial<FileRules> = {}): FileRules => ({
    directory: folder.path,
    printKey: "11".repeat(32),
    ownerAttribute: "indexedAttribute5",
    phoneCountry: undefined,
    ignoreFields: [],
    disclosure: "masked",
    passwordsArePlain: false,
    ...more,
  });
  const write = (...lines: string[]): void => writeFileSync(join(folder.path, "users.csv"), `${lines.join("\n")}\n`);
  const open = (before?: Stamp, more: Partial<FileRules> = {}, given = file(), earlier?: FileSet): FileSet => {
    const { set, findings } = FileSet.open("staff", given, rules(more), before, earlier);
    expect(findings).to.deep.equal([]);
    if (!set) throw new Error("the file was not opened");
    return set;
  };

  it("has a stamp that tells how many users there are, and is another one for other users", () => {
    write("key,userName,nickname", "a,ann,A", "b,ben,B");
    const { stamp } = open();
    expect(stamp.users).to.equal(2);
    expect(stamp.digest).to.match(/^[0-9a-f]{16}-[0-9a-f]{16}$/);
    write("key,userName,nickname", "a,ann,A", "b,ben,Other");
    expect(open(stamp).stamp.digest).not.to.equal(stamp.digest);
    write("key,userName,nickname", "a,ann,A", "c,ben,B");
    expect(open(stamp).stamp.digest, "another key").not.to.equal(stamp.digest);
  });

  it("keeps its stamp where lines, spelling or format of it change, and no user", () => {
    write("key,email,phoneNumber", "a,ann@example.com,13800008001", "b,ben@example.com,");
    const { stamp } = open();
    write("phoneNumber,key,email", ",b,Ben@Example.com", "+86-13800008001,a,ann@example.com", "");
    expect(open(stamp).stamp).to.deep.equal(stamp);
  });

  it("has another stamp for another password, and none for a field that is not looked at", () => {
    write("key,userName,nickname,password", "a,ann,A,Passw0rd-one");
    const { stamp } = open();
    const ignoring = open(undefined, { ignoreFields: ["nickname"] }).stamp;
    write("key,userName,nickname,password", "a,ann,Other,Passw0rd-one");
    expect(open(ignoring, { ignoreFields: ["nickname"] }).stamp).to.deep.equal(ignoring);
    write("key,userName,nickname,password", "a,ann,A,Passw0rd-two");
    expect(open(stamp).stamp.digest).not.to.equal(stamp.digest);
  });

  it("is not taken apart again while bytes and options are those of before", () => {
    write("key,userName", "a,ann");
    const { stamp } = open();
    const again = open(stamp);
    write("key,userName", "a,ann", "b,ben");
    // It is read when somebody asks, and is not what was checked by then.
    expect(() => again.users).to.throw(/users\.csv changed while this ran: nothing was written/);
    expect(open(stamp, {}, file({ where: { userName: "ann" } })).count).to.equal(1);
  });

  it("is taken apart once by one process", () => {
    write("key,userName", "a,ann");
    const first = open();
    const second = open(undefined, {}, file(), first);
    expect(second.users).to.equal(first.users);
  });

  it("says where its users stand", () => {
    write("key,userName", "a,ann", "b,ben");
    expect(open().placeOf("b")).to.equal("users.csv:3");
  });

  it("has findings of its columns too, which all users would lose", () => {
    write("key,userName", "a,ann");
    const { findings } = FileSet.open("staff", file({ columns: { Mail: "email" } }), rules(), undefined, undefined);
    expect(findings.map(({ rule }) => rule).join()).to.contain('nothing in the file is called "Mail"');
  });
});
