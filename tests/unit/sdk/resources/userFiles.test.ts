import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import * as ciam from "../../../../sdk";
import { Folder } from "../../files/files";
import { Program } from "../program";

const userStoreId = "0123456789abcdef0123456789abcdef";

describe("userFiles of a program", () => {
  const folder = new Folder();
  const home = process.cwd();
  let program: Program;
  before(() => {
    mkdirSync(join(folder.path, "users"));
    writeFileSync(
      join(folder.path, "users/staff.csv"),
      "no,userName,email,password\na,ann,ann@example.com,Passw0rd-one\n",
    );
    process.chdir(folder.path);
  });
  after(() => {
    process.chdir(home);
    folder.remove();
  });
  beforeEach(() => (program = new Program()));

  const file = ciam.userFile("users/staff.csv", { key: "no", columns: { no: "key" } });
  const job = (userFiles: NonNullable<ciam.UserImportJobArgs["userFiles"]>, opts: pulumi.CustomResourceOptions = {}) =>
    new ciam.UserImportJob("staff", { userStoreId, userFiles }, opts);

  it("travel as they are, and nobody in them does", async () => {
    const { inputs } = await program.registered(job({ staff: file, others: "users/others.csv" }));
    expect(inputs.userFiles).to.deep.equal({
      staff: { path: "users/staff.csv", key: "no", columns: { no: "key" } },
      others: "users/others.csv",
    });
    expect(inputs).not.to.have.property("userSets");
    expect(JSON.stringify(inputs)).not.to.contain("ann");
  });

  it("have options that could not travel refused at once, with what they are called", () => {
    const map = (): never => {
      throw new Error("nobody calls it");
    };
    for (const [given, rule] of [
      [{ path: "a.csv", map }, "map: is a function, which only usersFromFile and its like can call"],
      [{ path: "a.csv", key: map }, "key: is a function"],
      [{ path: "a.csv", secretFields: ["email"] }, "secretFields: no field of these users leaves the provider"],
      [{ path: "a.csv", kye: "no" }, '"kye" is no option (did you mean "key"?)'],
    ] as const)
      expect(() => job({ staff: given as unknown as ciam.UserFile })).to.throw(pulumi.RunError, rule);
  });

  it("are asked for a user whom the file has, and for no other", () => {
    const staff = job({ staff: file });
    staff.userId("staff", "a");
    expect(() => staff.userId("staff", "b")).to.throw(
      pulumi.RunError,
      'the file of the set "staff" of UserImportJob "staff" has no user "b"',
    );
    expect(() => staff.userId("stuff", "a")).to.throw(pulumi.RunError, 'has no set "stuff" (did you mean "staff"?)');
  });

  it("have no use for ignoreChanges", () => {
    for (const path of ["userFiles", "userFiles.staff", "drift"])
      expect(() => job({ staff: file }, { ignoreChanges: [path] })).to.throw(
        pulumi.RunError,
        "Use the input ignoreFields",
      );
  });

  it("show a policy their users, without secrets", () => {
    const props = { userFiles: { staff: file } };
    expect(ciam.usersOf(props)).to.deep.equal([
      {
        set: "staff",
        key: "a",
        fields: { userName: "ann", email: "ann@example.com" },
        secret: ["password"],
        unknown: [],
      },
    ]);
    expect(ciam.usersOf(props, { directory: folder.path })).to.have.length(1);
    expect(() => ciam.usersOf(props, { directory: join(folder.path, "users") })).to.throw(
      'usersOf cannot see the users of the set "staff": users/staff.csv: does not exist',
    );
  });
});
