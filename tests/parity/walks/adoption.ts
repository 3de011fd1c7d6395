import { expect } from "chai";
import { adopting, group, isMadeHere, store } from "../resources";
import { people, type Inputs, type Shop } from "../shop";
import type { Walks } from "../walk";

/** A group that the program has made under the resource name `leads`, with a stranger in it. */
async function withLeads(shop: Shop, inputs: Inputs = {}): Promise<string> {
  await shop.upOf([group(shop, "leads", inputs)]);
  const id = shop.groups.leads ?? "";
  shop.register("zoe");
  shop.edit("zoe", { UserGroups: [id] });
  return id;
}

/** A store that the program has made under the resource name `customers`, with a stranger in it. */
async function withCustomers(shop: Shop, inputs: Inputs = {}): Promise<string> {
  await shop.upOf([store(shop, "customers", inputs)]);
  const id = shop.stores.people ?? "";
  shop.register("zoe", { UserStoreId: id });
  return id;
}

export const adoption: Walks = {
  "a group under another resource name is refused with the alias first, which writes nothing": async (begin) => {
    const shop = begin();
    const id = await withLeads(shop);
    const refused = await shop.upOf([group(shop, "managers")]);
    expect(refused.ok).to.equal(false);
    expect(refused.screen).to.match(/aliases: \[\{ name: .*adoptExisting: true/);
    const { ok, writes } = await shop.upOf([group(shop, "managers", {}, "leads")]);
    expect([ok, writes]).to.deep.equal([true, []]);
    expect(shop.groups).to.deep.equal({ leads: id });
    expect(isMadeHere(shop, "UserGroup")).to.deep.equal([true]);
  },

  "a group under another resource name that adopts it is not deleted under the old one": async (begin) => {
    const shop = begin();
    const id = await withLeads(shop);
    const { ok, writes, screen } = await shop.upOf([group(shop, "managers", adopting)]);
    expect(ok, screen).to.equal(true);
    expect(writes).to.deep.equal(["CreateUserGroup", "UpdateUserGroup"]);
    expect(screen).to.contain(`user group ${id} is left where it is`).and.to.contain("UserGroup managers");
    expect(shop.user("zoe").UserGroups).to.deep.equal([id]);
    expect((await shop.upOf([group(shop, "managers", adopting)])).calls).to.deep.equal([]);
    expect(shop.project.stack.resources.map(({ id }) => id)).to.deep.equal([id]);
  },

  "a group under another resource name is safe if the run ends before the old one is asked, and when it is taken back":
    async (begin) => {
      const shop = begin();
      const id = await withLeads(shop);
      const both = [group(shop, "leads"), group(shop, "managers", adopting)];
      await shop.upOf(both);
      expect(shop.project.stack.resources).to.have.lengthOf(2);
      // It changes, too, in the run that drops the other.
      await shop.upOf([group(shop, "managers", { ...adopting, description: "who lead" })]);
      expect(shop.user("zoe").UserGroups).to.deep.equal([id]);
      await shop.upOf([group(shop, "leads", adopting)]);
      expect(shop.user("zoe").UserGroups).to.deep.equal([id]);
      await shop.upOf([group(shop, "leads", adopting), group(shop, "managers", adopting)]);
      await shop.upOf([group(shop, "leads", adopting)]);
      expect(shop.groups).to.deep.equal({ leads: id });
    },

  "a group or a store that another resource cannot become is not deleted by a run that goes on all the same": async (
    begin,
  ) => {
    const shop = begin();
    await shop.upOf([group(shop, "leads"), store(shop, "customers")]);
    const { leads: id = "" } = shop.groups;
    const { people: storeId = "" } = shop.stores;
    const before = shop.project.stack.resources;
    const refused = await shop.upOf([group(shop, "managers"), store(shop, "clients")], { continuesOnError: true });
    expect(refused.ok).to.equal(false);
    expect([shop.groups.leads, shop.stores.people]).to.deep.equal([id, storeId]);
    expect(shop.project.stack.resources).to.deep.equal(before);
    expect(refused.all).to.contain(`user group ${id} stays`).and.to.contain("UserGroup managers");
    expect(refused.all).to.contain(`user store ${storeId} stays`).and.to.contain("UserStore clients");
  },

  "a group that its own replacement adopts stays": async (begin) => {
    const shop = begin();
    const id = await withLeads(shop, adopting);
    const program = [group(shop, "leads", adopting)];
    const replaced = new Set(program.map(({ urn }) => urn));
    const { ok, writes } = await shop.upOf(program, { replaced });
    expect([ok, writes]).to.deep.equal([true, ["CreateUserGroup", "UpdateUserGroup"]]);
    expect(shop.user("zoe").UserGroups).to.deep.equal([id]);
    expect((await shop.upOf(program)).calls).to.deep.equal([]);
  },

  "a group that leaves the program goes, beside others that stay, and all go with the stack": async (begin) => {
    const shop = begin();
    const others = group(shop, "others", { displayName: "others" });
    await shop.upOf([group(shop, "leads"), others]);
    await shop.refresh();
    expect((await shop.upOf([others])).writes).to.deep.equal(["DeleteUserGroups"]);
    expect(Object.keys(shop.groups)).to.deep.equal(["others"]);
    await shop.refresh();
    await shop.destroy();
    expect(shop.groups).to.deep.equal({});
  },

  "a group that a job of the program names by its id is not deleted under its users": async (begin) => {
    const shop = begin();
    const id = await withLeads(shop);
    const { urn } = shop.project.engine;
    const alice = { alice: { userName: "alice", userGroups: ["leads"] } };
    const inputs = shop.project.program(alice, { groups: { leads: id } });
    const { ok, screen } = await shop.upOf([{ urn, aliases: [], inputs }]);
    expect(ok, screen).to.equal(true);
    expect(screen).to.contain(`user group ${id} is left where it is`).and.to.contain("UserImportJob staff");
    expect(shop.user("alice").UserGroups).to.deep.equal([id]);
  },

  "a group that moves into another store is deleted where it was": async (begin) => {
    const shop = begin();
    await withLeads(shop);
    const UserStoreId = shop.cloud.store("another");
    const { writes } = await shop.upOf([group(shop, "leads", { userStoreId: UserStoreId })]);
    expect(writes).to.deep.equal(["CreateUserGroup", "DeleteUserGroups"]);
    expect(shop.groups).to.deep.equal({});
  },

  "a store under another resource name that adopts it is not deleted with the strangers in it": async (begin) => {
    const shop = begin();
    const id = await withCustomers(shop);
    const refused = await shop.upOf([store(shop, "clients")]);
    expect(refused.screen).to.match(/aliases: \[\{ name: .*adoptExisting: true/);
    const { ok, writes, screen } = await shop.upOf([store(shop, "clients", adopting)]);
    expect(ok, screen).to.equal(true);
    expect(writes).to.deep.equal(["CreateUserStore", "UpdateUserStore"]);
    expect(screen).to.contain(`user store ${id} is left where it is`).and.to.contain("UserStore clients");
    expect(shop.names).to.deep.equal(["zoe"]);
    expect((await shop.upOf([store(shop, "clients", adopting)])).calls).to.deep.equal([]);
  },

  "an empty store, and one that its own replacement adopts, stay": async (begin) => {
    const shop = begin();
    const program = [store(shop, "customers", { ...adopting, forceDestroy: false })];
    await shop.upOf(program);
    const { people: id } = shop.stores;
    await shop.upOf([store(shop, "clients", { ...adopting, forceDestroy: false })]);
    expect(shop.stores.people).to.equal(id);
    const again = [store(shop, "clients", adopting)];
    await shop.upOf(again, { replaced: new Set(again.map(({ urn }) => urn)) });
    expect(shop.stores.people).to.equal(id);
  },

  "a store that a job or a group of the program names by its id is not deleted under them": async (begin) => {
    const shop = begin();
    const id = await withCustomers(shop);
    const { urn } = shop.project.engine;
    const job = { urn, aliases: [], inputs: shop.project.program(people("alice"), { userStoreId: id }) };
    const { ok, writes, screen } = await shop.upOf([job]);
    expect(ok, screen).to.equal(true);
    expect(writes).to.deep.equal(["CreateApiImportUserJob"]);
    expect(screen).to.contain("UserImportJob staff");
    expect(shop.names).to.deep.equal(["alice", "zoe"]);

    await shop.upOf([]);
    await shop.upOf([store(shop, "customers", { name: "more" }), group(shop, "leads")]);
    const { more = "" } = shop.stores;
    await shop.upOf([store(shop, "customers", { name: "more" }), group(shop, "leads", { userStoreId: more })]);
    await shop.upOf([group(shop, "leads", { userStoreId: more })]);
    expect(shop.stores.more).to.equal(more);
  },
};
