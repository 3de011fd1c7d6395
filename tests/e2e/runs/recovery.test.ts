import { expect } from "chai";
import { Cloud } from "../support/service/cloud";
import { eachAfter } from "../support/service/eachInCloud";
import { job, people, program } from "../support/pulumi/programs";
import { Project } from "../support/pulumi/project";

const broken = { userName: "mallory", email: "mallory@example" };
const mended = { userName: "mallory", phoneNumber: "13800008011" };

describe("a create in which a user was refused", function () {
  this.timeout(60_000);
  let cloud: Cloud;
  let store: string;
  let project: Project;

  eachAfter(
    async ({ store, begin }) => {
      const begun = await begin(program(job(store, { ...people("alice", "bob"), mallory: broken })));
      await begun.upFails();
      return begun;
    },
    (begun) => {
      ({ cloud, store, project } = begun);
    },
  );

  it("is recorded with its reason, so that the next up sends only the refused user", async () => {
    expect((await project.resource("staff")).initErrors?.join()).to.contain("staff/mallory");
    const { result, writes } = await cloud.callsDuring(() => project.fails("up", "--yes", "--skip-preview"));
    expect(writes).to.deep.equal(["CreateApiImportUserJob"]);
    expect((await cloud.calls()).find(({ action }) => action === "CreateApiImportUserJob")?.users).to.equal(1);
    expect(result.screen).to.contain("staff/mallory");
    project.program(program(job(store, { ...people("alice", "bob"), mallory: mended })));
    await project.up();
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob", "mallory"]);
    expect((await project.resource("staff")).initErrors ?? []).to.deep.equal([]);
  });

  it("is still to be retried after a refresh, which clears the engine's own memory of it", async () => {
    await project.refresh();
    const preview = await project.preview();
    expect(preview.screen).to.match(/\+ mallory\s*: \{/);
    project.program(program(job(store, { ...people("alice", "bob"), mallory: mended })));
    await project.up();
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob", "mallory"]);
  });

  it("is refreshed and destroyed without the program", async () => {
    project.remove("index.js");
    await project.refresh();
    await project.destroy();
    expect(await cloud.names(store)).to.deep.equal([]);
  });
});

describe("an update in which a user was refused", function () {
  this.timeout(60_000);
  let cloud: Cloud;
  let store: string;
  let project: Project;

  eachAfter(
    async ({ store, begin }) => {
      const begun = await begin(program(job(store, people("alice", "bob"))));
      await begun.up();
      begun.program(program(job(store, { ...people("alice", "carol"), mallory: broken })));
      await begun.upFails();
      return begun;
    },
    (begun) => {
      ({ cloud, store, project } = begun);
    },
  );

  it("has done everything else, and the next up finishes it", async () => {
    expect(await cloud.names(store)).to.deep.equal(["alice", "carol"]);
    project.program(program(job(store, { ...people("alice", "carol"), mallory: mended })));
    const { writes } = await cloud.callsDuring(() => project.up());
    expect(writes).to.deep.equal(["CreateApiImportUserJob"]);
    expect(await cloud.names(store)).to.deep.equal(["alice", "carol", "mallory"]);
    const { calls } = await cloud.callsDuring(() => project.up());
    expect(calls).to.deep.equal([]);
  });

  it("is finished as well after a refresh", async () => {
    await project.refresh();
    project.program(program(job(store, { ...people("alice", "carol"), mallory: mended })));
    await project.up();
    expect(await cloud.names(store)).to.deep.equal(["alice", "carol", "mallory"]);
    await project.refresh("--expect-no-changes");
  });

  it("is destroyed with all its users", async () => {
    await project.destroy();
    expect(await cloud.names(store)).to.deep.equal([]);
  });
});

describe("a state without its program", function () {
  this.timeout(60_000);

  it("is refreshed and destroyed all the same", async () => {
    const cloud = await Cloud.open();
    const store = await cloud.store();
    const project = await Project.create(program(job(store, people("alice", "bob"))), { cloud, runs: "here" });
    await project.up();
    project.remove("index.js");
    await cloud.edit(store, "bob", { Email: "mallory@example.com" });
    const { screen } = await project.refresh("--diff");
    expect(screen).to.match(/~ email\s*: "bob@example.com" => "mallory@example.com"/);
    await project.destroy();
    expect(await cloud.names(store)).to.deep.equal([]);
    project.dispose();
    await cloud.close();
  });

  it("recognises its users when the state is lost, and resets nobody's password", async () => {
    const cloud = await Cloud.open();
    const store = await cloud.store();
    const users = { alice: { userName: "alice", password: "Correct-Horse-1" }, bob: { userName: "bob" } };
    const project = await Project.create(program(job(store, users)), { cloud, runs: "here" });
    await project.up();
    const before = await cloud.users(store);
    await project.succeeds("state", "delete", (await project.resource("staff")).urn, "--yes");
    const { writes } = await cloud.callsDuring(() => project.up());
    expect(writes, "each gets the new owner's mark").to.deep.equal(["UpdateUser", "UpdateUser"]);
    const after = await cloud.users(store);
    expect(after.map(({ UserId }) => UserId)).to.deep.equal(before.map(({ UserId }) => UserId));
    const alice = before.find(({ UserName }) => UserName === "alice");
    const credential = { UserId: alice?.UserId, Password: "Correct-Horse-1" };
    expect(await cloud.admin("POST", "/credential", credential)).to.deep.equal({ matches: true });
    expect((await cloud.callsDuring(() => project.up())).writes).to.deep.equal([]);
    project.dispose();
    await cloud.close();
  });
});
