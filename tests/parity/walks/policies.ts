import { expect } from "chai";
import { canaries } from "../../support/canaries";
import { people } from "../shop";
import type { Walks } from "../walk";

/** Two queries on the mark, and two, by attribute and by property, for the first user. */
const LOOKS_WITHOUT_PREFLIGHT = 4;

const both = people("alice", "bob");
const female = { alice: { userName: "alice", gender: "FEMALE" } };
const male = { alice: { userName: "alice", gender: "MALE" } };

export const policies: Walks = {
  "conflictPolicy fail names who exists and imports the others": async (begin) => {
    const shop = begin();
    const id = shop.register("alice");
    const { screen } = await shop.upFails(both);
    expect(screen).to.contain(`exists already in the store as ${id}`);
    expect(screen).to.contain('set conflictPolicy to "adopt" or "skip"');
    expect(shop.names).to.deep.equal(["alice", "bob"]);
    expect(shop.user("alice").IndexedAttribute5).to.equal(null);
  },

  "conflictPolicy skip leaves alone who exists, counts it, and never deletes it": async (begin) => {
    const shop = begin();
    shop.register("alice");
    const before = shop.user("alice");
    const args = { conflictPolicy: "skip" };
    await shop.up(both, args);
    expect(shop.outputs.summary).to.include({ created: 1, skipped: 1 });
    expect(shop.user("alice")).to.deep.equal(before);
    await shop.isSettled(both, args);
    await shop.destroy();
    expect(shop.cloud.users()).to.deep.equal([before]);
  },

  "conflictPolicy adopt takes over everything but credentials, and only releases on destroy": async (begin) => {
    const shop = begin();
    const UserId = shop.register("alice", { Nickname: "Al" });
    const users = { alice: { userName: "alice", nickname: "Alice", password: canaries.password } };
    const args = { conflictPolicy: "adopt" };
    expect((await shop.up(users, args)).writes).to.deep.equal(["UpdateUser"]);
    expect(shop.user("alice")).to.include({ UserId, Nickname: "Alice" });
    expect(shop.opens("alice", "Correct-Horse-1")).to.equal(true);
    await shop.isSettled(users, args);
    const { screen } = await shop.preview({ bob: { userName: "bob" } }, args);
    expect(screen).to.contain("plan against last known state: 1 import, 1 release");
    await shop.destroy();
    expect(shop.user("alice")).to.include({ UserId, Nickname: "Alice" });
    expect(shop.user("alice").IndexedAttribute5 ?? "").not.to.contain("shop/dev/staff");
  },

  "adoptGrantsGroups lets somebody who had signed on into groups, and without it says who was kept out": async (
    begin,
  ) => {
    const shop = begin();
    shop.register("alice");
    shop.signOn("alice");
    const admins = shop.group("admins");
    const users = { alice: { userName: "alice", userGroups: ["admins"] } };
    const args = { conflictPolicy: "adopt", groups: { admins } };
    expect((await shop.up(users, args)).screen).to.match(
      /not put into their groups.*staff\/alice.*adoptGrantsGroups: true/,
    );
    expect(shop.user("alice").UserGroups ?? []).to.deep.equal([]);
    expect((await shop.up(users, { ...args, adoptGrantsGroups: true })).writes).to.deep.equal(["UpdateUser"]);
    expect(shop.user("alice").UserGroups).to.deep.equal([admins]);
  },

  "preflight off imports without looking, and a store that refuses duplicates says who is there": async (begin) => {
    const shop = begin();
    shop.register("alice");
    const { screen, calls } = await shop.upFails(both, { preflight: false });
    expect(screen).to.match(/staff\/alice \(a\*\*\*\): .*\[/);
    const before = calls.slice(0, calls.indexOf("CreateApiImportUserJob"));
    expect(before).not.to.include("ListUser");
    // One user is asked for: an interrupted run of this job would have begun with it.
    const looks = before.filter((action) => action === "ListUserByProperty" || action === "DescribeUser");
    expect(looks.length).to.be.at.most(LOOKS_WITHOUT_PREFLIGHT);
    expect(shop.names).to.deep.equal(["alice", "bob"]);
    expect(shop.user("alice").IndexedAttribute5).to.equal(null);
  },

  "preflight off on a store that lets an import change users stops, and counts whom it made and whom it met": async (
    begin,
  ) => {
    const shop = begin({ duplicatePolicy: "update" });
    const id = shop.register("alice");
    const { screen } = await shop.upFails(both, { preflight: false });
    expect(screen).to.contain("this store lets an import change existing users");
    expect(shop.idOf("alice")).to.equal(id);
    expect(shop.outputs.summary).to.include({ created: 1, adopted: 1 });
    await shop.destroy();
    expect(shop.names).to.deep.equal(["alice"]);
  },

  "removalPolicy delete removes who left the sets": async (begin) => {
    const shop = begin();
    await shop.up(both);
    const args = { removalPolicy: "delete" };
    expect((await shop.preview(people("alice"), args)).screen).to.contain("1 delete");
    await shop.up(people("alice"), args);
    expect(shop.names).to.deep.equal(["alice"]);
  },

  "removalPolicy freeze locks out who left the sets, and lets back in who returns": async (begin) => {
    const shop = begin();
    const args = { removalPolicy: "freeze" };
    await shop.up(both, args);
    expect((await shop.preview(people("alice"), args)).screen).to.contain("1 freeze");
    await shop.up(people("alice"), args);
    expect(shop.user("bob")).to.include({ Status: "FREEZE" });
    await shop.isSettled(people("alice"), args);
    await shop.up(both, args);
    expect(shop.user("bob")).to.include({ Status: "NORMAL" });
  },

  "removalPolicy retain leaves everybody where they are, also on destroy": async (begin) => {
    const shop = begin();
    const args = { removalPolicy: "retain" };
    await shop.up(both, args);
    await shop.up(people("alice"), args);
    await shop.destroy();
    expect(shop.names).to.deep.equal(["alice", "bob"]);
  },

  "importOnlyChange fail says what only an import can set": async (begin) => {
    const shop = begin();
    await shop.up(female);
    const { screen, writes } = await shop.upFails(male);
    expect(screen).to.contain("gender can only be set by import");
    expect(writes).to.deep.equal([]);
    expect(shop.user("alice")).to.include({ Gender: "FEMALE" });
  },

  "importOnlyChange reimport gives the user a new UserId and the new value": async (begin) => {
    const shop = begin();
    await shop.up(female);
    const before = shop.idOf("alice");
    const args = { importOnlyChange: "reimport" };
    await shop.up(male, args);
    expect(shop.user("alice")).to.include({ Gender: "MALE" });
    expect(shop.idOf("alice")).not.to.equal(before);
    await shop.isSettled(male, args);
  },

  "importOnlyChange ignore leaves the value, and nobody speaks of it for ever": async (begin) => {
    const shop = begin();
    await shop.up(female);
    const args = { importOnlyChange: "ignore" };
    await shop.up(male, args);
    expect(shop.user("alice")).to.include({ Gender: "FEMALE" });
    await shop.isSettled(male, args);
  },

  "passwordPolicy initial notes a changed password and does not set it": async (begin) => {
    const shop = begin();
    const withPassword = (password: string) => ({ alice: { userName: "alice", password } });
    await shop.up(withPassword(canaries.password));
    const { screen, writes } = await shop.up(withPassword(canaries.newPassword));
    expect(screen).to.contain('changed credentials are not applied (passwordPolicy: "initial"): staff/alice');
    expect(writes).to.deep.equal([]);
    expect(shop.opens("alice", canaries.password)).to.equal(true);
    expect((await shop.up(withPassword(canaries.newPassword))).calls).to.deep.equal([]);
    expect([...shop.project.seen].join("\n"))
      .not.to.contain(canaries.password)
      .and.not.to.contain(canaries.newPassword);
  },

  "passwordPolicy managed sets a changed password": async (begin) => {
    const shop = begin();
    const args = { passwordPolicy: "managed" };
    const withPassword = (password: string) => ({ alice: { userName: "alice", password } });
    await shop.up(withPassword(canaries.password), args);
    expect((await shop.up(withPassword(canaries.newPassword), args)).writes).to.deep.equal(["SetPassword"]);
    expect(shop.opens("alice", canaries.newPassword)).to.equal(true);
    await shop.isSettled(withPassword(canaries.newPassword), args);
  },

  "failurePolicy warn succeeds, says who was refused, and tries again with the next update": async (begin) => {
    const shop = begin();
    const args = { failurePolicy: "warn" };
    const users = { ...people("alice"), mallory: { userName: "mallory", email: "mallory@example" } };
    expect((await shop.up(users, args)).screen).to.contain("staff/mallory");
    expect(shop.outputs).to.include({ status: "Degraded" });
    await shop.up({ ...users, mallory: { userName: "mallory", phoneNumber: "13800008021" } }, args);
    expect(shop.names).to.deep.equal(["alice", "mallory"]);
  },

  "ignoreFields neither shows nor makes a change of the field": async (begin) => {
    const shop = begin();
    const args = { ignoreFields: ["nickname"] };
    const named = (nickname: string) => ({ alice: { userName: "alice", nickname } });
    await shop.up(named("Alice"), args);
    expect(await shop.up(named("Ally"), args)).to.deep.include({ step: "same", calls: [] });
    shop.edit("alice", { Nickname: "Al" });
    await shop.isSettled(named("Ally"), args);
  },

  "a field that changed while it was ignored is updated once it is not, and so are groups": async (begin) => {
    const ignored = ["email", "userGroups"];
    for (const [changesAt, drops] of [
      ["once", true],
      ["later", true],
      ["later with another user", false],
    ] as const) {
      const shop = begin();
      const [admins, crew] = [shop.group("admins"), shop.group("crew")];
      const args = { groups: { admins, crew } };
      const users = (email: string, userGroups: string[] | undefined, nickname = "Bo") => ({
        alice: { userName: "alice", email, ...(userGroups && { userGroups }) },
        bob: { userName: "bob", nickname },
      });
      const [before, after] = [
        users("a1@example.com", ["admins"]),
        users("a2@example.com", drops ? undefined : ["crew"]),
      ];
      const isAsBefore = (): void => {
        expect(shop.user("alice")).to.deep.include({ Email: "a1@example.com", UserGroups: [admins] });
      };
      await shop.up(before, args);
      if (changesAt !== "once") await shop.up(before, { ...args, ignoreFields: ignored });
      await shop.up(after, { ...args, ignoreFields: ignored });
      isAsBefore();
      const others = users("a2@example.com", drops ? undefined : ["crew"], "Bob");
      if (changesAt === "later with another user") await shop.up(others, { ...args, ignoreFields: ignored });
      isAsBefore();
      await shop.refresh();
      expect(shop.outputs).to.include({ status: "InSync" });
      const last = changesAt === "later with another user" ? others : after;
      await shop.up(last, { ...args, ignoreFields: ["email", "address"] });
      expect(shop.user("alice")).to.deep.include({ Email: "a1@example.com", UserGroups: drops ? [] : [crew] });
      expect((await shop.preview(last, args)).screen).to.contain("1 update (email 1)");
      shop.faults({ action: "UpdateUser", effect: "code", code: "UnauthorizedOperation" });
      await shop.upFails(last, args);
      shop.faults();
      expect((await shop.up(last, args)).writes).to.deep.equal(["UpdateUser"]);
      expect(shop.user("alice")).to.deep.include({ Email: "a2@example.com" });
      await shop.isSettled(last, args);
    }
  },

  "a user who is imported while a field is ignored has it as declared": async (begin) => {
    const shop = begin();
    const users = { ...people("alice"), bob: { userName: "bob", nickname: "Bo" } };
    await shop.up(people("alice"), { ignoreFields: ["nickname"] });
    await shop.up(users, { ignoreFields: ["nickname"] });
    expect(shop.user("bob")).to.include({ Nickname: "Bo" });
    expect((await shop.up(users)).writes).to.deep.equal([]);
    await shop.isSettled(users);
  },

  "ownerAttribute says where the mark is, and refuses a set that uses it itself": async (begin) => {
    const shop = begin();
    const args = { ownerAttribute: "indexedAttribute2" };
    await shop.up(people("alice"), args);
    expect(shop.user("alice").IndexedAttribute2).to.match(/^pulumi:shop\/dev\/staff#[0-9a-f]{12}$/);
    const own = { alice: { userName: "alice", indexedAttribute2: "mine" } };
    expect((await shop.upFails(own, args)).screen).to.match(/indexedAttribute2.*ownerAttribute/);
  },

  "batch sends as many jobs as it takes, and no more": async (begin) => {
    const shop = begin();
    const crowd = people(...Array.from({ length: 12 }, (_, index) => `user${String(index)}`));
    const { writes } = await shop.up(crowd, { batch: { users: 5 } });
    expect(writes.length).to.be.within(3, 4);
    expect(shop.names).to.have.length(12);
  },

  "timeouts end a run whose job never does, with its id, and the next up goes on": async (begin) => {
    const shop = begin({ jobPendingMs: 3_600_000 });
    const { screen } = await shop.upFails(people("alice"), { timeouts: { job: "2s" } });
    expect(screen).to.match(/import job [0-9a-f]{32} is still PENDING after 2 s \(timeouts\.job\)/);
    shop.cloud.clock.advance(7_200_000);
    expect((await shop.up(people("alice"))).writes).to.deep.equal([]);
    expect(shop.names).to.deep.equal(["alice"]);
  },

  "secret fields are in nothing that anybody may read": async (begin) => {
    const shop = begin();
    const hidden = (address: string) => ({ alice: { userName: "alice", address } });
    // A file's are never shown, and need no word for that.
    const args = shop.column.way === "value" ? { secretFields: ["address"] } : {};
    await shop.preview(hidden("canary-street-1"), args);
    await shop.up(hidden("canary-street-1"), args);
    await shop.up(hidden("canary-street-2"), args);
    shop.edit("alice", { Address: "canary-street-3" });
    await shop.refresh();
    await shop.up(hidden("canary-street-2"), args);
    expect(shop.user("alice").Address).to.equal("canary-street-2");
    expect([...shop.project.seen].join("\n")).not.to.contain("canary-street");
  },
};
