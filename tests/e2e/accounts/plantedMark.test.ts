import { expect } from "chai";
import { Accounts, harm, PASSWORD } from "../support/service/accounts";
import type { Cloud } from "../support/service/cloud";
import { eachInCloud, type Here } from "../support/service/eachInCloud";
import { job, people, program, type Users } from "../support/pulumi/programs";
import type { Project } from "../support/pulumi/project";

describe("our mark, put by hand on a user who registered", function () {
  this.timeout(300_000);
  let cloud: Cloud;
  let store: string;
  let begin: Here["begin"];
  let accounts: Accounts;
  let mark: string;

  eachInCloud((here) => {
    ({ cloud, store, begin } = here);
    accounts = new Accounts(cloud, store);
  });

  /** A job with users of its own, whose mark is there to be copied, beside users who registered long before. */
  async function running(registered: readonly string[], args: Record<string, unknown> = {}): Promise<Project> {
    for (const userName of registered) await accounts.register(userName);
    await accounts.pass(2);
    const project = await begin(program(job(store, people("alice", "bob"), { args })));
    await project.up();
    mark = await accounts.mark("alice");
    return project;
  }

  it("makes nobody the job's to delete, to freeze or to change, whatever is run, and is said", async () => {
    const project = await running(["mallory", "oscar", "trudy"]);
    // Mallory is in use; Oscar has the mark of an adopted user; Trudy never came back after she had registered.
    await accounts.signOn("mallory", "oscar");
    await accounts.plant(mark, "mallory", "trudy");
    await accounts.plant(mark.replace(/^pulumi:/, "pulumi-adopted:"), "oscar");
    const { mallory, oscar, trudy } = await accounts.ids();

    for (let time = 0; time < 2; time++) {
      const { result, writes } = await cloud.callsDuring(() => project.up("--refresh"));
      expect(harm(writes)).to.deep.equal([]);
      if (time === 0) for (const id of [mallory, oscar, trudy]) expect(result.screen).to.contain(id);
    }
    expect(await accounts.ids()).to.include({ mallory, oscar, trudy });

    // A reviewed change of the sets, under each policy, and the end of it all.
    for (const [removalPolicy, ...users] of [
      ["freeze", "alice"],
      ["delete", "alice", "carol"],
    ]) {
      project.program(program(job(store, people(...users), { args: { removalPolicy } })));
      await project.up("--refresh");
    }
    await project.refresh();
    await project.destroy();
    expect(await accounts.ids())
      .to.include({ mallory, oscar, trudy })
      .and.not.to.have.property("alice");
    for (const name of ["mallory", "oscar", "trudy"]) {
      expect((await accounts.of(name)).Status).not.to.equal("FREEZE");
      expect(await accounts.opens(name, PASSWORD)).to.equal(true);
    }
  });

  it("gives whom the program declares no groups and no password, no new UserId, and no end with the program", async () => {
    const { UserGroupId } = await cloud.call("CreateUserGroup", { UserStoreId: store, DisplayName: "admins" });
    const args = {
      passwordPolicy: "managed",
      importOnlyChange: "reimport",
      ownerAttribute: "indexedAttribute5",
    };
    const registered = ["walter", "wendy", "wilma"];
    const project = await running(registered, args);
    // Walter was wanted by another program, too, as his mark says that he was adopted.
    await accounts.signOn("walter", "wendy");
    await accounts.plant(mark, "wendy", "wilma");
    await accounts.plant(mark.replace(/^pulumi:/, "pulumi-adopted:"), "walter");
    const ids = await accounts.ids();

    const privileged = (password: string): Users =>
      Object.fromEntries(
        registered.map((userName) => [
          userName,
          { userName, nickname: "Boss", userGroups: [UserGroupId], password, job: "Admin" },
        ]),
      );
    for (const [conflictPolicy, password] of [
      ["fail", "Another-Horse-2"],
      ["fail", "Another-Horse-3"],
      ["adopt", "Another-Horse-4"],
    ] as const) {
      const users = { ...people("alice", "bob"), ...privileged(password) };
      project.program(program(job(store, users, { args: { ...args, conflictPolicy } })));
      const { result, writes } = await cloud.callsDuring(() =>
        project.run("up", "--yes", "--skip-preview", "--refresh"),
      );
      expect(harm(writes)).to.deep.equal([]);
      for (const name of registered) {
        expect(result.screen).to.contain(name);
        // Whom nobody has used, adoption lets in: that is a person's word, with a mark or without.
        const isLetIn = conflictPolicy === "adopt" && name === "wilma";
        if (!isLetIn) expect((await accounts.of(name)).UserGroups ?? [], name).to.deep.equal([]);
        expect(await accounts.opens(name, PASSWORD), name).to.equal(true);
      }
    }
    expect(await accounts.ids()).to.deep.equal(ids);

    // They leave the sets one after the other, and then everybody does.
    project.program(program(job(store, { ...people("alice", "bob"), walter: { userName: "walter" } }, { args })));
    await project.run("up", "--yes", "--skip-preview");
    expect(await accounts.ids()).to.deep.equal(ids);
    await project.destroy();
    const { alice, bob, ...others } = ids;
    expect([alice, bob]).not.to.include(undefined);
    expect(await accounts.ids()).to.deep.equal(others);
  });

  it("that is cleared from one of ours comes back first, and groups and password in the run after that", async () => {
    const { UserGroupId } = await cloud.call("CreateUserGroup", { UserStoreId: store, DisplayName: "admins" });
    const args = { passwordPolicy: "managed" };
    const declared = (password: string, more: object = {}): Users => ({
      alice: { userName: "alice", password, ...more },
    });
    const project = await begin(program(job(store, declared(PASSWORD), { args })));
    await project.up();
    mark = await accounts.mark("alice");
    await accounts.plant("", "alice");

    project.program(program(job(store, declared("Another-Horse-2", { userGroups: [UserGroupId] }), { args })));
    const { result, writes } = await cloud.callsDuring(() => project.upFails());
    expect(result.screen).to.contain("its owner mark had been cleared and is set again; its password was not changed");
    expect(result.screen).to.contain("these accounts had lost their owner mark, which is set again: staff/alice");
    expect(writes).to.deep.equal(["UpdateUser"]);
    expect(await accounts.mark("alice")).to.equal(mark);
    expect((await accounts.of("alice")).UserGroups ?? []).to.deep.equal([]);
    expect(await accounts.opens("alice", PASSWORD)).to.equal(true);

    await project.up();
    expect((await accounts.of("alice")).UserGroups).to.deep.equal([UserGroupId]);
    expect(await accounts.opens("alice", "Another-Horse-2")).to.equal(true);
    expect((await cloud.callsDuring(() => project.up())).writes).to.deep.equal([]);
  });
});
