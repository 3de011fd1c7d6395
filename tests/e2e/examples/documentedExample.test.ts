import { expect } from "chai";
import { documentedExample } from "../../unit/provider/users/declared";
import { Cloud } from "../support/service/cloud";
import { job, program } from "../support/pulumi/programs";
import { Project } from "../support/pulumi/project";

describe("the import example of the vendor's documentation", function () {
  this.timeout(90_000);

  it("goes through with the number of a card that could be one, but for the attribute that the owner mark needs", async () => {
    const cloud = await Cloud.open();
    const store = await cloud.store();
    const { UserGroupId } = await cloud.call("CreateUserGroup", { UserStoreId: store, DisplayName: "Staff" });
    const zhangsan = { ...documentedExample, userGroups: [UserGroupId] };
    const project = await Project.create(program(job(store, { zhangsan })), { cloud, runs: "here" });

    // It fills all five indexed attributes, and one of them has to tell whose the user is.
    const { screen } = await project.upFails();
    expect(screen).to.match(/zhangsan.*indexedAttribute5.*ownerAttribute/);
    expect(await cloud.users(store)).to.deep.equal([]);

    const { indexedAttribute5, ...fourAttributes } = zhangsan;
    expect(indexedAttribute5).to.be.a("string");
    project.program(program(job(store, { zhangsan: fourAttributes })));
    await project.up();
    const [user] = await cloud.users(store);
    expect(user).to.deep.include({
      UserName: "zhangsan",
      Gender: "male",
      IdentityVerificationMethod: "PASSWORD",
      IdentityVerified: true,
      CustomAttributes: [{ Name: "nickname", Value: "nike name", Type: "STRING" }],
      UserGroups: [UserGroupId],
      IndexedAttribute4: documentedExample.indexedAttribute4,
    });
    const { outputs } = await project.resource("staff");
    expect(outputs?.jobs).to.have.length(1);
    await project.refresh("--expect-no-changes");
    await project.destroy();
    expect(await cloud.users(store)).to.deep.equal([]);
    project.dispose();
    await cloud.close();
  });
});
