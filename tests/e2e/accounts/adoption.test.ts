import { expect } from "chai";
import type { FaultSettings } from "../../../emulator/faults/faultRules";
import { Accounts } from "../support/service/accounts";
import type { Cloud } from "../support/service/cloud";
import { eachInCloud, type Here } from "../support/service/eachInCloud";
import { program } from "../support/pulumi/programs";

describe("a group or a store that exists already", function () {
  this.timeout(300_000);
  let cloud: Cloud;
  let store: string;
  let begin: Here["begin"];
  let accounts: Accounts;

  eachInCloud((here) => {
    ({ cloud, store, begin } = here);
    accounts = new Accounts(cloud, store);
  });

  const staffOf = (userStoreId: string, more = "") =>
    `new ciam.UserImportJob("staff", { userStoreId: ${userStoreId}, userSets: { staff: { alice: { userName: "alice"${more} } } } });`;
  /** A group `leads` under a resource name, with Alice in it. */
  const leads = (name: string, inputs = "", opts = "{}") =>
    program(
      `const leads = new ciam.UserGroup("${name}", { userStoreId: "${store}", displayName: "leads", ${inputs} }, ${opts});`,
      staffOf(`"${store}"`, ", userGroups: [leads.userGroupId]"),
    );
  /** A store `people` under a resource name, with Alice in it. */
  const people = (name: string, inputs = "") =>
    program(
      `const people = new ciam.UserStore("${name}", { name: "people", ${inputs} });`,
      staffOf("people.userStoreId"),
      "exports.id = people.userStoreId;",
    );
  const groupsOf = async (userName: string) => (await cloud.user(store, userName)).UserGroups ?? [];

  it("keeps everybody in it when its resource is renamed, whichever way the error names is gone", async () => {
    const project = await begin(leads("leads"));
    await project.up();
    await accounts.register("zoe");
    const [id = ""] = await groupsOf("alice");
    await cloud.edit(store, "zoe", { UserGroup: [id] });
    const isWhole = async () => {
      expect([await groupsOf("alice"), await groupsOf("zoe")]).to.deep.equal([[id], [id]]);
    };

    project.program(leads("managers"));
    for (const args of [[], ["--continue-on-error"]]) {
      const { result, writes } = await cloud.callsDuring(() => project.upFails(...args));
      expect(writes).to.deep.equal(["CreateUserGroup"]);
      expect(result.screen).to.match(/resource option aliases: \[\{ name: .*adoptExisting: true/);
      await isWhole();
    }
    project.program(leads("managers", "", `{ aliases: [{ name: "leads" }] }`));
    expect((await cloud.callsDuring(() => project.up())).calls).to.deep.equal([]);

    project.program(leads("leads", "adoptExisting: true"));
    const { result, writes } = await cloud.callsDuring(() => project.up());
    expect(writes).to.deep.equal(["CreateUserGroup", "UpdateUserGroup"]);
    expect(result.screen).to.contain(`user group ${id} is left where it is, because this program still has it`);
    await isWhole();
    expect((await cloud.callsDuring(() => project.up())).calls).to.deep.equal([]);

    const { urn } = await project.revealed("leads");
    await project.up("--replace", urn);
    await isWhole();
    await project.refresh("--expect-no-changes");
    await project.destroy();
    expect(await groupsOf("zoe")).to.deep.equal([id]);
  });

  for (const forceDestroy of [true, false]) {
    it(`keeps its strangers when the resource of a store is renamed, forceDestroy: ${String(forceDestroy)}`, async () => {
      const inputs = `adoptExisting: true, forceDestroy: ${String(forceDestroy)}`;
      const project = await begin(people("customers", inputs));
      await project.up();
      const id = String((await project.outputs()).id);
      await new Accounts(cloud, id).register("zoe");

      project.program(people("clients", inputs));
      const { result, writes } = await cloud.callsDuring(() => project.up());
      expect(writes).to.deep.equal(["CreateUserStore", "UpdateUserStore"]);
      expect(result.screen).to.contain(`user store ${id} is left where it is, because this program still has it`);
      expect((await cloud.callsDuring(() => project.up())).calls).to.deep.equal([]);
      await project.destroy();
      expect(await cloud.names(id)).to.deep.equal(["zoe"]);
    });
  }

  for (const effect of ["reset", "garbage"] satisfies FaultSettings["effect"][]) {
    it(`is not taken for what a lost call has made (${effect})`, async () => {
      const id = (await cloud.call("CreateUserGroup", { UserStoreId: store, DisplayName: "leads" })).UserGroupId;
      const people = await cloud.store("people");
      const project = await begin(
        program(
          `new ciam.UserGroup("leads", { userStoreId: "${store}", displayName: "leads" });`,
          `new ciam.UserStore("people", { name: "people" });`,
        ),
      );
      await cloud.faults([
        { action: "CreateUserGroup", nth: 1, when: "before", effect },
        { action: "CreateUserStore", nth: 1, when: "before", effect },
      ]);
      const { screen } = await project.upFails("--continue-on-error");
      expect(screen).to.contain(`one of its name (${id}) was there before`);
      expect(screen).to.contain(`one of its name (${people}) was there before`);
      await cloud.noFaults();
      expect((await cloud.callsDuring(() => project.destroy())).writes).to.deep.equal([]);
    });
  }
});
