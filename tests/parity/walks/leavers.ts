import { expect } from "chai";
import { canaries } from "../../support/canaries";
import { people } from "../shop";
import type { Walks } from "../walk";

const alice = people("alice");
const bob = { userName: "bob", email: "bob@example.com", password: canaries.password };
const zoe = { userName: "zoe", email: "zoe@example.com" };
const freeze = { removalPolicy: "freeze" };

export const leavers: Walks = {
  "the key of somebody who was frozen, given to another person, makes a new account, and the preview says so": async (
    begin,
  ) => {
    const shop = begin();
    await shop.up({ ...alice, b: bob }, freeze);
    const id = shop.idOf("bob");
    await shop.up(alice, freeze);
    const { screen } = await shop.preview({ ...alice, b: zoe }, freeze);
    expect(screen).to.contain("1 import").and.not.to.contain("unfr");
    const up = await shop.up({ ...alice, b: zoe }, freeze);
    expect(up.writes).to.deep.equal(["CreateApiImportUserJob"]);
    expect(up.screen, "what no preview had said").not.to.contain("plan: ");
    expect(shop.user("bob")).to.include({ UserId: id, Status: "FREEZE", Email: "bob@example.com" });
    expect(shop.opens("zoe", canaries.password)).to.equal(false);
    await shop.isSettled({ ...alice, b: zoe }, freeze);

    // Who left is still known, comes back under whatever key, and leaves the other one alone.
    const both = { ...alice, b: zoe, bob };
    expect((await shop.preview(both, freeze)).screen).to.contain("1 update (unfreeze 1)");
    await shop.up(both, freeze);
    expect(shop.user("bob")).to.include({ UserId: id, Status: "NORMAL" });
    await shop.isSettled(both, freeze);
    await shop.destroy();
    expect(shop.cloud.users().map(({ Status }) => Status)).to.deep.equal(["FREEZE", "FREEZE", "FREEZE"]);
  },

  "the key stays another person's when the service refuses that person at first": async (begin) => {
    const shop = begin();
    await shop.up({ ...alice, b: bob }, freeze);
    await shop.up(alice, freeze);
    const wrong = { ...alice, b: { userName: "zoe", email: "zoe@example" } };
    await shop.upFails(wrong, freeze);
    await shop.refresh();
    const { screen } = await shop.preview({ ...alice, b: zoe }, freeze);
    expect(screen).to.contain("1 import").and.not.to.contain("unfr");
    await shop.up({ ...alice, b: zoe }, freeze);
    expect(shop.user("bob")).to.include({ Status: "FREEZE", Email: "bob@example.com" });
    expect(shop.names).to.deep.equal(["alice", "bob", "zoe"]);
    await shop.isSettled({ ...alice, b: zoe }, freeze);
  },

  "the key of somebody who left, given to an account that is skipped or adopted, is that account's": async (begin) => {
    for (const conflictPolicy of ["skip", "adopt"]) {
      const shop = begin();
      const args = { ...freeze, conflictPolicy };
      shop.register("zoe", { Nickname: "Zo" });
      await shop.up({ ...alice, b: bob }, args);
      await shop.up(alice, args);
      const { writes } = await shop.up({ ...alice, b: zoe }, args);
      expect(writes).to.deep.equal(conflictPolicy === "skip" ? [] : ["UpdateUser"]);
      expect(shop.user("bob")).to.include({ Status: "FREEZE", Email: "bob@example.com" });
      await shop.isSettled({ ...alice, b: zoe }, args);
      await shop.up({ ...alice, b: zoe, c: bob }, args);
      expect(shop.user("bob")).to.include({ Status: "NORMAL" });
      expect(shop.user("zoe")).to.include({ Nickname: "Zo" });
    }
  },

  "the key of somebody who left and was let back in by hand is given to another person": async (begin) => {
    const shop = begin();
    await shop.up({ ...alice, b: bob }, freeze);
    await shop.up(alice, freeze);
    shop.edit("bob", { Status: "NORMAL" });
    await shop.refresh();
    await shop.up({ ...alice, b: zoe }, freeze);
    expect(shop.user("bob")).to.include({ Status: "FREEZE", Email: "bob@example.com" });
    expect(shop.names).to.deep.equal(["alice", "bob", "zoe"]);
    await shop.isSettled({ ...alice, b: zoe }, freeze);
  },

  "the key of somebody whose removal the service refused is given to another person": async (begin) => {
    const shop = begin();
    await shop.up({ ...alice, b: bob });
    const id = shop.idOf("bob");
    const refused = { nth: undefined, every: 1, times: 9, effect: "code", code: "UnauthorizedOperation" } as const;
    shop.faults({ ...refused, action: "DeleteUsers" });
    await shop.upFails(alice);
    shop.faults();
    const { screen } = await shop.preview({ ...alice, b: zoe });
    expect(screen).to.contain("1 import, 1 delete");
    await shop.up({ ...alice, b: zoe });
    expect(shop.names).to.deep.equal(["alice", "zoe"]);
    expect(shop.idOf("zoe")).not.to.equal(id);
    await shop.isSettled({ ...alice, b: zoe });
  },

  "the key of somebody whom the job let go is given to another person": async (begin) => {
    const shop = begin();
    const retain = { removalPolicy: "retain" };
    await shop.up({ ...alice, b: bob }, retain);
    await shop.up(alice, retain);
    expect((await shop.preview({ ...alice, b: zoe }, retain)).screen).to.contain("1 import");
    await shop.up({ ...alice, b: zoe }, retain);
    expect(shop.user("bob")).to.include({ Email: "bob@example.com", IndexedAttribute5: null });
    expect(shop.opens("zoe", canaries.password)).to.equal(false);
  },

  "who comes back is shown with all that is new: groups, fields and the password": async (begin) => {
    const shop = begin();
    const [admins, staff] = [shop.group("admins"), shop.group("staff")];
    const args = { ...freeze, passwordPolicy: "managed", groups: { admins, staff } };
    await shop.up({ ...alice, bob: { ...bob, nickname: "Bo", userGroups: ["staff"] } }, args);
    await shop.up(alice, args);
    const back = { ...bob, nickname: "Bob", userGroups: ["admins"], password: canaries.newPassword };
    const { screen } = await shop.preview({ ...alice, bob: back }, args);
    expect(screen).to.contain("1 update (nickname 1, password 1, unfreeze 1, userGroups 1)");
    expect(screen).to.contain("groups: +admins").and.to.contain("-staff");
    const up = await shop.up({ ...alice, bob: back }, args);
    expect(up.screen, "what no preview had said").not.to.contain("plan: ");
    expect(shop.user("bob")).to.include({ Status: "NORMAL", Nickname: "Bob" });
    expect(shop.user("bob").UserGroups).to.deep.equal([admins]);
    expect(shop.opens("bob", canaries.newPassword)).to.equal(true);
    await shop.isSettled({ ...alice, bob: back }, args);
  },

  "another person under the key of somebody who is still there is an update, and every identity is shown": async (
    begin,
  ) => {
    const shop = begin();
    await shop.up({ ...alice, b: bob });
    const id = shop.idOf("bob");
    const { screen } = await shop.preview({ ...alice, b: zoe });
    expect(screen)
      .to.contain("1 update (email 1, userName 1)")
      .and.to.match(/userName .*→ .*, email .*→ /);
    await shop.up({ ...alice, b: zoe });
    expect(shop.idOf("zoe")).to.equal(id);
  },
};
