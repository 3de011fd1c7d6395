import { expect } from "chai";
import { Accounts, names } from "../support/service/accounts";
import type { Cloud } from "../support/service/cloud";
import { eachInCloud, type Here } from "../support/service/eachInCloud";
import { job, people, program } from "../support/pulumi/programs";

describe("what is said before it happens", function () {
  this.timeout(300_000);
  let cloud: Cloud;
  let store: string;
  let begin: Here["begin"];
  let accounts: Accounts;

  eachInCloud((here) => {
    ({ cloud, store, begin } = here);
    accounts = new Accounts(cloud, store);
  });

  it("of a first create: how many will be imported, also of a store that is only about to be made", async () => {
    const project = await begin(
      program(
        job(store, people(...names(70))),
        `const fresh = new ciam.UserStore("fresh", { name: "fresh" });`,
        `new ciam.UserImportJob("guests", { userStoreId: fresh.userStoreId, userSets: { guests: ${JSON.stringify(people("gina", "hal"))} } });`,
      ),
    );
    const { result, calls } = await cloud.callsDuring(() => project.succeeds("preview"));
    expect(result.screen).to.match(/plan: 70 import/);
    expect(result.screen).to.match(/plan: 2 import/);
    expect(calls).to.deep.equal([]);
  });

  it("of a job that leaves the program: how many users go with it", async () => {
    const guests = job(store, people("gina", "hal", "ivy"), { name: "guests" });
    const dora = await accounts.register("dora");
    const project = await begin(
      program(job(store, people("alice", "bob", "dora"), { args: { conflictPolicy: "adopt" } }), guests),
    );
    await project.up();
    project.program(program(guests));
    const { screen } = await project.up();
    expect(screen).to.match(/\b2 (users|delete)|delete\w* 2\b/);
    expect(await accounts.ids())
      .to.include({ dora })
      .and.to.have.keys("dora", "gina", "hal", "ivy");
    const destroyed = await project.destroy();
    expect(destroyed.screen).to.match(/\b3 (users|delete)|delete\w* 3\b/);
  });

  it("of a change that only an import can make: that up will fail, by whom and what", async () => {
    const project = await begin(
      program(job(store, { ...people("alice"), bob: { userName: "bob", gender: "FEMALE" } })),
    );
    await project.up();
    const changed = { ...people("alice"), bob: { userName: "bob", gender: "MALE" } };
    project.program(program(job(store, changed)));
    const { result, calls } = await cloud.callsDuring(() => project.fails("preview"));
    expect(result.screen)
      .to.match(/staff\/bob.*gender/)
      .and.to.contain("importOnlyChange");
    expect(calls).to.deep.equal([]);
    // Whoever has decided what is to become of it sees no error.
    for (const importOnlyChange of ["ignore", "reimport"]) {
      project.program(program(job(store, changed, { args: { importOnlyChange } })));
      await project.succeeds("preview");
    }
  });

  it("of a job that is Degraded though nobody failed: why it is", async () => {
    const users = (gender: string) => ({ ...people("alice"), bob: { userName: "bob", gender } });
    const project = await begin(program(job(store, users("FEMALE"))));
    await project.up();
    project.program(program(job(store, users("MALE"), { args: { importOnlyChange: "ignore" } })));
    await project.up();
    project.program(program(job(store, users("MALE"))));
    // Be it an error or not: it says who differs, and in what.
    for (const args of [
      ["up", "--yes", "--skip-preview"],
      ["refresh", "--yes", "--skip-preview"],
    ]) {
      const { screen } = await project.run(...args);
      const { outputs } = await project.resource("staff");
      expect(outputs?.status).to.equal("Degraded");
      expect(screen + JSON.stringify(outputs), args[0]).to.match(/staff\/bob.*gender/s);
    }
  });
});
