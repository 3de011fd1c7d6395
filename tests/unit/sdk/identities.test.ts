import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as ciam from "../../../sdk";
import { Folder } from "../files/files";
import { refusal } from "./sets/loadedUsers";
import { Program } from "./program";

const userStoreId = "0123456789abcdef0123456789abcdef";

describe("an identity in two UserImportJobs of a program", () => {
  const folder = new Folder();
  after(() => folder.remove());
  beforeEach(() => {
    new Program();
  });

  const job = (name: string, users: ciam.UserSet, store: pulumi.Input<string> = userStoreId, opts = {}) =>
    new ciam.UserImportJob(name, { userStoreId: store, userSets: { [`${name}-set`]: users } }, opts);

  it("is refused on one store, with both resources and keys, all of them at once and masked", () => {
    job("one", {
      alice: { email: "alice@example.com" },
      bob: { phoneNumber: "13800008000" },
      carol: { userName: "c" },
    });
    const message = refusal(() =>
      job("two", { al: { email: "ALICE@example.com" }, b: { userName: "b", phoneNumber: "+86-13800008000" } }),
    );
    expect(message.split("\n")).to.deep.equal([
      'UserImportJob "two": 2 findings, nothing was sent to CIAM',
      '  userSets["two-set"].al.email: A***@example.com is the email of userSets["one-set"].alice of UserImportJob "one" too: an identity belongs to one user of a store',
      '  userSets["two-set"].b.phoneNumber: 138****8000 is the phoneNumber of userSets["one-set"].bob of UserImportJob "one" too: an identity belongs to one user of a store',
    ]);
  });

  it("is refused in a preview too, on a store that is still to be created", () => {
    new Program({}, { preview: true });
    const store = new ciam.UserStore("store", { name: "store" });
    job("one", { alice: { userName: "alice" } }, store.userStoreId);
    expect(refusal(() => job("two", { al: { userName: "alice" } }, store.id))).to.contain('of UserImportJob "one"');
  });

  it("is found in users from files, also in fields that travel as secrets", () => {
    const file = folder.write("staff.csv", "key,userName,phoneNumber,password\na,alice,13800008000,CANARY\n");
    job("one", ciam.usersFromFile(file, { secretFields: ["phoneNumber"] }));
    const message = refusal(() => job("two", { al: { phoneNumber: "8613800008000" } }));
    expect(message).to.contain('138****8000 is the phoneNumber of userSets["one-set"].a of UserImportJob "one"');
  });

  it("is one identity each in two stores, in two programs, and in fields that only look alike", () => {
    job("one", { alice: { userName: "alice" } });
    job("two", { alice: { userName: "alice" } }, "another store");
    job("three", { alice: { wechatOpenId: "alice" }, bob: { userName: "Alice" } });
    new Program();
    job("four", { alice: { userName: "alice" } });
  });

  it("is not looked for where its value is known later only", () => {
    job("one", { alice: { userName: pulumi.output("alice") } });
    job("two", { alice: { userName: pulumi.output("alice") } });
    job("three", { alice: { userName: "alice" } });
  });

  it("is no matter of a resource that is declared again, as tests of a program do", () => {
    job("one", { alice: { userName: "alice" } });
    job("two", { bob: { userName: "bob" } });
    job("one", { alice: { userName: "alice" } });
    expect(refusal(() => job("two", { al: { userName: "alice" } }))).to.contain('of UserImportJob "one"');
    const parent = new pulumi.ComponentResource("shop:Team", "team");
    expect(refusal(() => job("one", { al: { userName: "alice" } }, userStoreId, { parent }))).to.contain("alice");
  });
});
