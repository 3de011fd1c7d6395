import { expect } from "chai";
import { Accounts, harm, ownerOf, remedyIn } from "../support/service/accounts";
import type { Cloud } from "../support/service/cloud";
import { eachInCloud, type Here } from "../support/service/eachInCloud";
import { job, people, program, type JobOptions } from "../support/pulumi/programs";
import type { Project } from "../support/pulumi/project";

describe("a state that was lost", function () {
  this.timeout(300_000);
  let cloud: Cloud;
  let store: string;
  let begin: Here["begin"];
  let accounts: Accounts;

  eachInCloud((here) => {
    ({ cloud, store, begin } = here);
    accounts = new Accounts(cloud, store);
  });

  const staff = (users: readonly string[], options: JobOptions = {}) => program(job(store, people(...users), options));

  /** The state forgets the job; the users and the program are as they were. */
  async function lose(project: Project): Promise<void> {
    await project.succeeds("state", "delete", (await project.resource("staff")).urn, "--yes");
  }

  it("takes nobody back who has signed on or is older than a day, until the remedy is pasted; then they are what they were", async () => {
    const users = ["alice", "bob", "carol"];
    const project = await begin(staff(users));
    await project.up();
    const ids = await accounts.ids();
    const mark = await accounts.mark("alice");
    await accounts.signOn("alice");
    await accounts.pass(25);
    await lose(project);

    let asked = "";
    for (const conflictPolicy of ["adopt", "skip", "fail"]) {
      project.program(staff(users, { args: { conflictPolicy } }));
      const { result, writes } = await cloud.callsDuring(() => project.upFails());
      expect(writes).to.deep.equal([]);
      for (const name of users) expect(result.screen).to.contain(`staff/${name}`);
      expect(remedyIn(result.screen).takeOver).to.deep.equal([mark.replace(/^pulumi:/, "")]);
      asked = result.screen;
    }

    const args = remedyIn(asked);
    project.program(staff(users, { args }));
    const { writes } = await cloud.callsDuring(() => project.up());
    expect(harm(writes)).to.deep.equal([]);
    expect(await accounts.ids()).to.deep.equal(ids);
    expect(await accounts.mark("alice"))
      .to.match(ownerOf("staff"))
      .and.not.to.equal(mark);
    expect((await cloud.callsDuring(() => project.up())).calls).to.deep.equal([]);
    await project.refresh("--expect-no-changes");

    project.program(staff(["bob", "carol"], { args }));
    expect((await project.preview()).screen).to.contain("1 delete");
    await project.up();
    expect(Object.keys(await accounts.ids())).to.deep.equal(["bob", "carol"]);
    await project.destroy();
    expect(await accounts.ids()).to.deep.equal({});
  });

  it("of today takes back whom nobody has touched, asks about the others, and needs no lineage in the answer", async () => {
    const users = ["alice", "bob", "carol"];
    const project = await begin(staff(users));
    await project.up();
    const ids = await accounts.ids();
    await lose(project);
    const back = await cloud.callsDuring(() => project.up());
    expect(harm(back.writes)).to.deep.equal([]);
    expect(back.result.screen).to.match(/\b3 users\b.*shop\/dev\/staff#[0-9a-f]{4}/);

    await accounts.pass(1);
    await accounts.signOn("alice");
    await cloud.edit(store, "bob", { Nickname: "Bobby" });
    await lose(project);
    const asked = await cloud.callsDuring(() => project.upFails());
    expect(harm(asked.writes)).to.deep.equal([]);
    expect(asked.result.screen).to.contain("staff/alice").and.to.contain("staff/bob");
    expect(await accounts.ids()).to.deep.equal(ids);

    // Every lineage of that name.
    project.program(staff(users, { args: { takeOver: ["shop/dev/staff"] } }));
    const { writes } = await cloud.callsDuring(() => project.up());
    expect(harm(writes)).to.deep.equal([]);
    expect(await accounts.ids()).to.deep.equal(ids);
    expect((await cloud.callsDuring(() => project.up())).writes).to.deep.equal([]);
    await project.destroy();
    expect(await accounts.ids()).to.deep.equal({});
  });

  it("keeps whom the job had adopted from being deleted, also when they are taken over", async () => {
    await accounts.register("dora");
    const users = ["alice", "dora"];
    const project = await begin(staff(users, { args: { conflictPolicy: "adopt" } }));
    await project.up();
    await accounts.signOn("alice", "dora");
    const { dora } = await accounts.ids();
    await lose(project);
    const args = remedyIn((await project.upFails()).screen);
    project.program(staff(users, { args }));
    await project.up();
    project.program(staff(["alice"], { args }));
    expect((await project.preview()).screen).to.contain("1 release");
    await project.up();
    await project.destroy();
    expect(await accounts.ids()).to.deep.equal({ dora });
  });
});

describe("a state that was restored from an older backup", function () {
  this.timeout(300_000);
  let cloud: Cloud;
  let store: string;
  let accounts: Accounts;
  let project: Project;
  let ids: Record<string, string>;

  const staff = (users: readonly string[], options: JobOptions = {}) => program(job(store, people(...users), options));

  // Carol and Erin came after the backup and are in use, Dave came after it and nobody has touched him.
  eachInCloud(async (here) => {
    ({ cloud, store } = here);
    accounts = new Accounts(cloud, store);
    project = await here.begin(staff(["alice"]));
    await project.up();
    await project.succeeds("stack", "export", "--file", "backup.json");
    project.program(staff(["alice", "carol", "dave", "erin"]));
    await project.up();
    await accounts.pass(1);
    await accounts.signOn("carol", "erin");
    await project.succeeds("stack", "import", "--file", "backup.json");
    ids = await accounts.ids();
  });

  it("has made who is untouched and cares for the others, and says so before and after they are released", async () => {
    const { result, writes } = await cloud.callsDuring(() => project.up());
    expect(harm(writes)).to.deep.equal([]);
    expect(result.screen)
      .to.match(/staff\/carol/)
      .and.to.match(/staff\/erin/)
      .and.to.match(/adopt/);
    expect((await cloud.callsDuring(() => project.up())).calls).to.deep.equal([]);
    await project.refresh("--expect-no-changes");

    // Fields are kept equal, as of everybody in care.
    project.program(
      program(job(store, { ...people("alice", "dave", "erin"), carol: { userName: "carol", nickname: "C" } })),
    );
    await project.up();
    expect(await accounts.of("carol")).to.include({ UserId: ids.carol, Nickname: "C" });

    project.program(staff(["alice", "erin"]));
    expect((await project.preview()).screen)
      .to.match(/1 delete/)
      .and.to.match(/1 release/);
    const { screen } = await project.up();
    expect(screen).to.match(/1 release/);
    const { dave, ...others } = ids;
    expect(dave).to.be.a("string");
    expect(await accounts.ids()).to.deep.equal(others);
    expect(await accounts.mark("carol")).not.to.contain("shop/dev");

    await project.destroy();
    const { carol, erin } = ids;
    expect(await accounts.ids()).to.deep.equal({ carol, erin });
  });

  it("deletes nobody in use whom the program no longer declares, and names them", async () => {
    project.program(staff(["alice", "dave"]));
    const { screen } = await project.refresh();
    expect(screen).to.contain(ids.carol).and.to.contain(ids.erin);
    for (const users of [
      ["alice", "dave"],
      ["alice", "dave", "frank"],
    ]) {
      project.program(staff(users));
      const { writes } = await cloud.callsDuring(() => project.up());
      expect(writes).not.to.include("DeleteUsers");
    }
    expect(await accounts.ids()).to.include(ids);
    await project.destroy();
    const { carol, erin } = ids;
    expect(await accounts.ids()).to.deep.equal({ carol, erin });
  });

  it("has made them all, when somebody says so by listing the job's own owner", async () => {
    const takeOver = [(await accounts.mark("alice")).replace(/^pulumi:/, "")];
    project.program(staff(["alice", "carol", "dave", "erin"], { args: { takeOver } }));
    const { writes } = await cloud.callsDuring(() => project.up());
    expect(harm(writes)).to.deep.equal([]);
    project.program(staff(["alice", "dave", "erin"], { args: { takeOver } }));
    expect((await project.preview()).screen).to.contain("1 delete");
    await project.up();
    expect(await accounts.ids()).not.to.have.property("carol");
    await project.destroy();
    expect(await accounts.ids()).to.deep.equal({});
  });
});
