import { expect } from "chai";
import { adopting, group, isMadeHere, store } from "../resources";
import type { Walks } from "../walk";

export const creation: Walks = {
  "a group and a store of somebody else are not taken for what a lost call has made": async (begin) => {
    for (const age of [100 * 3_600_000, 60_000, 0]) {
      for (const effect of ["reset", "timeout", "garbage"] as const) {
        const shop = begin();
        const id = shop.group("leads");
        const storeId = shop.cloud.store("people");
        shop.cloud.clock.advance(age);
        const where = `${effect}, ${String(age)} ms old`;
        shop.faults({ action: "CreateUserGroup", effect }, { action: "CreateUserStore", effect });
        const refused = await shop.upOf([group(shop, "leads")]);
        expect([refused.ok, shop.project.stack.resources], where).to.deep.equal([false, []]);
        expect(refused.screen).to.contain("was there before").and.to.contain(id);
        const refusedStore = await shop.upOf([store(shop, "people")]);
        expect([refusedStore.ok, shop.project.stack.resources], where).to.deep.equal([false, []]);
        expect(refusedStore.screen).to.contain(storeId);

        shop.faults({ action: "CreateUserGroup", effect }, { action: "CreateUserStore", effect });
        const adopted = await shop.upOf([store(shop, "people", adopting), group(shop, "leads", adopting)]);
        expect(adopted.ok, adopted.screen).to.equal(true);
        expect(isMadeHere(shop, ":User"), where).to.deep.equal([false, false]);
        await shop.destroy();
        expect([shop.groups.leads, shop.stores.people], where).to.deep.equal([id, storeId]);
      }
    }
  },

  "a group and a store of which only the reply was lost are the program's own": async (begin) => {
    for (const effect of ["reset", "timeout", "garbage"] as const) {
      const shop = begin();
      shop.faults(
        { action: "CreateUserGroup", when: "after", effect },
        { action: "CreateUserStore", when: "after", effect },
      );
      const made = await shop.upOf([store(shop, "people", adopting), group(shop, "leads")]);
      expect(made.ok, made.screen).to.equal(true);
      expect(isMadeHere(shop, ":User"), effect).to.deep.equal([true, true]);
      await shop.destroy();
      expect([shop.groups.leads, shop.stores.people], effect).to.deep.equal([undefined, undefined]);
    }
  },

  "a group without a usable date is not taken for what a lost call has made, and the way on is said": async (begin) => {
    const shop = begin();
    shop.cloud.twist = (action, json) => {
      const groups = (json as { Response: { Content?: { CreatedDate?: number }[] } }).Response.Content;
      if (action === "ListUserGroups") groups?.forEach((one) => delete one.CreatedDate);
      return json;
    };
    shop.faults({ action: "CreateUserGroup", when: "after" });
    const { ok, screen } = await shop.upOf([group(shop, "leads")]);
    expect(ok).to.equal(false);
    expect(screen).to.contain(shop.groups.leads).and.to.contain("adoptExisting: true");
    expect((await shop.upOf([group(shop, "leads", adopting)])).ok).to.equal(true);
    await shop.destroy();
    expect(Object.keys(shop.groups)).to.deep.equal(["leads"]);
  },
};
