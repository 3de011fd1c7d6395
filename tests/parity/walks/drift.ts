import { expect } from "chai";
import { people } from "../shop";
import type { Walks } from "../walk";

const declared = people("alice", "bob", "carol");

export const drift: Walks = {
  "an edit by hand is left alone until a refresh, shown by it, and repaired by the next up": async (begin) => {
    const shop = begin();
    await shop.up(declared);
    shop.edit("alice", { Nickname: "Mallory" });
    shop.edit("bob", { Email: "mallory@example.com" });
    shop.drop("carol");
    expect((await shop.up(declared)).calls).to.deep.equal([]);

    expect((await shop.refresh()).writes).to.deep.equal([]);
    // Nobody has declared a nickname, so that is not ours to tell of, or to take away.
    expect(shop.drift(declared)).to.deep.equal({ bob: "email", carol: "gone" });
    expect(shop.outputs).to.include({ status: "Degraded" });
    const { screen } = await shop.preview(declared);
    expect(screen).to.contain("1 import, 1 update (email 1)");
    expect((await shop.up(declared)).writes).to.deep.equal(["CreateApiImportUserJob", "UpdateUser"]);
    expect(shop.user("bob")).to.include({ Email: "bob@example.com" });
    expect(shop.user("alice")).to.include({ Nickname: "Mallory" });
    expect(shop.names).to.deep.equal(["alice", "bob", "carol"]);
    await shop.isSettled(declared);
  },

  "an edit that somebody takes back is forgotten": async (begin) => {
    const shop = begin();
    await shop.up(declared);
    shop.edit("bob", { Email: "mallory@example.com" });
    await shop.refresh();
    expect(shop.drift(declared)).to.deep.equal({ bob: "email" });
    shop.edit("bob", { Email: "bob@example.com" });
    await shop.refresh();
    expect(shop.drift(declared)).to.deep.equal({});
    expect(shop.outputs).to.include({ status: "InSync" });
    await shop.isSettled(declared);
  },

  "a custom attribute that somebody gives back is forgotten, though the service names its type": async (begin) => {
    const shop = begin();
    const users = { alice: { userName: "alice", customAttributes: [{ name: "department", value: "x" }] } };
    await shop.up(users);
    const { CustomAttributes: given } = shop.user("alice");
    shop.edit("alice", { CustomAttributes: (given ?? []).map((one) => ({ ...one, Value: "y" })) });
    await shop.refresh();
    expect(shop.outputs).to.include({ statusReason: "otherwise than declared: staff/alice (customAttributes)" });
    shop.edit("alice", { CustomAttributes: given });
    await shop.refresh();
    expect(shop.outputs).to.include({ status: "InSync", statusReason: "" });
    expect((await shop.up(users)).writes).to.deep.equal([]);
  },

  "a group that a hand takes and gives back can still be withdrawn, whether a refresh has seen it again or not": async (
    begin,
  ) => {
    for (const seesItAgain of [true, false]) {
      const shop = begin();
      const [admins, crew, vip] = [shop.group("admins"), shop.group("crew"), shop.group("vip")];
      const inputs = { groups: { admins, crew } };
      const having = (...userGroups: string[]) => ({ alice: { userName: "alice", userGroups } });
      await shop.up(having("admins", "crew"), inputs);
      shop.edit("alice", { UserGroups: [crew, vip] });
      await shop.refresh();
      const statusReason = "otherwise than declared: staff/alice (userGroups)";
      expect(shop.outputs).to.include({ statusReason });
      shop.edit("alice", { UserGroups: [admins, vip] });
      if (seesItAgain) {
        await shop.refresh();
        expect(shop.outputs).to.include({ statusReason });
      }
      expect((await shop.preview(having("crew"), inputs)).screen).to.contain("1 update (userGroups 1)");
      await shop.up(having("crew"), inputs);
      expect(shop.user("alice").UserGroups).to.have.members([crew, vip]);
      await shop.isSettled(having("crew"), inputs);
    }
  },

  "a group that a hand takes and gives back is in order after the next refresh, in the order of the program": async (
    begin,
  ) => {
    const shop = begin();
    const [admins, crew] = [shop.group("admins"), shop.group("crew")];
    const inputs = { groups: { admins, crew } };
    const users = { alice: { userName: "alice", userGroups: ["crew", "admins"] } };
    await shop.up(users, inputs);
    const before = shop.project.engine.state?.inputs;
    for (const [held, status] of [
      [[admins], "Degraded"],
      [[crew], "Degraded"],
      [[], "Degraded"],
      [[admins, crew], "InSync"],
    ] as const) {
      shop.edit("alice", { UserGroups: [...held] });
      for (let times = 0; times < 2; times++) {
        await shop.refresh();
        expect(shop.outputs).to.include({ status });
      }
    }
    expect(shop.project.engine.state?.inputs).to.deep.equal(before);
    await shop.isSettled(users, inputs);
  },

  "a group that a hand takes is foretold to be given back": async (begin) => {
    const shop = begin();
    const inputs = { groups: { admins: shop.group("admins") } };
    const users = { alice: { userName: "alice", userGroups: ["admins"] } };
    await shop.up(users, inputs);
    shop.edit("alice", { UserGroups: [] });
    await shop.refresh();
    expect((await shop.preview(users, inputs)).screen).to.contain("staff/alice  groups: +admins");
    expect((await shop.up(users, inputs)).writes).to.deep.equal(["UpdateUser"]);
    await shop.isSettled(users, inputs);
  },

  "who left frozen and comes back has no group that the program has not declared again": async (begin) => {
    for (const refreshes of [0, 2]) {
      const shop = begin();
      const [admins, vip] = [shop.group("admins"), shop.group("vip")];
      const inputs = { removalPolicy: "freeze", groups: { admins } };
      const bob = { bob: { userName: "bob" } };
      await shop.up({ ...bob, alice: { userName: "alice", userGroups: ["admins"] } }, inputs);
      await shop.up(bob, inputs);
      shop.edit("alice", { UserGroups: [admins, vip], ...(refreshes > 0 && { Status: "NORMAL" }) });
      for (let times = 0; times < refreshes; times++) await shop.refresh();
      const back = { ...bob, alice: { userName: "alice" } };
      expect((await shop.preview(back, inputs)).screen).to.contain("groups: -admins");
      await shop.up(back, inputs);
      expect(shop.user("alice")).to.deep.include({ Status: "NORMAL", UserGroups: [vip] });
      await shop.isSettled(back, inputs);
    }
  },

  "what a refresh has found, the next ones say too, until an up": async (begin) => {
    const shop = begin();
    await shop.up(declared);
    shop.edit("bob", { Email: "mallory@example.com" });
    shop.drop("carol");
    for (let times = 0; times < 3; times++) {
      await shop.refresh();
      const statusReason = "otherwise than declared: staff/bob (email), staff/carol (gone)";
      expect(shop.outputs).to.include({ status: "Degraded", statusReason });
    }
    await shop.up(declared);
    expect(shop.outputs).to.include({ status: "InSync", statusReason: "" });
    await shop.isSettled(declared);
  },

  "an edit that the program takes over is in order after an up that writes nothing": async (begin) => {
    const shop = begin();
    await shop.up(declared);
    shop.edit("bob", { Email: "robert@example.com" });
    await shop.refresh();
    await shop.refresh();
    const taken = { ...declared, bob: { ...declared.bob, email: "robert@example.com" } };
    expect((await shop.up(taken)).writes).to.deep.equal([]);
    expect(shop.outputs).to.include({ status: "InSync" });
    await shop.isSettled(taken);
  },

  "an edit of what only an import can set is in order too, once the program takes it over": async (begin) => {
    for (const importOnlyChange of ["fail", "reimport"]) {
      const shop = begin();
      const args = { importOnlyChange, deletionLimit: { count: 0 } };
      const users = (job: string) => ({ alice: { userName: "alice", job, nickname: "Al" }, bob: { userName: "bob" } });
      await shop.up(users("Cook"), args);
      const id = shop.idOf("alice");
      shop.edit("alice", { Job: "Head" });
      await shop.refresh();
      await shop.refresh();
      expect(shop.outputs).to.include({ status: "Degraded" });
      // What is not touched is not spoken of, and what was seen is not forgotten for that.
      const others = { ...users("Cook"), bob: { userName: "bob", nickname: "Bo" } };
      expect((await shop.preview(others, args)).screen).not.to.contain("job");
      await shop.up(others, args);

      const { ok, screen } = await shop.preview({ ...others, ...{ alice: { ...others.alice, job: "Chef" } } }, args);
      expect(ok, screen).to.equal(false);

      const taken = { ...others, alice: { ...others.alice, job: "Head" } };
      const preview = await shop.preview(taken, args);
      expect(preview.ok, preview.screen).to.equal(true);
      expect(preview.screen).not.to.contain("reimport").and.not.to.contain("re-import");
      expect((await shop.up(taken, args)).writes).to.deep.equal([]);
      expect(shop.outputs).to.include({ status: "InSync" });
      expect(shop.user("alice")).to.include({ UserId: id, Job: "Head" });
      await shop.isSettled(taken, args);
      expect((await shop.preview(others, args)).ok, "back to what is not there").to.equal(false);
    }
  },

  "a user who was frozen by hand, and one who lost our mark, stay whose they are": async (begin) => {
    const shop = begin();
    await shop.up(declared);
    const ids = shop.cloud.users().map(({ UserId }) => UserId);
    shop.edit("alice", { Status: "FREEZE" });
    shop.edit("bob", { IndexedAttribute5: null });
    const { screen } = await shop.refresh();
    expect(screen).to.contain("frozen, and left so, because this job did not freeze them: staff/alice");
    expect(screen).to.contain("without our owner mark, which the next update sets again: staff/bob");
    const changed = { ...declared, carol: { ...declared.carol, nickname: "Ca" } };
    expect((await shop.up(changed)).writes).to.deep.equal(["UpdateUser", "UpdateUser"]);
    expect(shop.cloud.users().map(({ UserId }) => UserId)).to.have.members(ids);
    expect(shop.user("alice")).to.include({ Status: "FREEZE" });
    expect(shop.user("bob").IndexedAttribute5).to.match(/^pulumi:shop\/dev\/staff#/);
    await shop.isSettled(changed);
  },

  "who left frozen and is unfrozen by hand is named by every refresh, and frozen again by the next up": async (
    begin,
  ) => {
    const shop = begin();
    const freeze = { removalPolicy: "freeze" };
    const others = people("alice", "carol");
    const unfreeze = async (): Promise<void> => {
      shop.edit("bob", { Status: "NORMAL" });
      shop.signOn("bob");
      for (let times = 0; times < 2; times++) {
        const { screen } = await shop.refresh();
        expect(screen).to.contain(`no longer declared: 1: ${shop.idOf("bob")}`);
        const statusReason = "no longer declared, and unfrozen by others: staff/bob";
        expect(shop.outputs).to.include({ status: "Degraded", statusReason });
        expect(shop.outputs.summary).to.include({ orphans: 1, drifted: 0 });
      }
    };
    await shop.up(declared, freeze);
    await shop.up(others, freeze);
    // An update that reads them says so, and leaves them to a refresh, as any drift.
    shop.edit("bob", { Status: "NORMAL" });
    const changed = { ...others, alice: { ...others.alice, nickname: "Al" } };
    expect((await shop.up(changed, freeze)).writes).to.deep.equal(["UpdateUser"]);
    const statusReason = "no longer declared, and unfrozen by others: staff/bob";
    expect(shop.outputs).to.include({ status: "Degraded", statusReason });
    expect(shop.outputs.summary).to.include({ orphans: 1 });
    await unfreeze();
    expect((await shop.preview(others, freeze)).screen).to.contain("1 freeze");
    expect((await shop.up(others, freeze)).writes).to.deep.equal(["UpdateUserStatus"]);
    expect(shop.user("bob")).to.include({ Status: "FREEZE" });
    expect(shop.outputs).to.include({ status: "InSync" });
    await shop.isSettled(others, freeze);

    await unfreeze();
    shop.edit("bob", { Status: "FREEZE" });
    await shop.refresh();
    expect(shop.outputs).to.include({ status: "InSync", statusReason: "" });
    await shop.isSettled(others, freeze);

    await unfreeze();
    shop.drop("bob");
    await shop.refresh();
    expect(shop.outputs).to.include({ status: "InSync", statusReason: "" });
    await shop.isSettled(others, freeze);
  },

  "who left frozen, is unfrozen by hand and declared again stays who they are": async (begin) => {
    const shop = begin();
    const freeze = { removalPolicy: "freeze" };
    await shop.up(declared, freeze);
    const bob = shop.idOf("bob");
    await shop.up(people("alice", "carol"), freeze);
    shop.edit("bob", { Status: "NORMAL", Nickname: "Bobby" });
    await shop.refresh();
    const back = { ...declared, bob: { ...declared.bob, nickname: "Bo" } };
    expect((await shop.up(back, freeze)).writes).to.deep.equal(["UpdateUser"]);
    expect(shop.user("bob")).to.include({ UserId: bob, Status: "NORMAL", Nickname: "Bo" });
    await shop.isSettled(back, freeze);
  },

  "who left frozen and now has the mark of another job is left to that": async (begin) => {
    const shop = begin();
    const freeze = { removalPolicy: "freeze" };
    const others = people("alice", "carol");
    await shop.up(declared, freeze);
    await shop.up(others, freeze);
    shop.edit("bob", { Status: "NORMAL", IndexedAttribute5: "pulumi:shop/dev/team#0123456789ab" });
    for (let times = 0; times < 2; times++) {
      expect((await shop.refresh()).screen).not.to.contain("no longer declared");
      expect(shop.outputs).to.include({ status: "InSync", statusReason: "" });
    }
    await shop.isSettled(others, freeze);
    expect(shop.user("bob")).to.include({ Status: "NORMAL" });
  },

  "a user whom an older state does not know is shown, and is not lost": async (begin) => {
    const shop = begin();
    await shop.up(people("alice", "bob"));
    const older = shop.project.engine.state;
    await shop.up(declared);
    const carol = shop.idOf("carol");
    shop.project.engine.state = older;
    await shop.refresh();
    await shop.up(declared);
    expect(shop.idOf("carol")).to.equal(carol);
    expect(shop.names).to.deep.equal(["alice", "bob", "carol"]);
    await shop.isSettled(declared);
  },
};
