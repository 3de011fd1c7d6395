import { expect } from "chai";
import { isRead } from "../../chaos/service/cloud";
import { ownersToTakeOver } from "../../chaos/checker/remedies";
import { userFiles } from "../../chaos/program/userFiles";
import { people, type Inputs, type Shop } from "../shop";
import type { Walks } from "../walk";

const declared = people("alice", "bob", "carol");

export const takeOver: Walks = {
  "a lost state of today takes back whom nobody has touched": async (begin) => {
    const shop = begin();
    await shop.up(declared);
    const ids = shop.cloud.users().map(({ UserId }) => UserId);
    shop.loseState();
    expect((await shop.up(declared)).writes).to.deep.equal(["UpdateUser", "UpdateUser", "UpdateUser"]);
    expect(shop.cloud.users().map(({ UserId }) => UserId)).to.deep.equal(ids);
    await shop.isSettled(declared);
  },

  "a lost state whose users are in use is asked about, and the remedy gives them back": async (begin) => {
    const shop = begin();
    await shop.up(declared);
    const ids = shop.cloud.users().map(({ UserId }) => UserId);
    const [mark = ""] = shop.cloud.users().map(({ IndexedAttribute5 }) => IndexedAttribute5 ?? "");
    shop.signOn("alice", "bob", "carol");
    shop.loseState();
    let asked: string[] = [];
    for (const conflictPolicy of ["adopt", "skip", "fail"]) {
      const { screen, writes } = await shop.upFails(declared, { conflictPolicy });
      expect(writes).to.deep.equal([]);
      asked = ownersToTakeOver(screen);
      expect(asked).to.deep.equal([mark.replace(/^pulumi:/, "")]);
    }
    await shop.up(declared, { takeOver: asked });
    expect(shop.cloud.users().map(({ UserId }) => UserId)).to.deep.equal(ids);
    await shop.isSettled(declared, { takeOver: asked });
    await shop.destroy();
    expect(shop.names).to.deep.equal([]);
  },

  "whom the lost job had adopted is taken over as adopted, and not deleted": async (begin) => {
    const shop = begin();
    const id = shop.register("dora");
    await shop.up(people("alice", "dora"), { conflictPolicy: "adopt" });
    shop.signOn("alice", "dora");
    shop.loseState();
    const args = { takeOver: ["shop/dev/staff"] };
    await shop.up(people("alice", "dora"), args);
    expect((await shop.preview(people("alice"), args)).screen).to.contain("1 release");
    await shop.up(people("alice"), args);
    await shop.destroy();
    expect(shop.cloud.users().map(({ UserId }) => UserId)).to.deep.equal([id]);
  },

  "another job's users are another job's, in whatever attribute each has its mark": async (begin) => {
    for (const conflictPolicy of ["fail", "adopt", "skip"]) {
      const shop = begin();
      const admins = shop.group("admins");
      const [theirs] = await othersMark(shop, "alice", "bob");
      const before = shop.cloud.users();
      const args = { ownerAttribute: "indexedAttribute4", conflictPolicy, adoptGrantsGroups: true, groups: { admins } };
      const users = {
        alice: { userName: "alice", nickname: "Eve", userGroups: ["admins"] },
        carol: { userName: "carol" },
      };
      const { screen } = await shop.upFails(users, args);
      expect(screen).to.contain("belongs to shop/dev/guests#0123456789ab, by its mark in indexedAttribute5");
      expect(ownersToTakeOver(screen)).to.deep.equal([theirs]);
      expect(shop.cloud.users()).to.deep.include.members(before);
      await shop.destroy();
      expect(shop.cloud.users()).to.deep.equal(before);

      await shop.up(users, { ...args, takeOver: [theirs] });
      expect(shop.user("alice")).to.include({ UserId: before[0]?.UserId, IndexedAttribute5: "pulumi:released" });
      expect(shop.user("alice").IndexedAttribute4).to.contain("pulumi:shop/dev/staff#");
      await shop.isSettled(users, { ...args, takeOver: [theirs] });
      await shop.up({ carol: users.carol }, args);
      expect(shop.names).to.deep.equal(["bob", "carol"]);
    }
  },

  "a mark that somebody writes on one user keeps that user as it is, and is said with the way out": async (begin) => {
    const shop = begin();
    await shop.up(declared);
    const planted = { IndexedAttribute2: "pulumi:shop/dev/guests#0123456789ab" };
    shop.edit("bob", planted);
    const refreshed = await shop.refresh();
    expect(refreshed.screen).to.contain(
      "staff/bob (of shop/dev/guests#0123456789ab, by its mark in indexedAttribute2)",
    );
    const changed = (nickname: string) => ({
      ...declared,
      alice: { ...declared.alice, nickname },
      bob: { ...declared.bob, nickname },
    });
    const { screen } = await shop.upFails(changed("Al"));
    expect(screen).to.contain("by its mark in indexedAttribute2").and.to.contain("clear indexedAttribute2");
    expect(shop.user("alice")).to.include({ Nickname: "Al" });
    expect(shop.user("bob")).to.include({ Nickname: null });
    shop.edit("bob", { IndexedAttribute2: null });
    await shop.up(changed("Bo"));
    expect(shop.user("bob")).to.include({ Nickname: "Bo" });
    await shop.isSettled(changed("Bo"));

    // Nor is anybody deleted with it.
    shop.edit("bob", planted);
    await shop.up(people("alice", "carol"));
    await shop.destroy();
    expect(shop.names).to.deep.equal(["bob"]);
  },

  "a program may not write a mark itself": async (begin) => {
    const shop = begin();
    for (const indexedAttribute1 of ["pulumi:shop/dev/guests#0123456789ab", "pulumi-adopted:x", "pulumi:released"]) {
      const { screen } = await shop.upFails({ alice: { userName: "alice", indexedAttribute1 } });
      expect(screen).to.match(/indexedAttribute1.*has the form of an owner mark/);
    }
    expect(shop.cloud.users()).to.deep.equal([]);
  },

  "one job hands users to another in one up, and changes nothing but their mark": async (begin) => {
    const shop = begin();
    await shop.up(people("alice", "bob"));
    const ids = shop.cloud.users().map(({ UserId }) => UserId);
    const { acts, writes } = await handedOver(shop);
    expect(acts).to.deep.equal([true, true]);
    expect(writes).to.deep.equal(["UpdateUser"]);
    expect(shop.cloud.users().map(({ UserId }) => UserId)).to.have.members(ids);
    expect(shop.user("bob").IndexedAttribute5).to.contain("/guests#");
    expect(shop.user("alice").IndexedAttribute5).to.contain("/staff#");
    const again = await handedOver(shop);
    expect(again).to.deep.equal({ acts: [true, true], writes: [] });
  },

  "one job hands users to another that has its mark in another attribute, in one up": async (begin) => {
    const shop = begin();
    await shop.up(people("alice", "bob"));
    shop.signOn("alice", "bob");
    const id = shop.idOf("bob");
    const args = { ownerAttribute: "indexedAttribute3" };
    const { acts, writes } = await handedOver(shop, args);
    expect(acts).to.deep.equal([true, true]);
    expect(writes).to.deep.equal(["UpdateUser"]);
    expect(shop.user("bob")).to.include({ UserId: id, IndexedAttribute5: "pulumi:released" });
    expect(shop.user("bob").IndexedAttribute3).to.contain("/guests#");
    expect(await handedOver(shop, args)).to.deep.equal({ acts: [true, true], writes: [] });
  },

  "whom two jobs have marked, because an earlier version let them, is one's again by takeOver": async (begin) => {
    const shop = begin();
    await shop.up(declared);
    const other = "shop/dev/guests#0123456789ab";
    shop.edit("bob", { IndexedAttribute4: `pulumi-adopted:${other}` });
    const changed = { ...declared, bob: { ...declared.bob, nickname: "Bo" } };
    const { screen, writes } = await shop.upFails(changed);
    expect(writes).to.deep.equal([]);
    expect(ownersToTakeOver(screen)).to.deep.equal([other]);
    const args = { takeOver: [other] };
    await shop.up(changed, args);
    expect(shop.user("bob")).to.include({ IndexedAttribute4: "pulumi:released", Nickname: "Bo" });
    await shop.isSettled(changed, args);
    await shop.destroy();
    expect(shop.names).to.deep.equal([]);
  },
};

/** Users whom another job made, in use, with its mark in the usual attribute. */
async function othersMark(shop: Shop, ...names: readonly string[]): Promise<[owner: string]> {
  const owner = "shop/dev/guests#0123456789ab";
  for (const name of names) shop.register(name, { IndexedAttribute5: `pulumi:${owner}` });
  shop.signOn(...names);
  return Promise.resolve([owner]);
}

/** Alice stays in `staff`, and a second job, `guests`, has Bob. */
async function handedOver(
  { project, cloud, column }: Shop,
  args: Inputs = {},
): Promise<{ acts: boolean[]; writes: string[] }> {
  const { engine, stack } = project;
  const staff = { urn: engine.urn, aliases: [], inputs: project.program(people("alice")) };
  const urn = engine.urn.replace(/staff$/, "guests");
  const inputs = {
    __urn: urn,
    userStoreId: cloud.storeId,
    owner: "shop/dev/guests",
    takeOver: ["shop/dev/staff"],
    ...args,
    ...userFiles.inputs(column.way, "guests", people("bob"), "guests"),
  };
  const from = cloud.calls.length;
  const outcomes = await project.command(() => stack.up([staff, { urn, aliases: [], inputs }]));
  return { acts: outcomes.map(({ ok }) => ok), writes: cloud.calls.slice(from).filter((action) => !isRead(action)) };
}
