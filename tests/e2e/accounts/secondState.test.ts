import { expect } from "chai";
import { Accounts, harm, ownerOf, remedyIn } from "../support/service/accounts";
import type { Cloud } from "../support/service/cloud";
import { eachInCloud } from "../support/service/eachInCloud";
import { job, people, program, type JobOptions } from "../support/pulumi/programs";
import { Project } from "../support/pulumi/project";

describe("a second state of the same program on the same store", function () {
  this.timeout(300_000);
  let cloud: Cloud;
  let store: string;
  let accounts: Accounts;
  /** Project, stack and resource are called the same in both. */
  let ours: Project;
  let theirs: Project;
  let ids: Record<string, string>;

  const staff = (users: readonly string[], options: JobOptions = {}) => program(job(store, people(...users), options));

  describe("with a lineage of its own", () => {
    eachInCloud(async (here) => {
      ({ cloud, store } = here);
      accounts = new Accounts(cloud, store);
      ours = await here.begin(staff(["alice", "bob", "carol"]));
      await ours.up();
      ids = await accounts.ids();
      theirs = await here.begin(staff(["alice", "bob", "zoe"]));
    });

    it("takes over nobody who has signed on, and whatever it does then deletes nobody of the first", async () => {
      await accounts.signOn("alice", "bob", "carol");
      const mark = await accounts.mark("alice");
      const { screen } = await theirs.upFails();
      expect(screen)
        .to.match(/staff\/alice/)
        .and.to.match(/staff\/bob/);
      expect(remedyIn(screen).takeOver).to.deep.equal([mark.replace(/^pulumi:/, "")]);
      expect(remedyIn(screen).takeOver[0]).to.match(ownerOf("staff"));
      expect(await accounts.mark("alice")).to.equal(mark);
      expect(await accounts.ids()).to.include(ids);

      await theirs.run("refresh", "--yes", "--skip-preview");
      theirs.program(staff(["bob"], { args: { acceptDeletions: 3 } }));
      await theirs.run("up", "--yes", "--skip-preview");
      expect(await accounts.ids()).to.include(ids);
      await theirs.destroy();
      expect(await accounts.ids()).to.deep.equal(ids);

      const { calls } = await cloud.callsDuring(() => ours.up());
      expect(calls).to.deep.equal([]);
      await ours.refresh("--expect-no-changes");
    });

    it("manages them once somebody has pasted the remedy; then the first deletes nobody, and says whose they are", async () => {
      await accounts.signOn("alice", "bob", "carol");
      // The error of a first create comes before its first write: Zoe is not there either.
      const asked = await cloud.callsDuring(() => theirs.upFails());
      expect(asked.writes).to.deep.equal([]);
      const args = remedyIn(asked.result.screen);
      theirs.program(staff(["alice", "bob", "carol"], { args }));
      const before = await cloud.callsDuring(() => theirs.up());
      expect(harm(before.writes)).to.deep.equal([]);
      expect(await accounts.ids()).to.deep.equal(ids);

      const owner = (await accounts.mark("alice")).replace(/^pulumi:/, "");
      expect(owner).to.match(ownerOf("staff")).and.not.to.equal(args.takeOver[0]);
      expect((await ours.refresh()).screen).to.contain(owner);
      ours.program(staff(["alice"], { args: { acceptDeletions: 2 } }));
      await ours.run("up", "--yes", "--skip-preview");
      await ours.destroy();
      expect(await accounts.ids()).to.deep.equal(ids);

      expect((await cloud.callsDuring(() => theirs.up())).calls).to.deep.equal([]);
      await theirs.refresh("--expect-no-changes");
      // They are taken over as what they were: made by a program.
      theirs.program(staff(["alice", "bob"], { args }));
      await theirs.up();
      const { carol, ...others } = ids;
      expect(carol).to.be.a("string");
      expect(await accounts.ids()).to.deep.equal(others);
    });

    it("may have whom nobody has touched yet, says so, and then the first deletes none of them", async () => {
      const { screen } = await theirs.up();
      expect(screen).to.match(/\b2 users\b.*shop\/dev\/staff#[0-9a-f]{4}/);
      expect(await accounts.ids()).to.include(ids);
      ours.program(staff(["carol"], { args: { acceptDeletions: 2 } }));
      const { writes } = await cloud.callsDuring(() => ours.run("up", "--yes", "--skip-preview"));
      expect(harm(writes)).to.deep.equal([]);
      await ours.run("refresh", "--yes", "--skip-preview");
      await ours.run("up", "--yes", "--skip-preview");
      const { alice, bob } = ids;
      expect(await accounts.ids()).to.include({ alice, bob });
      await ours.destroy();
      expect(await accounts.ids()).to.include({ alice, bob });
      expect((await cloud.callsDuring(() => theirs.up())).calls).to.deep.equal([]);
    });

    it("is refused under every policy, and gives neither groups nor passwords", async () => {
      await accounts.signOn("alice", "bob", "carol");
      const { UserGroupId } = await cloud.call("CreateUserGroup", { UserStoreId: store, DisplayName: "admins" });
      const alice = { userName: "alice", userGroups: [UserGroupId], password: "Another-Horse-2", nickname: "Al" };
      for (const conflictPolicy of ["adopt", "skip"]) {
        const args = {
          conflictPolicy,
          adoptGrantsGroups: true,
          passwordPolicy: "managed",
          importOnlyChange: "reimport",
        };
        theirs.program(program(job(store, { alice }, { args })));
        const { result, writes } = await cloud.callsDuring(() => theirs.upFails());
        expect(writes).to.deep.equal([]);
        expect(remedyIn(result.screen).takeOver[0]).to.match(ownerOf("staff"));
      }
      expect((await accounts.of("alice")).UserGroups ?? []).to.deep.equal([]);
      expect(await accounts.ids()).to.deep.equal(ids);
    });
  });

  describe("that was copied, and so has the same lineage", () => {
    eachInCloud(async (here) => {
      ({ cloud, store } = here);
      accounts = new Accounts(cloud, store);
      ours = await here.begin(staff(["alice", "bob"]));
      await ours.up();
      theirs = ours.copy();
    });
    afterEach(() => theirs.dispose());

    it("does not delete whom the other one made since, once they have signed on", async () => {
      theirs.program(staff(["alice", "bob", "yves", "zoe"]));
      await theirs.up();
      await accounts.signOn("yves", "zoe");
      ids = await accounts.ids();
      // Nobody declares Zoe here. Yves is declared, and leaves again.
      for (const users of [
        ["alice", "bob", "yves"],
        ["alice", "bob"],
        ["alice", "bob"],
      ]) {
        ours.program(staff(users));
        const { result, writes } = await cloud.callsDuring(() => ours.up("--refresh"));
        expect(harm(writes)).to.deep.equal([]);
        if (users.includes("yves")) expect(result.screen).to.contain(ids.zoe).and.to.contain(ids.yves);
      }
      expect(await accounts.ids()).to.deep.equal(ids);
      await ours.destroy();
      const { yves, zoe } = ids;
      expect(await accounts.ids()).to.deep.equal({ yves, zoe });
    });
  });
});
