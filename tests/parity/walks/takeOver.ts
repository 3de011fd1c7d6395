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

  "a split whose jobs have their marks in different attributes is refused, and says why": async (begin) => {
    const shop = begin();
    await shop.up(people("alice", "bob"));
    const more = { ownerAttribute: "indexedAttribute4" };
    const { acts, screen } = await handedOver(shop, { order: ["guests", "staff"], act: "preview", more });
    expect(acts).to.deep.equal([true, false]);
    expect(screen)
      .to.contain("looks for their mark in indexedAttribute4 and they have it in indexedAttribute5")
      .and.to.contain('ownerAttribute: "indexedAttribute5"');
    // Of a job of another program only the store tells.
    const taken = await handedOver(shop, { order: ["guests"], act: "up", more });
    expect(taken.acts).to.deep.equal([false]);
    expect(taken.screen).to.contain("MarkedElsewhere").and.to.contain('set ownerAttribute: "indexedAttribute5"');
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
};

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
