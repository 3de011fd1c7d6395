import { expect } from "chai";
import { Accounts } from "../support/service/accounts";
import type { Cloud } from "../support/service/cloud";
import { eachInCloud, type Here } from "../support/service/eachInCloud";
import { program } from "../support/pulumi/programs";

describe("an administrator who left frozen", function () {
  this.timeout(300_000);
  let cloud: Cloud;
  let store: string;
  let begin: Here["begin"];
  let accounts: Accounts;

  eachInCloud((here) => {
    ({ cloud, store, begin } = here);
    accounts = new Accounts(cloud, store);
  });

  const staff = (users: object): string =>
    program(`const admins = new ciam.UserGroup("admins", { userStoreId: "${store}", displayName: "Admins" });
new ciam.UserImportJob("staff", {
  userStoreId: "${store}",
  removalPolicy: "freeze",
  groups: { admins: admins.userGroupId },
  userSets: { staff: ${JSON.stringify(users)} },
});`);
  const bob = { bob: { userName: "bob" } };
  const alice = (...userGroups: string[]) => ({ alice: { userName: "alice", userGroups } });

  it("comes back as an ordinary user, if that is what the program says", async () => {
    const project = await begin(staff({ ...bob, ...alice("admins") }));
    await project.up();
    await accounts.signOn("alice");
    project.program(staff(bob));
    await project.up();
    expect(await accounts.of("alice")).to.include({ Status: "FREEZE" });
    project.program(staff({ ...bob, ...alice() }));
    expect((await project.preview()).screen).to.contain("groups: -admins, unfrozen");
    await project.up();
    const { Status, UserGroups } = await accounts.of("alice");
    expect({ Status, UserGroups: UserGroups ?? [] }).to.deep.equal({ Status: "NORMAL", UserGroups: [] });
  });

  it("is frozen again when somebody has unfrozen the account, and the status says who it is until then", async () => {
    const project = await begin(staff({ ...bob, ...alice("admins") }));
    await project.up();
    project.program(staff(bob));
    await project.up();
    const { UserId } = await accounts.of("alice");
    await cloud.call("UpdateUserStatus", { UserStoreId: store, UserId, Status: "NORMAL" });
    await accounts.signOn("alice");
    await project.refresh();
    const { outputs } = await project.resource("staff");
    expect(outputs).to.include({
      status: "Degraded",
      statusReason: "no longer declared, and unfrozen by others: staff/alice",
    });
    expect((await project.preview()).screen).to.contain("1 freeze");
    await project.up();
    expect(await accounts.of("alice")).to.include({ UserId, Status: "FREEZE" });
  });
});
