import { expect } from "chai";
import { Accounts, harm, remedyIn } from "../support/service/accounts";
import { Cloud } from "../support/service/cloud";
import { killedOnceAccepted, until } from "../support/pulumi/interrupted";
import { killAll } from "../support/pulumi/processes";
import { job, people, program, type JobOptions } from "../support/pulumi/programs";
import { Project } from "../support/pulumi/project";

describe("a first create that was killed after its job was accepted", function () {
  this.timeout(300_000);
  let cloud: Cloud;
  let store: string;
  let project: Project;
  let accounts: Accounts;
  let survivors: readonly number[] = [];

  const staff = (users: readonly string[], options: JobOptions = {}) => program(job(store, people(...users), options));

  beforeEach(async () => {
    // Longer than a kill takes, and an hour goes by when nobody is to wait for it.
    cloud = await Cloud.open({ jobPendingMs: 600_000 });
    store = await cloud.store();
    accounts = new Accounts(cloud, store);
    project = await Project.create(staff(["alice", "bob", "carol"]), { cloud, runs: "here" });
  });
  afterEach(async () => {
    killAll(survivors);
    survivors = [];
    project.dispose();
    await cloud.close();
  });

  const jobEnds = async (): Promise<void> => {
    await accounts.pass(1);
    await cloud.configure({ jobPendingMs: 0 });
  };

  /** One more `up` finds its three users, says so, imports nobody, and has made them. */
  async function converges(): Promise<void> {
    const { result, writes } = await cloud.callsDuring(() => project.up());
    expect(harm(writes)).to.deep.equal([]);
    expect(result.screen).to.match(/\b3 users\b.*shop\/dev\/staff#[0-9a-f]{4}/);
    expect(Object.keys(await accounts.ids())).to.deep.equal(["alice", "bob", "carol"]);
    expect((await cloud.callsDuring(() => project.up())).calls).to.deep.equal([]);
    await project.refresh("--expect-no-changes", "--clear-pending-creates");
    project.program(staff(["alice", "bob"]));
    expect((await project.preview()).screen).to.contain("1 delete");
    await project.up();
    await project.destroy();
    expect(await accounts.ids()).to.deep.equal({});
  }

  for (const who of ["with its provider", "while its provider lives on"] as const) {
    it(`${who}, is taken up by the next up, which imports nobody`, async () => {
      ({ survivors } = await killedOnceAccepted(project, cloud, who));
      await jobEnds();
      await converges();
    });
  }

  it("is taken up by the next up though its job is still running then", async () => {
    await killedOnceAccepted(project, cloud, "with its provider");
    await cloud.admin("DELETE", "/calls");
    const running = project.begin("up", "--yes", "--skip-preview");
    await until(async () => (await cloud.calls()).filter(({ action }) => action === "ListJobs").length > 1);
    await jobEnds();
    const { code, screen } = await running.ended;
    expect(code, screen).to.equal(0);
    expect((await cloud.calls()).map(({ action }) => action)).not.to.include("CreateApiImportUserJob");
    expect(Object.keys(await accounts.ids())).to.deep.equal(["alice", "bob", "carol"]);
    expect((await cloud.callsDuring(() => project.up())).calls).to.deep.equal([]);
  });

  it("in the first of several jobs, is taken up and finished", async () => {
    const users = ["alice", "bob", "carol", "dave", "erin"];
    project.program(staff(users, { args: { batch: { users: 3 } } }));
    await killedOnceAccepted(project, cloud, "with its provider");
    await jobEnds();
    const first = await accounts.ids();
    const { writes } = await cloud.callsDuring(() => project.up());
    expect(writes).to.include("CreateApiImportUserJob");
    const all = await accounts.ids();
    expect(Object.keys(all)).to.deep.equal(users);
    expect(all).to.include(first);
    expect((await cloud.callsDuring(() => project.up())).calls).to.deep.equal([]);
  });

  it("whose users have signed on since, asks first, and has made them all the same", async () => {
    await killedOnceAccepted(project, cloud, "with its provider");
    await jobEnds();
    await accounts.signOn("alice", "bob", "carol");
    const ids = await accounts.ids();
    const { screen } = await project.upFails();
    expect(await accounts.ids()).to.deep.equal(ids);
    const args = remedyIn(screen);
    project.program(staff(["alice", "bob", "carol"], { args }));
    const { writes } = await cloud.callsDuring(() => project.up());
    expect(harm(writes)).to.deep.equal([]);
    expect(await accounts.ids()).to.deep.equal(ids);
    project.program(staff(["alice", "bob"], { args }));
    expect((await project.preview()).screen).to.contain("1 delete");
    await project.up();
    expect(Object.keys(await accounts.ids())).to.deep.equal(["alice", "bob"]);
  });
});
