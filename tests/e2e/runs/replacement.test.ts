import { expect } from "chai";
import type { Cloud } from "../support/service/cloud";
import { eachAfter } from "../support/service/eachInCloud";
import { job, people, program } from "../support/pulumi/programs";
import type { Project } from "../support/pulumi/project";

describe("a replacement", function () {
  this.timeout(90_000);
  let cloud: Cloud;
  let store: string;
  let project: Project;

  eachAfter(
    async ({ store, begin }) => {
      const begun = await begin(program(job(store, people("alice", "bob"))));
      await begun.up();
      return begun;
    },
    (begun) => {
      ({ cloud, store, project } = begun);
    },
  );

  const replaced = async () => ["--replace", (await project.resource("staff")).urn];
  const use = async () => {
    for (const { UserId } of await cloud.users(store)) await cloud.admin("POST", `/users/${UserId}/sign-on`);
  };

  it("asked for by up --replace keeps accounts that nobody has used", async () => {
    const { UserId } = await cloud.user(store, "alice");
    const args = await replaced();
    const { writes } = await cloud.callsDuring(() => project.up(...args));
    expect(writes).to.deep.equal(["UpdateUser", "UpdateUser"]);
    expect(await cloud.user(store, "alice")).to.include({ UserId });
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob"]);
    await project.refresh("--expect-no-changes");
    const { calls } = await cloud.callsDuring(() => project.up());
    expect(calls).to.deep.equal([]);
  });

  it("asked for by up --replace is refused while accounts are in use, and leaves the job as it was", async () => {
    await use();
    const before = await cloud.users(store);
    const args = await replaced();
    const { result, writes } = await cloud.callsDuring(() => project.upFails(...args));
    expect(result.screen).to.match(/nothing was written: 2 of 2 declared users belong to shop\/dev\/staff#/);
    expect(result.screen).to.contain("a replacement on its own store gains nothing");
    expect(writes).to.deep.equal([]);
    expect(await cloud.users(store)).to.deep.equal(before);
    await project.up("--expect-no-changes");
  });

  it("asked for by replaceOnChanges of anything but the store is refused", async () => {
    for (const path of ["userSets", "#initerror"]) {
      project.program(program(job(store, people("alice"), { opts: `{ replaceOnChanges: ["${path}"] }` })));
      expect((await project.upFails()).screen).to.contain(`replaceOnChanges: ["${path}"] would make a new job`);
    }
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob"]);
  });

  it("keeps an adopted user in care, though nobody is adopted any more", async () => {
    const { User } = await cloud.call("CreateUser", {
      UserStoreId: store,
      UserName: "dora",
      Email: "dora@example.com",
      PhoneNumber: "+86-13800008020",
      Password: "Correct-Horse-1",
    });
    project.program(program(job(store, people("alice", "dora"), { args: { conflictPolicy: "adopt" } })));
    await project.up();
    const takeOver = ["shop/dev/staff"];
    project.program(program(job(store, people("alice", "dora"), { args: { takeOver } })));
    await project.up(...(await replaced()));
    expect(await cloud.names(store)).to.deep.equal(["alice", "dora"]);
    expect((await cloud.user(store, "dora")).IndexedAttribute5).to.match(/^pulumi-adopted:shop/);
    await project.refresh("--expect-no-changes");
    project.program(program(job(store, people("alice"))));
    await project.up();
    expect(await cloud.user(store, "dora")).to.include({ UserId: User.UserId });
  });

  it("of the store moves everybody in one up and leaves nobody behind", async () => {
    const other = await cloud.store("others");
    project.program(program(job(other, people("alice", "bob"))));
    const { screen } = await project.preview();
    expect(screen).to.contain("replace");
    await project.up();
    expect(await cloud.names(store)).to.deep.equal([]);
    expect(await cloud.names(other)).to.deep.equal(["alice", "bob"]);
    await project.refresh("--expect-no-changes");
  });
});

describe("a user store in the program", function () {
  this.timeout(90_000);
  let cloud: Cloud;
  let project: Project;

  const declare = (description: string, name = "customers") =>
    program(
      `const store = new ciam.UserStore("customers", { name: "${name}", description: "${description}", forceDestroy: true });`,
      `const qa = new ciam.UserGroup("qa", { userStoreId: store.userStoreId, displayName: "QA" });`,
      `const staff = new ciam.UserImportJob("staff", { userStoreId: store.userStoreId, userSets: { staff: {`,
      `  alice: { userName: "alice", userGroups: [qa.userGroupId] } } } });`,
      `exports.storeId = store.userStoreId; exports.groupId = qa.userGroupId;`,
    );

  eachAfter(
    async ({ cloud, store, begin }) => {
      // The program makes its own.
      await cloud.call("DeleteUserStore", { UserPoolId: store });
      const begun = await begin(declare("People who buy"));
      await begun.up();
      return begun;
    },
    (begun) => {
      ({ cloud, project } = begun);
    },
  );

  it("takes an edited description without touching the job", async () => {
    project.program(declare("People who bought"));
    const { screen } = await project.preview();
    expect(screen).to.match(/~ 1 to update\s+3 unchanged/);
    const { writes } = await cloud.callsDuring(() => project.up());
    expect(writes).to.deep.equal(["UpdateUserStore"]);
    project.program(declare(""));
    await project.up();
    const { UserStoreSet } = await cloud.call("ListUserStore", {});
    expect(UserStoreSet?.[0]?.UserStoreDesc ?? "").to.equal("");
  });

  it("puts users into groups that are made in the same up", async () => {
    const { storeId, groupId } = await project.outputs();
    expect(await cloud.user(String(storeId), "alice")).to.deep.include({ UserGroups: [groupId] });
  });

  it("is seeded anew when it is replaced", async () => {
    const { storeId } = await project.outputs();
    const urn = (await project.resource("customers")).urn;
    project.program(declare("People who buy", "customers-2"));
    await project.up("--replace", urn);
    const after = await project.outputs();
    expect(after.storeId).not.to.equal(storeId);
    expect(await cloud.names(String(after.storeId))).to.deep.equal(["alice"]);
    const { UserStoreSet } = await cloud.call("ListUserStore", {});
    expect(UserStoreSet).to.have.length(1);
    await project.refresh("--expect-no-changes");
  });

  it("is shown as gone when somebody deleted it, and made again by the next up", async () => {
    const { storeId } = await project.outputs();
    await cloud.call("DeleteUserStore", { UserPoolId: String(storeId) });
    await cloud.store("another of the same account");
    await project.refresh();
    await project.up();
    const after = await project.outputs();
    expect(await cloud.names(String(after.storeId))).to.deep.equal(["alice"]);
  });

  it("is destroyed with everything in it", async () => {
    await project.destroy();
    expect((await cloud.call("ListUserStore", {})).UserStoreSet ?? []).to.deep.equal([]);
  });
});
