import { expect } from "chai";
import { isRead } from "../../chaos/service/cloud";
import { ownersToTakeOver } from "../../chaos/checker/remedies";
import { userFiles } from "../../chaos/program/userFiles";
import { people, type Shop } from "../shop";
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
    expect(again).to.deep.include({ acts: [true, true], writes: [] });
  },

  "a job that comes late, while the other is about to remove its users, still gets them": async (begin) => {
    const shop = begin();
    await shop.up(people("alice", "bob"));
    const ids = shop.ids();
    const late = { after: () => shop.cloud.clock.sleep(500) };
    const { acts, writes } = await handedOver(shop, late);
    expect(acts).to.deep.equal([true, true]);
    expect(writes).to.deep.equal(["UpdateUser"]);
    expect(shop.ids()).to.have.members(ids);
    expect(await handedOver(shop)).to.deep.include({ acts: [true, true], writes: [] });
  },

  "a preview refuses an order in which users would be removed before another job takes them": async (begin) => {
    for (const takeOver of [["shop/dev/staff"], undefined]) {
      const shop = begin();
      await shop.up(people("alice", "bob"));
      const { acts, screen } = await handedOver(shop, { order: ["staff", "guests"], act: "preview", takeOver });
      expect(acts).to.deep.equal([true, false]);
      expect(screen)
        .to.contain("shop/dev/staff comes before this job, and would remove users whom this one declares: staff/bob")
        .and.to.contain("dependsOn");
      if (takeOver) expect(screen).not.to.contain("takeOver: [");
      else expect(screen).to.contain('takeOver: ["shop/dev/staff"]');
    }
  },

  "a preview says of a split in its order that nobody is removed": async (begin) => {
    const shop = begin();
    await shop.up(people("alice", "bob"));
    const { acts, screen } = await handedOver(shop, { order: ["guests", "staff"], act: "preview" });
    expect(acts).to.deep.equal([true, true]);
    expect(screen).to.contain("no API calls needed").and.not.to.contain("delete");
  },

  "a preview refuses a split without takeOver, whatever its order": async (begin) => {
    const shop = begin();
    await shop.up(people("alice", "bob"));
    const order = { order: ["guests", "staff"], act: "preview", takeOver: undefined } as const;
    const { acts, screen } = await handedOver(shop, order);
    expect(acts).to.deep.equal([true, false]);
    expect(screen).to.contain(
      'shop/dev/guests declares users of this job and would be refused them. List takeOver: ["shop/dev/staff"] there',
    );
    expect((await handedOver(shop, { ...order, act: "up" })).writes).to.deep.equal([]);
  },

  "a hand-over that fails leaves the users with the job that made them": async (begin) => {
    const shop = begin();
    await shop.up(people("alice", "bob"));
    const ids = shop.ids();
    shop.signOn("bob");
    shop.faults({ action: "UpdateUser", nth: undefined, every: 1, effect: "code", code: "FailedOperation" });
    const { acts } = await handedOver(shop);
    expect(acts).to.deep.equal([true, false]);
    shop.faults();
    expect(shop.staff).to.include({ status: "Degraded" });
    expect(shop.staff.statusReason).to.contain("staff/bob").and.to.contain("taken over");
    // What was meant is done by the next up.
    expect(await handedOver(shop)).to.deep.include({ acts: [true, true], writes: ["UpdateUser"] });
    expect(shop.staff).to.include({ status: "InSync", statusReason: "" });
    expect(shop.ids()).to.have.members(ids);
    expect(await handedOver(shop)).to.deep.include({ acts: [true, true], writes: [] });
  },

  "a hand-over that failed is reverted, and the users are as they were": async (begin) => {
    const shop = begin();
    await shop.up(people("alice", "bob"));
    const ids = shop.ids();
    shop.signOn("bob");
    shop.faults({ action: "UpdateUser", nth: undefined, every: 1, effect: "code", code: "FailedOperation" });
    await handedOver(shop);
    shop.faults();
    await shop.refresh();
    expect(shop.staff.statusReason).to.contain("staff/bob");
    await shop.up(people("alice", "bob"));
    expect(shop.staff).to.include({ status: "InSync" });
    expect(shop.user("bob").IndexedAttribute5).to.match(/^pulumi:shop.dev.staff#/);
    expect(shop.ids()).to.have.members(ids);
    await shop.up(people("alice"));
    expect(shop.names).to.deep.equal(["alice"]);
  },

  "one job hands users to another that has its mark in another attribute, in one up": async (begin) => {
    const shop = begin();
    await shop.up(people("alice", "bob"));
    shop.signOn("alice", "bob");
    const id = shop.idOf("bob");
    const args = { ownerAttribute: "indexedAttribute3" };
    const { acts, writes } = await handedOver(shop, { more: args });
    expect(acts).to.deep.equal([true, true]);
    expect(writes).to.deep.equal(["UpdateUser"]);
    expect(shop.user("bob")).to.include({ UserId: id, IndexedAttribute5: "pulumi:released" });
    expect(shop.user("bob").IndexedAttribute3).to.contain("/guests#");
    expect(await handedOver(shop, { more: args })).to.deep.include({ acts: [true, true], writes: [] });
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

interface Split {
  /** In the order of the engine. */
  readonly order?: readonly ("staff" | "guests")[];
  readonly act?: "up" | "preview";
  readonly after?: () => Promise<unknown>;
  readonly takeOver?: readonly string[] | undefined;
  readonly more?: object;
}

interface Handed {
  readonly acts: boolean[];
  readonly writes: string[];
  readonly screen: string;
}

/** Alice stays in `staff`, and a second job, `guests`, has Bob. */
async function handedOver({ project, cloud, column }: Shop, split: Split = {}): Promise<Handed> {
  const { order = ["staff", "guests"], act = "up", after, more } = split;
  const { takeOver = "takeOver" in split ? undefined : ["shop/dev/staff"] } = split;
  const { engine, stack } = project;
  const urn = engine.urn.replace(/staff$/, "guests");
  const jobs = {
    staff: { urn: engine.urn, aliases: [], inputs: project.program(people("alice")) },
    guests: {
      urn,
      aliases: [],
      ...(after && { after }),
      inputs: {
        __urn: urn,
        userStoreId: cloud.storeId,
        owner: "shop/dev/guests",
        ...(takeOver && { takeOver }),
        ...more,
        ...userFiles.inputs(column.way, "guests", people("bob"), "guests"),
      },
    },
  };
  const [from, said] = [cloud.calls.length, project.said.length];
  const outcomes = await project.command(() => stack[act](order.map((name) => jobs[name])));
  return {
    acts: outcomes.map(({ ok }) => ok),
    writes: cloud.calls.slice(from).filter((action) => !isRead(action)),
    screen: [...project.said.slice(said), ...outcomes.flatMap(({ message, reasons }) => [message, ...reasons])]
      .join("\n")
      .trim(),
  };
}
