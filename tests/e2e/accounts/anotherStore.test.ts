import { expect } from "chai";
import { Accounts, harm, names } from "../support/service/accounts";
import type { Cloud } from "../support/service/cloud";
import { eachInCloud, type Here } from "../support/service/eachInCloud";
import { killedOnceAccepted } from "../support/pulumi/interrupted";
import { job, people, program } from "../support/pulumi/programs";

const CROWD = names(60);
const NO_STORE = "0123456789abcdef0123456789abcdef";

describe("another userStoreId in the program", function () {
  this.timeout(300_000);
  let cloud: Cloud;
  let store: string;
  let begin: Here["begin"];
  let accounts: Accounts;

  eachInCloud((here) => {
    ({ cloud, store, begin } = here);
    accounts = new Accounts(cloud, store);
  });

  describe("that is wrong", () => {
    const guests = people("gina", "hal", "ivy");
    /** Two jobs, of sixty users and of three, which the brake does not protect. */
    const inStores = (staffStore: string, guestStore: string, args: Record<string, unknown> = {}) =>
      program(job(staffStore, people(...CROWD), { args }), job(guestStore, guests, { name: "guests" }));

    it("removes nobody, and the way back is free of charge", async () => {
      const project = await begin(inStores(store, store));
      await project.up();
      const before = await accounts.ids();

      // Somebody deleted it; or a digit is wrong; or it is the name of the store, and not its id.
      const deleted = await cloud.store("deleted");
      await cloud.call("DeleteUserStore", { UserPoolId: deleted });
      const mistyped = store.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
      for (const [wrong, text] of [
        [deleted, inStores(deleted, store, { acceptDeletions: 60 })],
        [deleted, inStores(store, deleted)],
        [mistyped, inStores(mistyped, store, { acceptDeletions: 60 })],
        [mistyped, inStores(mistyped, mistyped, { acceptDeletions: 60 })],
        ["customers", inStores(store, "customers")],
      ] as const) {
        project.program(text);
        const { result, writes } = await cloud.callsDuring(() => project.upFails());
        expect(writes).to.deep.equal([]);
        expect(result.screen).to.contain(wrong);
        expect(await accounts.ids()).to.deep.equal(before);
      }

      project.program(inStores(NO_STORE, store));
      for (const run of [await project.fails("preview"), await project.upFails()]) {
        expect(run.screen).to.contain("acceptDeletions: 60");
      }

      project.program(inStores(store, store));
      const back = await cloud.callsDuring(() => project.up());
      expect(back.writes).to.deep.equal([]);
      expect(back.result.screen).to.contain("3 unchanged");
      await project.refresh("--expect-no-changes");
      expect(await accounts.ids()).to.deep.equal(before);
    });

    it("in a replacement that nobody asked twice about, with users who leave at the same time, removes nobody", async () => {
      const project = await begin(program(job(store, people("alice", "bob", "carol"))));
      await project.up();
      const before = await accounts.ids();
      project.program(program(job(NO_STORE, people("alice"), { args: { removalPolicy: "freeze" } })));
      const { writes } = await cloud.callsDuring(() => project.upFails());
      expect(writes).to.deep.equal([]);
      // The store is to be left with everybody; who leaves the sets then is another matter.
      project.program(program(job(store, people("alice", "bob"))));
      await project.up();
      const { carol, ...others } = before;
      expect(carol).to.be.a("string");
      expect(await accounts.ids()).to.deep.equal(others);
    });
  });

  describe("that is right", () => {
    let other: Accounts;

    beforeEach(async () => {
      other = new Accounts(cloud, await cloud.store("others"));
    });

    it("is refused by the brake in preview and up, which name both stores and who is removed; accepted, it moves everybody, there first", async () => {
      const project = await begin(program(job(store, people(...CROWD))));
      await project.up();
      const before = await accounts.ids();

      project.program(program(job(other.store, people(...CROWD))));
      for (const run of [await project.fails("preview"), await project.upFails()]) {
        expect(run.screen).to.contain(store);
        expect(run.screen).to.contain(other.store);
        expect(run.screen).to.match(/60 .*(delete|remove)/);
        expect(run.screen).to.contain("staff/user01");
        expect(run.screen).to.contain("acceptDeletions: 60");
      }
      project.program(program(job(other.store, people(...CROWD), { args: { acceptDeletions: 59 } })));
      await project.upFails();
      expect(await accounts.ids()).to.deep.equal(before);
      expect(await other.ids()).to.deep.equal({});

      project.program(program(job(other.store, people(...CROWD), { args: { acceptDeletions: 60 } })));
      expect((await project.preview()).screen)
        .to.contain(store)
        .and.to.contain(other.store)
        .and.to.match(/\b60\b/);
      const { writes } = await cloud.callsDuring(() => project.up());
      expect(writes.lastIndexOf("CreateApiImportUserJob")).to.be.greaterThan(-1);
      expect(writes.indexOf("DeleteUsers")).to.be.greaterThan(writes.lastIndexOf("CreateApiImportUserJob"));
      expect(await accounts.ids()).to.deep.equal({});
      expect(Object.keys(await other.ids())).to.deep.equal(CROWD);
      const again = await cloud.callsDuring(() => project.up());
      expect(again.calls).to.deep.equal([]);
      await project.refresh("--expect-no-changes");
    });

    it("is refused as well while the store is only about to be made", async () => {
      const project = await begin(program(job(store, people(...CROWD))));
      await project.up();
      const before = await accounts.ids();
      const inNewStore = (args: Record<string, unknown>) =>
        program(
          `const fresh = new ciam.UserStore("fresh", { name: "fresh", forceDestroy: true });`,
          `new ciam.UserImportJob("staff", { ...${JSON.stringify({ userSets: { staff: people(...CROWD) }, ...args })}, userStoreId: fresh.userStoreId });`,
          `exports.storeId = fresh.userStoreId;`,
        );
      project.program(inNewStore({}));
      const preview = await project.fails("preview");
      expect(preview.screen).to.contain(store).and.to.contain("acceptDeletions: 60");
      await project.upFails();
      expect(await accounts.ids()).to.deep.equal(before);
      project.program(inNewStore({ acceptDeletions: 60 }));
      await project.up();
      expect(await accounts.ids()).to.deep.equal({});
      expect(await cloud.users(String((await project.outputs()).storeId))).to.have.length(60);
    });

    it("leaves everybody in the old store while somebody cannot be served in the new one", async () => {
      await other.register("alice");
      const project = await begin(program(job(store, people("alice", "bob", "carol"))));
      await project.up();
      const before = await accounts.ids();
      project.program(program(job(other.store, people("alice", "bob", "carol"))));
      for (const args of [[], [], ["--continue-on-error"]]) {
        const { writes } = await cloud.callsDuring(() => project.upFails(...args));
        expect(writes, args.join()).not.to.include("DeleteUsers");
        expect(await accounts.ids()).to.deep.equal(before);
      }

      // Whose alice that is gets decided, and the move goes on from where it stopped.
      await cloud.drop(other.store, "alice");
      await project.up();
      expect(await accounts.ids()).to.deep.equal({});
      expect(Object.keys(await other.ids())).to.deep.equal(["alice", "bob", "carol"]);
      const again = await cloud.callsDuring(() => project.up());
      expect(again.writes).to.deep.equal([]);
    });

    it("keeps in the old store whom the new one refuses, though warnings will do, until that is mended", async () => {
      const { UserGroupId } = await cloud.call("CreateUserGroup", { UserStoreId: store, DisplayName: "testers" });
      const inStore = (id: string, bob: object) =>
        program(job(id, { ...people("alice"), bob: { userName: "bob", ...bob } }, { args: { failurePolicy: "warn" } }));
      const project = await begin(inStore(store, { userGroups: [UserGroupId] }));
      await project.up();
      const { bob } = await accounts.ids();

      // No such group is known there.
      project.program(inStore(other.store, { userGroups: [UserGroupId] }));
      expect((await project.upFails()).screen).to.match(/staff\/bob .*group/i);
      for (let time = 0; time < 2; time++) {
        const { screen } = await project.upFails();
        expect(screen).to.contain(`1 user cannot leave user store ${store}`).and.to.contain("staff/bob");
        expect(await accounts.ids()).to.deep.equal({ bob });
        expect(Object.keys(await other.ids())).to.deep.equal(["alice"]);
      }

      project.program(inStore(other.store, {}));
      await project.up();
      expect(await accounts.ids()).to.deep.equal({});
      expect(Object.keys(await other.ids())).to.deep.equal(["alice", "bob"]);
      expect((await cloud.callsDuring(() => project.up())).writes).to.deep.equal([]);
    });

    it("can be taken back after a move that stopped half way", async () => {
      const alice = await other.register("alice");
      const project = await begin(program(job(store, people("alice", "bob", "carol"))));
      await project.up();
      const before = await accounts.ids();
      project.program(program(job(other.store, people("alice", "bob", "carol"))));
      await project.upFails();
      project.program(program(job(store, people("alice", "bob", "carol"))));
      await project.up();
      expect(await accounts.ids()).to.deep.equal(before);
      expect(await other.ids()).to.deep.equal({ alice });
      const again = await cloud.callsDuring(() => project.up());
      expect(again.writes).to.deep.equal([]);
      await project.refresh("--expect-no-changes");
      expect(await accounts.ids()).to.deep.equal(before);
    });

    it("leaves everybody in the old store when the service fails, and goes on when it is well again", async () => {
      const project = await begin(program(job(store, people("alice", "bob", "carol"))));
      await project.up();
      const before = await accounts.ids();
      await cloud.faults([
        { action: "CreateApiImportUserJob", effect: "code", code: "FailedOperation.QuotaLimitExceeded" },
      ]);
      project.program(program(job(other.store, people("alice", "bob", "carol"))));
      await project.upFails();
      expect(await accounts.ids()).to.deep.equal(before);
      // Whoever thinks better of it is where he was.
      project.program(program(job(store, people("alice", "bob", "carol"))));
      const { writes } = await cloud.callsDuring(() => project.up());
      expect(harm(writes)).to.deep.equal([]);
      expect(await accounts.ids()).to.deep.equal(before);

      await cloud.noFaults();
      project.program(program(job(other.store, people("alice", "bob", "carol"))));
      await project.up();
      expect(await accounts.ids()).to.deep.equal({});
      expect(Object.keys(await other.ids())).to.deep.equal(["alice", "bob", "carol"]);
    });

    it("leaves everybody in the old store when the run is killed, and the next one moves them, nobody twice", async () => {
      const project = await begin(program(job(store, people(...CROWD))));
      await project.up();
      const before = await accounts.ids();
      await cloud.configure({ jobPendingMs: 600_000 });
      project.program(program(job(other.store, people(...CROWD), { args: { acceptDeletions: 60 } })));
      await killedOnceAccepted(project, cloud, "with its provider");
      expect(await accounts.ids()).to.deep.equal(before);
      await accounts.pass(1);
      await cloud.configure({ jobPendingMs: 0 });
      const arrived = await other.ids();
      await project.up();
      expect(await accounts.ids()).to.deep.equal({});
      const moved = await other.ids();
      expect(Object.keys(moved)).to.deep.equal(CROWD);
      expect(moved).to.include(arrived);
      const again = await cloud.callsDuring(() => project.up());
      expect(again.writes).to.deep.equal([]);
      await project.refresh("--expect-no-changes", "--clear-pending-creates");
    });

    it("leaves behind whom the job only adopted, and by removalPolicy whom it made", async () => {
      const dora = await accounts.register("dora");
      const declare = (id: string, removalPolicy: string, name: string, users: string[]) =>
        job(id, people(...users), { name, args: { removalPolicy, conflictPolicy: "adopt" } });
      const inStore = (id: string) =>
        program(
          declare(id, "delete", "staff", ["alice", "dora"]),
          declare(id, "freeze", "guests", ["gina"]),
          declare(id, "retain", "testers", ["tom"]),
        );
      const project = await begin(inStore(store));
      await project.up();
      const { gina, tom } = await accounts.ids();
      project.program(inStore(other.store));
      await project.up();
      expect(Object.keys(await other.ids())).to.deep.equal(["alice", "dora", "gina", "tom"]);
      expect(await accounts.ids()).to.deep.equal({ dora, gina, tom });
      expect((await accounts.of("gina")).Status).to.equal("FREEZE");
      expect((await accounts.of("tom")).Status).not.to.equal("FREEZE");
      expect(await accounts.mark("dora")).not.to.contain("shop/dev");
      const again = await cloud.callsDuring(() => project.up());
      expect(again.calls).to.deep.equal([]);
    });
  });
});
