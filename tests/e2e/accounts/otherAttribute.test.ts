import { expect } from "chai";
import { Accounts, ownerOf, remedyIn } from "../support/service/accounts";
import type { Cloud } from "../support/service/cloud";
import { eachInCloud, type Here } from "../support/service/eachInCloud";
import { job, people, program } from "../support/pulumi/programs";

describe("a job whose mark is in another attribute than that of the job whose users it declares", function () {
  this.timeout(300_000);
  let cloud: Cloud;
  let store: string;
  let begin: Here["begin"];
  let accounts: Accounts;

  eachInCloud((here) => {
    ({ cloud, store, begin } = here);
    accounts = new Accounts(cloud, store);
  });

  it("adopts none of them, and takes them over with a person's word, after which the first one lets go", async () => {
    const { UserGroupId } = await cloud.call("CreateUserGroup", { UserStoreId: store, DisplayName: "admins" });
    const first = await begin(program(job(store, people("alice", "bob"))));
    await first.up();
    await accounts.signOn("alice", "bob");
    const before = await cloud.users(store);

    const users = { alice: { userName: "alice", nickname: "Eve", userGroups: [UserGroupId] } };
    const args = { ownerAttribute: "indexedAttribute4", conflictPolicy: "adopt", adoptGrantsGroups: true };
    const second = await begin(program(job(store, users, { name: "others", args })));
    const { result, writes } = await cloud.callsDuring(() => second.upFails());
    expect(writes).to.deep.equal([]);
    expect(result.screen).to.match(ownerOf("staff"));
    expect(await cloud.users(store)).to.deep.equal(before);

    const taken = { ...args, ...remedyIn(result.screen) };
    second.program(program(job(store, users, { name: "others", args: taken })));
    await second.up();
    expect((await accounts.of("alice")).IndexedAttribute4).to.match(ownerOf("others"));
    expect(await accounts.mark("alice")).to.equal("pulumi:released");

    first.program(program(job(store, people("bob"))));
    await first.up();
    await first.destroy();
    expect(Object.keys(await accounts.ids())).to.deep.equal(["alice"]);
    await second.destroy();
    expect(await accounts.ids()).to.deep.equal({});
  });
});
