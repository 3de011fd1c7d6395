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
    expect(again).to.deep.equal({ acts: [true, true], writes: [] });
  },
};

/** Alice stays in `staff`, and a second job, `guests`, has Bob. */
async function handedOver({ project, cloud, column }: Shop): Promise<{ acts: boolean[]; writes: string[] }> {
  const { engine, stack } = project;
  const staff = { urn: engine.urn, aliases: [], inputs: project.program(people("alice")) };
  const urn = engine.urn.replace(/staff$/, "guests");
  const inputs = {
    __urn: urn,
    userStoreId: cloud.storeId,
    owner: "shop/dev/guests",
    takeOver: ["shop/dev/staff"],
    ...userFiles.inputs(column.way, "guests", people("bob"), "guests"),
  };
  const from = cloud.calls.length;
  const outcomes = await project.command(() => stack.up([staff, { urn, aliases: [], inputs }]));
  return { acts: outcomes.map(({ ok }) => ok), writes: cloud.calls.slice(from).filter((action) => !isRead(action)) };
}
