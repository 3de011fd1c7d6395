import { expect } from "chai";
import { Cloud } from "./support/cloud";
import { job, people, program } from "./support/programs";
import { Project } from "./support/project";

// Each step goes on from the one before, as a person's day does.
describe("a set of users, from the first up to destroy", function () {
  this.timeout(60_000);
  let cloud: Cloud;
  let store: string;
  let project: Project;

  const declared = people("alice", "bob", "carol");
  const ids = `exports.aliceId = staff.userId("staff", "alice"); exports.ids = staff.userIds("staff"); exports.summary = staff.summary;`;
  const declare = (users: typeof declared) => project.program(program(job(store, users), ids));

  before(async () => {
    cloud = await Cloud.open();
    store = await cloud.store();
    project = await Project.create(program(job(store, declared), ids), { cloud, key: "of a passphrase" });
  });
  after(async () => {
    project.dispose();
    await cloud.close();
  });

  it("is shown user by user before anything happens", async () => {
    const { result, calls } = await cloud.callsDuring(() => project.preview());
    expect(result.screen).to.contain("+ pulumi-nodejs:dynamic/ciam:UserImportJob: (create)");
    expect(result.screen).to.match(/alice: \{\s+email\s*: "alice@example.com"/);
    expect(calls).to.deep.equal([]);
  });

  it("arrives in the store by one job", async () => {
    const { result, writes } = await cloud.callsDuring(() => project.up());
    expect(writes).to.deep.equal(["CreateApiImportUserJob"]);
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob", "carol"]);
    expect(result.screen).to.contain("plan: 3 import");
  });

  it("gives the UserId of each user", async () => {
    const { aliceId, ids: all } = await project.outputs();
    expect(aliceId).to.equal((await cloud.user(store, "alice")).UserId);
    expect(all).to.have.all.keys("alice", "bob", "carol");
  });

  it("needs no call when nothing has changed", async () => {
    const { result, calls } = await cloud.callsDuring(() => project.up());
    expect(result.screen).to.contain("2 unchanged");
    expect(calls).to.deep.equal([]);
  });

  it("is read and not written by a refresh that finds everything as declared", async () => {
    const { writes } = await cloud.callsDuring(() => project.refresh("--expect-no-changes"));
    expect(writes).to.deep.equal([]);
  });

  it("shows of a change just the difference", async () => {
    declare({ ...people("alice", "dave"), bob: { userName: "bob", email: "bob.new@example.com" } });
    const { screen } = await project.preview();
    expect(screen).to.match(/~ bob\s*: \{\s+~ email\s*: "bob@example.com" => "bob.new@example.com"/);
    expect(screen).to.match(/- carol\s*: \{/);
    expect(screen).to.match(/\+ dave\s*: \{/);
    expect(screen).not.to.contain("alice@example.com");
    expect(screen).to.contain("plan against last known state: 1 import, 1 update (email 1), 1 delete");
  });

  it("tells a machine the same by the path of each user", async () => {
    const { stdout } = await project.succeeds("preview", "--json");
    const steps = (JSON.parse(stdout) as { steps: { urn: string; detailedDiff?: Record<string, { kind: string }> }[] })
      .steps;
    const diff = steps.find(({ urn }) => urn.endsWith("::staff"))?.detailedDiff;
    expect(diff).to.deep.equal({
      "userSets.staff.bob.email": { kind: "update", inputDiff: true },
      "userSets.staff.carol": { kind: "delete", inputDiff: true },
      "userSets.staff.dave": { kind: "add", inputDiff: true },
    });
  });

  it("submits just the difference", async () => {
    const bob = (await cloud.user(store, "bob")).UserId;
    const { writes } = await cloud.callsDuring(() => project.up());
    expect(writes.sort()).to.deep.equal(["CreateApiImportUserJob", "DeleteUsers", "UpdateUser"]);
    expect((await cloud.calls()).find(({ action }) => action === "CreateApiImportUserJob")?.users).to.equal(1);
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob", "dave"]);
    expect(await cloud.user(store, "bob")).to.include({ UserId: bob, Email: "bob.new@example.com" });
  });

  it("leaves a user alone who was edited by hand, until somebody asks", async () => {
    await cloud.edit(store, "alice", { Nickname: "Mallory" });
    await cloud.edit(store, "bob", { Email: "mallory@example.com" });
    const { result, calls } = await cloud.callsDuring(() => project.up());
    expect(result.screen).to.contain("2 unchanged");
    expect(calls).to.deep.equal([]);
  });

  it("shows by refresh who was edited, in declared fields only", async () => {
    const { screen } = await project.succeeds("refresh", "--preview-only", "--diff");
    expect(screen).to.match(/~ bob\s*: \{\s+~ email\s*: "bob.new@example.com" => "mallory@example.com"/);
    expect(screen).not.to.contain("Mallory");
    const drift = await project.fails("preview", "--refresh", "--expect-no-changes");
    expect(drift.code).to.equal(7);
  });

  it("is repaired by the next up after a refresh", async () => {
    await project.refresh();
    const { writes } = await cloud.callsDuring(() => project.up());
    expect(writes).to.deep.equal(["UpdateUser"]);
    expect(await cloud.user(store, "bob")).to.include({ Email: "bob.new@example.com" });
    // Nobody declared it, so it is not ours to take away.
    expect(await cloud.user(store, "alice")).to.include({ Nickname: "Mallory" });
  });

  it("gets a user back who was deleted by hand", async () => {
    await cloud.drop(store, "dave");
    const { screen } = await project.refresh("--diff");
    expect(screen).to.match(/- dave\s*: \{/);
    await project.up();
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob", "dave"]);
  });

  it("names each refused user with its reason, and keeps the others", async () => {
    await cloud.call("CreateUser", {
      UserStoreId: store,
      UserName: "somebody",
      Email: "else@example.com",
      PhoneNumber: "+86-13800008009",
      Password: "Correct-Horse-1",
    });
    declare({
      ...people("alice", "bob", "dave", "erin"),
      frank: { userName: "frank", email: "frank@example" },
      grace: { userName: "grace", email: "else@example.com" },
    });
    const { screen } = await project.upFails();
    expect(screen).to.match(/staff\/frank \(f\*\*\*\).*Email/);
    expect(screen).to.match(/staff\/grace \(g\*\*\*\).*exists already in the store as [0-9a-f]{32}/);
    expect(screen).not.to.contain("else@example.com");
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob", "dave", "erin", "somebody"]);
  });

  it("tries just the refused users again when their data are corrected", async () => {
    declare({
      ...people("alice", "bob", "dave", "erin", "grace"),
      frank: { userName: "frank", phoneNumber: "13800008010" },
    });
    const { writes } = await cloud.callsDuring(() => project.up());
    expect(writes).to.deep.equal(["CreateApiImportUserJob"]);
    expect((await cloud.calls()).find(({ action }) => action === "CreateApiImportUserJob")?.users).to.equal(2);
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob", "dave", "erin", "frank", "grace", "somebody"]);
  });

  it("is destroyed without touching anybody else", async () => {
    await project.destroy();
    expect(await cloud.names(store)).to.deep.equal(["somebody"]);
  });
});
