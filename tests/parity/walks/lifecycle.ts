import { expect } from "chai";
import { people } from "../shop";
import type { Walks } from "../walk";

const declared = people("alice", "bob", "carol");

export const lifecycle: Walks = {
  "users come, change and go, and nobody else does": async (begin) => {
    const shop = begin();
    shop.register("stranger");
    const stranger = shop.user("stranger");
    const preview = await shop.preview(declared);
    expect(preview.screen).to.contain("plan: 3 import");
    expect(preview.calls).to.deep.equal([]);
    expect((await shop.up(declared)).writes).to.deep.equal(["CreateApiImportUserJob"]);
    expect(shop.names).to.deep.equal(["alice", "bob", "carol", "stranger"]);
    expect(shop.outputs).to.include({ status: "InSync" });
    await shop.isSettled(declared);

    const bob = shop.idOf("bob");
    const changed = {
      ...people("alice", "dave"),
      bob: { userName: "bob", email: "bob.new@example.com", nickname: "Bob" },
    };
    const told = await shop.preview(changed);
    expect(told.screen).to.contain("plan against last known state: 1 import, 1 update (email 1, nickname 1), 1 delete");
    expect(told.calls).to.deep.equal([]);
    expect((await shop.up(changed)).writes).to.deep.equal(["CreateApiImportUserJob", "DeleteUsers", "UpdateUser"]);
    expect(shop.cloud.imports.at(-1)?.users).to.have.length(1);
    expect(shop.user("bob")).to.include({ UserId: bob, Email: "bob.new@example.com", Nickname: "Bob" });
    await shop.isSettled(changed);

    await shop.destroy();
    expect(shop.cloud.users()).to.deep.equal([stranger]);
  },

  "another order and another key are no change": async (begin) => {
    const shop = begin();
    await shop.up(declared);
    const ids = shop.cloud.users().map(({ UserId }) => UserId);
    const { alice = {}, bob = {}, carol = {} } = declared;
    expect((await shop.up({ carol, bob, alice })).calls).to.deep.equal([]);
    const { writes } = await shop.up({ carol, b: bob, a: alice });
    expect(writes).to.deep.equal([]);
    expect(shop.cloud.users().map(({ UserId }) => UserId)).to.have.members(ids);
  },

  "users come into their groups and leave them": async (begin) => {
    const shop = begin();
    const [readers, admins] = [shop.group("readers"), shop.group("admins")];
    const inGroups = (...userGroups: readonly string[]) => ({
      alice: { userName: "alice", userGroups: [...userGroups] },
    });
    await shop.up(inGroups("readers"), { groups: { readers } });
    expect(shop.user("alice").UserGroups).to.deep.equal([readers]);
    const { writes } = await shop.up(inGroups(admins), { groups: { readers } });
    expect(writes).to.deep.equal(["UpdateUser"]);
    expect(shop.user("alice").UserGroups).to.deep.equal([admins]);
    await shop.isSettled(inGroups(admins), { groups: { readers } });
  },

  "another store gets everybody before the old one loses them": async (begin) => {
    const shop = begin();
    await shop.up(declared);
    const other = { userStoreId: shop.cloud.store("others"), acceptDeletions: 3 };
    const { screen } = await shop.preview(declared, other);
    expect(screen).to.contain(
      `3 import into user store ${other.userStoreId}; 3 delete in user store ${shop.cloud.storeId}`,
    );
    const { calls } = await shop.up(declared, other);
    expect(calls.indexOf("CreateApiImportUserJob")).to.be.below(calls.indexOf("DeleteUsers"));
    expect(shop.cloud.users().map(({ UserStoreId }) => UserStoreId)).to.deep.equal(
      Array<string>(3).fill(other.userStoreId),
    );
    await shop.isSettled(declared, other);
  },

  "a replacement on its own store keeps accounts that nobody has used, and is refused for others": async (begin) => {
    const shop = begin();
    await shop.up(declared);
    const alice = shop.idOf("alice");
    expect((await shop.replace(declared)).writes).to.deep.equal(["UpdateUser", "UpdateUser", "UpdateUser"]);
    expect(shop.idOf("alice")).to.equal(alice);
    await shop.isSettled(declared);
    shop.signOn("alice", "bob", "carol");
    const refused = await shop.replace(declared);
    expect(refused.writes).to.deep.equal([]);
    expect(refused.screen).to.contain("a replacement on its own store gains nothing");
    expect(shop.names).to.deep.equal(["alice", "bob", "carol"]);
  },

  "a user who cannot be right is refused with its place, and nothing is done": async (begin) => {
    const shop = begin();
    const { screen, calls } = await shop.upFails({ ...declared, erin: { userName: "erin", email: "nowhere" } });
    expect(screen).to.match(
      shop.column.way === "value" ? /userSets\["staff"\]\.erin\.email/ : /staff-0\.json:\d+:\d+: email/,
    );
    expect(screen).to.contain("is not an e-mail address");
    expect(calls).to.deep.equal([]);
    const misspelt: object = { emial: "erin@example.com" };
    expect((await shop.upFails({ ...declared, erin: { userName: "erin", ...misspelt } })).screen).to.contain("emial");
  },
};
