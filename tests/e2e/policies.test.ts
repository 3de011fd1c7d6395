import { expect } from "chai";
import type { Cloud } from "./support/cloud";
import { eachInCloud, type Here } from "./support/eachInCloud";
import { job, people, program, type JobOptions, type Users } from "./support/programs";
import type { Project } from "./support/project";

/** Two queries on the mark, and two, by attribute and by property, for the first user. */
const LOOKS_WITHOUT_PREFLIGHT = 4;

// What a person sees of each policy, and what it does to the store.
describe("a policy", function () {
  this.timeout(60_000);
  let cloud: Cloud;
  let store: string;
  let begin: Here["begin"];

  eachInCloud((here) => {
    ({ cloud, store, begin } = here);
  });

  const running = (users: Users, options: JobOptions = {}): Promise<Project> =>
    begin(program(job(store, users, options)));

  /** Somebody of the application, who was there before us. */
  async function native(userName: string, more: object = {}): Promise<string> {
    const { User } = await cloud.call("CreateUser", {
      UserStoreId: store,
      UserName: userName,
      Email: `${userName}@example.com`,
      PhoneNumber: "+86-13800008020",
      Password: "Correct-Horse-1",
      ...more,
    });
    return User.UserId;
  }

  describe("conflictPolicy", () => {
    it("fail names who exists and imports the others", async () => {
      const id = await native("alice");
      const shop = await running(people("alice", "bob"));
      const { screen } = await shop.upFails();
      expect(screen).to.contain(`exists already in the store as ${id}`);
      expect(screen).to.contain('set conflictPolicy to "adopt" or "skip"');
      expect(await cloud.names(store)).to.deep.equal(["alice", "bob"]);
      expect((await cloud.user(store, "alice")).IndexedAttribute5 ?? "").to.equal("");
    });

    it("skip leaves alone who exists, counts it, and never deletes it", async () => {
      await native("alice");
      const before = await cloud.user(store, "alice");
      const shop = await running(people("alice", "bob"), { args: { conflictPolicy: "skip" } });
      await shop.up();
      expect((await shop.resource("staff")).outputs?.summary).to.include({ created: 1, skipped: 1 });
      expect(await cloud.user(store, "alice")).to.deep.equal(before);
      await shop.destroy();
      expect(await cloud.names(store)).to.deep.equal(["alice"]);
    });

    it("adopt takes over everything but credentials, and only releases on destroy", async () => {
      const id = await native("alice", { Nickname: "Al" });
      const users = { alice: { userName: "alice", nickname: "Alice", password: "Another-Horse-2" } };
      const shop = await running(users, { args: { conflictPolicy: "adopt" } });
      const { writes } = await cloud.callsDuring(() => shop.up());
      expect(writes).to.deep.equal(["UpdateUser"]);
      expect(await cloud.user(store, "alice")).to.include({ UserId: id, Nickname: "Alice" });
      const { matches } = (await cloud.admin("POST", "/credential", { UserId: id, Password: "Correct-Horse-1" })) as {
        matches: boolean;
      };
      expect(matches).to.equal(true);
      shop.program(program(job(store, { bob: { userName: "bob" } }, { args: { conflictPolicy: "adopt" } })));
      expect((await shop.preview()).screen).to.contain("plan against last known state: 1 import, 1 release");
      shop.program(program(job(store, users, { args: { conflictPolicy: "adopt" } })));
      await shop.destroy();
      expect(await cloud.user(store, "alice")).to.include({ UserId: id, Nickname: "Alice" });
      expect((await cloud.user(store, "alice")).IndexedAttribute5 ?? "").to.not.contain("shop/dev/staff");
    });
  });

  it("adoptGrantsGroups lets somebody who had signed on into groups, and without it says who was kept out", async () => {
    const id = await native("alice");
    await cloud.admin("POST", `/users/${id}/sign-on`);
    const { UserGroupId } = await cloud.call("CreateUserGroup", { UserStoreId: store, DisplayName: "admins" });
    const users = { alice: { userName: "alice", userGroups: ["admins"] } };
    const args = { conflictPolicy: "adopt", groups: { admins: UserGroupId } };
    const shop = await running(users, { args });
    const { screen } = await shop.up();
    expect(screen).to.match(/not put into their groups.*staff\/alice.*adoptGrantsGroups: true/);
    expect((await cloud.user(store, "alice")).UserGroups ?? []).to.deep.equal([]);
    shop.program(program(job(store, users, { args: { ...args, adoptGrantsGroups: true } })));
    const { writes } = await cloud.callsDuring(() => shop.up());
    expect(writes).to.deep.equal(["UpdateUser"]);
    expect((await cloud.user(store, "alice")).UserGroups).to.deep.equal([UserGroupId]);
  });

  it("preflight off imports without looking, and a store that refuses duplicates says who is there", async () => {
    await native("alice");
    const shop = await running(people("alice", "bob"), { args: { preflight: false } });
    const { result, calls } = await cloud.callsDuring(() => shop.upFails());
    expect(result.screen).to.match(/staff\/alice \(a\*\*\*\): .*\[/);
    const before = calls.slice(0, calls.indexOf("CreateApiImportUserJob"));
    expect(before).not.to.include("ListUser");
    // One user is asked for: an interrupted run of this job would have begun with it.
    expect(
      before.filter((action) => action === "ListUserByProperty" || action === "DescribeUser").length,
    ).to.be.at.most(LOOKS_WITHOUT_PREFLIGHT);
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob"]);
    expect((await cloud.user(store, "alice")).IndexedAttribute5 ?? "").to.equal("");
  });

  describe("removalPolicy", () => {
    const without = async (shop: Project, removalPolicy: string) => {
      shop.program(program(job(store, people("alice"), { args: { removalPolicy } })));
      const { screen } = await shop.preview();
      await shop.up();
      return screen;
    };

    it("delete removes who left the sets", async () => {
      const shop = await running(people("alice", "bob"));
      await shop.up();
      expect(await without(shop, "delete")).to.contain("1 delete");
      expect(await cloud.names(store)).to.deep.equal(["alice"]);
    });

    it("freeze locks out who left the sets, and lets back in who returns", async () => {
      const shop = await running(people("alice", "bob"));
      await shop.up();
      expect(await without(shop, "freeze")).to.contain("1 freeze");
      expect(await cloud.user(store, "bob")).to.include({ Status: "FREEZE" });
      shop.program(program(job(store, people("alice", "bob"), { args: { removalPolicy: "freeze" } })));
      await shop.up();
      expect(await cloud.user(store, "bob")).to.include({ Status: "NORMAL" });
    });

    it("retain leaves everybody where they are, also on destroy", async () => {
      const shop = await running(people("alice", "bob"));
      await shop.up();
      await without(shop, "retain");
      await shop.destroy();
      expect(await cloud.names(store)).to.deep.equal(["alice", "bob"]);
    });
  });

  describe("deletionLimit", () => {
    const crowd = Array.from({ length: 30 }, (_, index) => `user${String(index).padStart(2, "0")}`);

    it("refuses in the preview a change that removes too many, and names them", async () => {
      const shop = await running(people(...crowd));
      await shop.up();
      shop.program(program(job(store, people(...crowd.slice(0, 20)))));
      for (const run of [await shop.fails("preview"), await shop.upFails()]) {
        expect(run.screen).to.contain("10 of 30 managed users would be removed");
        expect(run.screen).to.contain("staff/user29");
        expect(run.screen).to.contain("acceptDeletions: 10");
      }
      expect(await cloud.users(store)).to.have.length(30);
    });

    it("lets a change through that was accepted by number", async () => {
      const shop = await running(people(...crowd));
      await shop.up();
      shop.program(program(job(store, people(...crowd.slice(0, 20)), { args: { acceptDeletions: 10 } })));
      await shop.up();
      expect(await cloud.users(store)).to.have.length(20);
      shop.program(program(job(store, people(...crowd.slice(0, 5)), { args: { acceptDeletions: 10 } })));
      await shop.upFails();
      expect(await cloud.users(store)).to.have.length(20);
    });

    it("does not count a changed key, and asks before emptied sets", async () => {
      const shop = await running(people(...crowd));
      await shop.up();
      const renamed = Object.fromEntries(
        Object.entries(people(...crowd)).map(([key, user]) => [`${key}-renamed`, user]),
      );
      shop.program(program(job(store, renamed)));
      const { writes } = await cloud.callsDuring(() => shop.up());
      expect(writes).to.deep.equal([]);
      shop.program(program(job(store, {})));
      expect((await shop.fails("preview")).screen).to.contain("acceptDeletions: 30");
    });
  });

  describe("importOnlyChange", () => {
    const female = { alice: { userName: "alice", gender: "FEMALE" } };
    const male = { alice: { userName: "alice", gender: "MALE" } };

    it("fail says what only an import can set", async () => {
      const shop = await running(female);
      await shop.up();
      shop.program(program(job(store, male)));
      expect((await shop.upFails()).screen).to.contain("gender can only be set by import");
      expect(await cloud.user(store, "alice")).to.include({ Gender: "FEMALE" });
    });

    it("reimport gives the user a new UserId and the new value", async () => {
      const shop = await running(female);
      await shop.up();
      const before = (await cloud.user(store, "alice")).UserId;
      shop.program(program(job(store, male, { args: { importOnlyChange: "reimport" } })));
      await shop.up();
      const now = await cloud.user(store, "alice");
      expect(now).to.include({ Gender: "MALE" });
      expect(now.UserId).not.to.equal(before);
      await shop.refresh("--expect-no-changes");
    });

    it("ignore leaves the value, and refresh does not speak of it for ever", async () => {
      const shop = await running(female);
      await shop.up();
      shop.program(program(job(store, male, { args: { importOnlyChange: "ignore" } })));
      await shop.up();
      expect(await cloud.user(store, "alice")).to.include({ Gender: "FEMALE" });
      const { calls } = await cloud.callsDuring(() => shop.up());
      expect(calls).to.deep.equal([]);
    });
  });

  describe("passwordPolicy", () => {
    const withPassword = (password: string) => ({ alice: { userName: "alice", password } });
    const opens = async (Password: string) => {
      const { UserId } = await cloud.user(store, "alice");
      return ((await cloud.admin("POST", "/credential", { UserId, Password })) as { matches: boolean }).matches;
    };

    it("initial notes a changed password and does not set it", async () => {
      const shop = await running(withPassword("Correct-Horse-1"));
      await shop.up();
      shop.program(program(job(store, withPassword("Another-Horse-2"))));
      const { screen } = await shop.up();
      expect(screen).to.match(/password|credential/);
      expect(screen).not.to.contain("Horse");
      expect(await opens("Correct-Horse-1")).to.equal(true);
      const { calls } = await cloud.callsDuring(() => shop.up());
      expect(calls).to.deep.equal([]);
    });

    it("managed sets a changed password", async () => {
      const args = { passwordPolicy: "managed" };
      const shop = await running(withPassword("Correct-Horse-1"), { args });
      await shop.up();
      shop.program(program(job(store, withPassword("Another-Horse-2"), { args })));
      const { writes } = await cloud.callsDuring(() => shop.up());
      expect(writes).to.deep.equal(["SetPassword"]);
      expect(await opens("Another-Horse-2")).to.equal(true);
    });
  });

  it("failurePolicy warn succeeds, says who was refused, and tries again with the next update", async () => {
    const args = { failurePolicy: "warn" };
    const users = { ...people("alice"), mallory: { userName: "mallory", email: "mallory@example" } };
    const shop = await running(users, { args });
    const { screen } = await shop.up();
    expect(screen).to.match(/warning: [\s\S]*staff\/mallory/);
    expect((await shop.resource("staff")).outputs?.status).to.equal("Degraded");
    const mended = { ...users, mallory: { userName: "mallory", phoneNumber: "13800008021" } };
    shop.program(program(job(store, mended, { args })));
    await shop.up();
    expect(await cloud.names(store)).to.deep.equal(["alice", "mallory"]);
  });

  it("ignoreFields neither shows nor makes a change of the field", async () => {
    const args = { ignoreFields: ["nickname"] };
    const shop = await running({ alice: { userName: "alice", nickname: "Alice" } }, { args });
    await shop.up();
    shop.program(program(job(store, { alice: { userName: "alice", nickname: "Ally" } }, { args })));
    expect((await shop.preview()).screen).to.contain("2 unchanged");
    await cloud.edit(store, "alice", { Nickname: "Al" });
    await shop.refresh("--expect-no-changes");
  });

  it("ownerAttribute says where the mark is, and refuses a set that uses it itself", async () => {
    const args = { ownerAttribute: "indexedAttribute2" };
    const shop = await running(people("alice"), { args });
    await shop.up();
    expect((await cloud.user(store, "alice")).IndexedAttribute2).to.match(/^pulumi:shop\/dev\/staff#[0-9a-f]{12}$/);
    shop.program(program(job(store, { alice: { userName: "alice", indexedAttribute2: "mine" } }, { args })));
    expect((await shop.upFails()).screen).to.match(/alice.*indexedAttribute2.*ownerAttribute/);
  });

  it("takeOver hands users from one resource to another in one up, and changes nothing but their mark", async () => {
    const shop = await running(people("alice", "bob"));
    await shop.up();
    const before = await cloud.users(store);
    const guests = JSON.stringify({ userStoreId: store, userSets: { guests: people("bob") } });
    shop.program(
      program(job(store, people("alice")), `new ciam.UserImportJob("guests", { ...${guests}, takeOver: [staff] });`),
    );
    const { writes } = await cloud.callsDuring(() => shop.up());
    expect(writes).to.deep.equal(["UpdateUser"]);
    const after = await cloud.users(store);
    expect(after.map(({ UserId }) => UserId).sort()).to.deep.equal(before.map(({ UserId }) => UserId).sort());
    expect((await cloud.user(store, "bob")).IndexedAttribute5).to.contain("/guests#");
    const again = await cloud.callsDuring(() => shop.up());
    expect(again.calls).to.deep.equal([]);
    await shop.refresh("--expect-no-changes");
  });

  it("batch sends as many jobs as it takes, and no more", async () => {
    const crowd = Array.from({ length: 12 }, (_, index) => `user${String(index)}`);
    const shop = await running(people(...crowd), { args: { batch: { users: 5 } } });
    const { writes } = await cloud.callsDuring(() => shop.up());
    expect(writes.filter((action) => action === "CreateApiImportUserJob").length).to.be.within(3, 4);
    expect(await cloud.users(store)).to.have.length(12);
  });

  it("timeouts end a run whose job never does, with its id, and the next up goes on", async () => {
    await cloud.configure({ jobPendingMs: 3_600_000 });
    const shop = await running(people("alice"), { args: { timeouts: { job: "2s" } } });
    const { screen } = await shop.upFails();
    expect(screen).to.match(/import job [0-9a-f]{32} is still PENDING after 2 s \(timeouts\.job\)/);
    await cloud.admin("POST", "/clock", { advanceMs: 2 * 3_600_000 });
    await shop.up();
    expect(await cloud.names(store)).to.deep.equal(["alice"]);
  });

  it("secretFields travel encrypted and hidden", async () => {
    const users = { alice: { userName: "alice", address: "canary-street-4b11" } };
    const shop = await running(users, { args: { secretFields: ["address"] } });
    const preview = await shop.preview();
    await shop.up();
    expect(preview.screen + JSON.stringify(await shop.state())).not.to.contain("canary");
    expect((await cloud.user(store, "alice")).Address).to.equal("canary-street-4b11");
  });
});
