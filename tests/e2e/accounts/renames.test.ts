import { expect } from "chai";
import { Accounts, harm, remedyIn } from "../support/service/accounts";
import type { Cloud } from "../support/service/cloud";
import { eachInCloud, type Here } from "../support/service/eachInCloud";
import { job, people, program, type JobOptions, type Users } from "../support/pulumi/programs";
import type { Project } from "../support/pulumi/project";

describe("a job with another name", function () {
  this.timeout(300_000);
  let cloud: Cloud;
  let store: string;
  let begin: Here["begin"];
  let accounts: Accounts;

  eachInCloud((here) => {
    ({ cloud, store, begin } = here);
    accounts = new Accounts(cloud, store);
  });

  /** A resource of this name, or of several one after the other: the set of users keeps its own. */
  const named = (name: string, users: readonly string[] | Users, options: JobOptions = {}, where = store) => {
    const userSets = { team: Array.isArray(users) ? people(...(users as readonly string[])) : users };
    return job(where, {}, { ...options, name, args: { userSets, ...options.args } });
  };
  const formerly = (name: string): JobOptions => ({ opts: `{ aliases: [{ name: "${name}" }] }` });

  /** Runs the program and answers what it wrote. */
  async function writesOf(project: Project, text: string, ...args: string[]): Promise<string[]> {
    project.program(text);
    return (await cloud.callsDuring(() => project.up(...args))).writes;
  }

  const jobsIn = async (project: Project): Promise<string[]> =>
    ((await project.state()).deployment.resources ?? [])
      .filter(({ urn }) => urn.includes("UserImportJob"))
      .map(({ urn }) => urn.split("::").at(-1) ?? "");

  it("by an alias, that goes back to the old one without it, by target or at once, costs nobody an account", async () => {
    const other = new Accounts(cloud, await cloud.store("others"));
    const before = program(named("staff", ["alice", "bob"]), named("crew", ["carol", "dave"], {}, other.store));
    const project = await begin(before);
    await project.up();
    const [staff, crew] = [await accounts.ids(), await other.ids()];
    const renamed = program(
      named("people", ["alice", "bob"], formerly("staff")),
      named("hands", ["carol", "dave"], formerly("crew"), other.store),
    );
    expect(await writesOf(project, renamed)).to.deep.equal([]);

    expect(harm(await writesOf(project, before, "--target", "**::staff"))).to.deep.equal([]);
    expect(await accounts.ids()).to.deep.equal(staff);
    expect(harm(await writesOf(project, before))).to.deep.equal([]);
    expect(await accounts.ids()).to.deep.equal(staff);
    expect(await other.ids()).to.deep.equal(crew);
    expect(await jobsIn(project)).to.have.members(["staff", "crew"]);

    const { result, calls } = await cloud.callsDuring(() => project.up());
    expect(calls).to.deep.equal([]);
    expect(result.screen).to.contain("3 unchanged");
    await project.refresh("--expect-no-changes");
  });

  it("and back, whose users have signed on, has to be said, and until then nobody is touched", async () => {
    const before = program(named("staff", ["alice", "bob"]));
    const project = await begin(before);
    await project.up();
    await accounts.signOn("alice", "bob");
    const ids = await accounts.ids();
    await writesOf(project, program(named("people", ["alice", "bob"], formerly("staff"))));

    project.program(before);
    for (const args of [["--target", "**::staff"], [], ["--continue-on-error"]]) {
      const { result, writes } = await cloud.callsDuring(() => project.upFails(...args));
      expect(writes).to.deep.equal([]);
      expect(result.screen).to.contain("team/alice").and.to.contain("team/bob");
      expect(await accounts.ids()).to.deep.equal(ids);
    }
    const { screen } = await project.upFails();
    const pasted = program(named("staff", ["alice", "bob"], { args: remedyIn(screen) }));
    expect(harm(await writesOf(project, pasted))).to.deep.equal([]);
    expect(await accounts.ids()).to.deep.equal(ids);
    expect(await jobsIn(project)).to.deep.equal(["staff"]);
    expect(await writesOf(project, pasted)).to.deep.equal([]);
    // They are of its own making still.
    const left = program(named("staff", ["alice"], { args: remedyIn(screen) }));
    expect(await writesOf(project, left)).to.deep.equal(["DeleteUsers"]);
  });

  it("step by step, there and back by aliases, writes nothing and stays the owner", async () => {
    const project = await begin(program(named("staff", ["alice", "bob"])));
    await project.up();
    await accounts.signOn("alice");
    const ids = await accounts.ids();
    const steps: [string, JobOptions][] = [
      ["people", formerly("staff")],
      ["people", {}],
      ["staff", formerly("people")],
      ["staff", {}],
    ];
    for (const [name, options] of steps) {
      expect(await writesOf(project, program(named(name, ["alice", "bob"], options)))).to.deep.equal([]);
    }
    expect(await accounts.ids()).to.deep.equal(ids);
    await project.destroy();
    expect(await accounts.ids()).to.deep.equal({});
  });

  it("is another job, whoever gets the old name later: both are at rest, and one goes without the other", async () => {
    const project = await begin(program(named("staff", ["alice", "bob"])));
    await project.up();
    await writesOf(project, program(named("people", ["alice", "bob"], formerly("staff"))));
    await writesOf(project, program(named("people", ["alice", "bob"])));
    const { alice, bob } = await accounts.ids();

    const both = program(named("people", ["alice", "bob"]), named("staff", ["carol", "dave"]));
    expect(await writesOf(project, both)).to.deep.equal(["CreateApiImportUserJob"]);
    expect(await accounts.ids()).to.include({ alice, bob });
    expect(await accounts.mark("alice")).not.to.equal(await accounts.mark("carol"));
    expect((await cloud.callsDuring(() => project.refresh("--expect-no-changes"))).writes).to.deep.equal([]);
    expect(await writesOf(project, both)).to.deep.equal([]);

    // Each loses its own, and only them.
    const changed = program(named("people", ["alice"]), named("staff", ["carol", "erin"]));
    await writesOf(project, changed);
    expect(Object.keys(await accounts.ids())).to.deep.equal(["alice", "carol", "erin"]);
    await writesOf(project, program(named("staff", ["carol", "erin"])));
    expect(Object.keys(await accounts.ids())).to.deep.equal(["carol", "erin"]);
    await project.destroy();
    expect(await accounts.ids()).to.deep.equal({});
  });

  it("keeps its users from whoever gets the old name and declares one of them", async () => {
    const withNumber = { ...people("bob"), alice: { userName: "alice", phoneNumber: "13800008090" } };
    const without = { ...people("bob"), alice: { userName: "alice" } };
    const project = await begin(program(named("staff", withNumber)));
    await project.up();
    expect(await writesOf(project, program(named("people", withNumber, formerly("staff"))))).to.deep.equal([]);
    expect(await writesOf(project, program(named("people", without)))).to.deep.equal([]);
    const ids = await accounts.ids();

    // Where the program shows it, and where only the store does, because Alice's number is declared no longer.
    const same = job(store, people("bob", "carol"));
    const another = job(store, { zoe: { userName: "zoe", phoneNumber: "13800008090" } });
    const renamed = named("people", without);
    for (const [who, ...lines] of [
      ["bob", renamed, same],
      ["zoe", renamed, another],
      ["zoe", another, renamed],
    ] as const) {
      project.program(program(...lines));
      const { result, writes } = await cloud.callsDuring(() => project.upFails());
      expect(result.screen).to.contain(who);
      expect(harm(writes)).to.deep.equal([]);
      expect(await accounts.ids()).to.deep.equal(ids);
    }
    expect(harm(await writesOf(project, program(renamed)))).to.deep.equal([]);
    expect(await accounts.ids()).to.deep.equal(ids);
    expect(await writesOf(project, program(renamed))).to.deep.equal([]);
    await project.refresh("--expect-no-changes");
  });

  for (const history of ["renamed before", "never renamed"]) {
    it(`that is replaced (--replace), ${history}, keeps its users or says why it is not`, async () => {
      const project = await begin(program(named("staff", ["alice", "bob"])));
      await project.up();
      let name = "staff";
      if (history !== "never renamed") {
        name = "people";
        await writesOf(project, program(named(name, ["alice", "bob"], formerly("staff"))));
      }
      const ids = await accounts.ids();
      const { urn, outputs } = await project.revealed(name);

      const { result, writes } = await cloud.callsDuring(() =>
        project.run("up", "--yes", "--skip-preview", "--replace", urn),
      );
      expect(harm(writes)).to.deep.equal([]);
      expect(await accounts.ids()).to.deep.equal(ids);
      expect(await jobsIn(project)).to.deep.equal([name]);
      if (result.code !== 0) {
        expect(writes).to.deep.equal([]);
        expect(result.screen).to.contain("team/alice").and.to.contain("a replacement on its own store");
        expect((await project.revealed(name)).outputs?.record).to.deep.equal(outputs?.record);
      }
      const after = await cloud.callsDuring(() => project.up());
      expect(after.calls).to.deep.equal([]);
      expect(after.result.screen).to.contain("2 unchanged");
      await project.destroy();
      expect(await accounts.ids()).to.deep.equal({});
    });
  }

  it("that is replaced (--replace) with somebody new in it, refuses before it writes, and imports them by an update", async () => {
    const project = await begin(program(named("staff", ["alice", "bob"])));
    await project.up();
    await writesOf(project, program(named("people", ["alice", "bob"], formerly("staff"))));
    await accounts.pass(48);
    await accounts.signOn("alice");
    const ids = await accounts.ids();
    const { urn, outputs } = await project.revealed("people");

    project.program(program(named("people", ["alice", "bob", "carol"])));
    for (const args of [[], ["--continue-on-error"]]) {
      const { result, writes } = await cloud.callsDuring(() => project.upFails("--replace", urn, ...args));
      expect(writes).to.deep.equal([]);
      expect(result.screen).to.contain("team/alice").and.to.contain("a replacement on its own store");
      expect(await jobsIn(project)).to.deep.equal(["people"]);
      expect((await project.revealed("people")).outputs?.record).to.deep.equal(outputs?.record);
    }
    expect(await writesOf(project, program(named("people", ["alice", "bob", "carol"])))).to.deep.equal([
      "CreateApiImportUserJob",
    ]);
    expect(await accounts.ids()).to.include(ids);
    await project.destroy();
    expect(await accounts.ids()).to.deep.equal({});
  });

  it("or the old one cannot be told to be replaced by a change of its users, nor to go before it comes", async () => {
    const project = await begin(program(named("staff", ["alice", "bob"])));
    await project.up();
    const ids = await accounts.ids();
    const refused: [string, RegExp][] = [
      [`{ replaceOnChanges: ["userSets"] }`, /replaceOnChanges/],
      [`{ replaceOnChanges: ["*"] }`, /replaceOnChanges/],
      [`{ deleteBeforeReplace: true }`, /deleteBeforeReplace/],
    ];
    for (const [opts, why] of refused) {
      project.program(program(named("staff", ["alice"], { opts })));
      const { result, calls } = await cloud.callsDuring(() => project.fails("preview"));
      expect(result.screen).to.match(why);
      expect(result.screen).not.to.match(/^\s+at .*\.js:\d+/m);
      expect(calls).to.deep.equal([]);
    }
    expect(await accounts.ids()).to.deep.equal(ids);
    expect(
      await writesOf(
        project,
        program(named("staff", ["alice", "bob"], { opts: `{ replaceOnChanges: ["userStoreId"] }` })),
      ),
    ).to.deep.equal([]);
  });
});
