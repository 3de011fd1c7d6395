import { expect } from "chai";
import { Accounts, PASSWORD } from "../support/service/accounts";
import type { Cloud } from "../support/service/cloud";
import { eachInCloud, type Here } from "../support/service/eachInCloud";
import { people, program, type Users } from "../support/pulumi/programs";
import type { Project } from "../support/pulumi/project";

describe("the key of somebody who left, frozen, given to another person", function () {
  this.timeout(300_000);
  let cloud: Cloud;
  let store: string;
  let begin: Here["begin"];
  let accounts: Accounts;

  eachInCloud((here) => {
    ({ cloud, store, begin } = here);
    accounts = new Accounts(cloud, store);
  });

  const bob = { userName: "bob", password: PASSWORD };
  const zoe = { userName: "zoe", email: "zoe@example.com" };

  function declare(project: Project, way: "value" | "file", users: Users): void {
    const list = Object.entries(users).map(([key, user]) => ({ key, ...user }));
    project.write("staff.json", JSON.stringify(list));
    const sets = way === "value" ? { userSets: { staff: users } } : { userFiles: { staff: { path: "staff.json" } } };
    const inputs = { userStoreId: store, removalPolicy: "freeze", ...sets };
    project.program(program(`new ciam.UserImportJob("staff", ${JSON.stringify(inputs)});`));
  }

  for (const way of ["value", "file"] as const) {
    it(`is a new account, by ${way}: the former one stays frozen, and its password opens nothing`, async () => {
      const project = await begin(program(""));
      declare(project, way, { ...people("alice"), b: bob });
      await project.up();
      const { UserId } = await accounts.of("bob");
      declare(project, way, people("alice"));
      await project.up();

      declare(project, way, { ...people("alice"), b: zoe });
      const { screen } = await project.preview("--diff");
      expect(screen).to.contain("plan against last known state: 1 import").and.not.to.contain("unfrozen");
      expect((await cloud.callsDuring(() => project.up())).writes).to.deep.equal(["CreateApiImportUserJob"]);
      expect(await accounts.of("bob")).to.include({ UserId, Status: "FREEZE" });
      expect((await accounts.of("zoe")).UserId).not.to.equal(UserId);
      expect(await accounts.opens("zoe", PASSWORD)).to.equal(false);
      expect((await cloud.callsDuring(() => project.up())).writes).to.deep.equal([]);

      declare(project, way, { ...people("alice"), b: zoe, bob: { ...bob, nickname: "Bo" } });
      expect((await project.preview("--diff")).screen).to.contain("1 update (nickname 1, unfreeze 1)");
      await project.up();
      expect(await accounts.of("bob")).to.include({ UserId, Nickname: "Bo" });
    });
  }
});
