import { expect } from "chai";
import { people } from "../shop";
import type { Walks } from "../walk";

const names = Array.from({ length: 30 }, (_, index) => `user${String(index).padStart(2, "0")}`);
const everybody = people(...names);
const twenty = people(...names.slice(0, 20));

export const brake: Walks = {
  "too many removals are refused by the preview, and by an up without one, and named": async (begin) => {
    const shop = begin();
    await shop.up(everybody);
    for (const run of [await shop.preview(twenty), await shop.upFails(twenty)]) {
      expect(run.ok).to.equal(false);
      expect(run.screen).to.contain("10 of 30 managed users would be removed");
      expect(run.screen).to.contain("staff/user29").and.to.contain("acceptDeletions: 10");
      expect(run.writes).to.deep.equal([]);
    }
    expect(shop.names).to.have.length(30);
    await shop.isSettled(everybody);
  },

  "what was accepted by number goes through, and no more than that": async (begin) => {
    const shop = begin();
    await shop.up(everybody);
    const args = { acceptDeletions: 10 };
    await shop.up(twenty, args);
    expect(shop.names).to.have.length(20);
    await shop.upFails(people(...names.slice(0, 5)), args);
    expect(shop.names).to.have.length(20);
  },

  "what was accepted is for one change: the next one asks again, and one that was cut off does not": async (begin) => {
    const shop = begin();
    await shop.up(everybody, { acceptDeletions: 9 });
    const args = { acceptDeletions: 10 };
    shop.faults({ action: "DeleteUsers", effect: "code", code: "UnauthorizedOperation" });
    await shop.upFails(twenty, args);
    shop.faults();
    await shop.up(twenty, args);
    expect(shop.names).to.have.length(20);
    const ten = people(...names.slice(0, 10));
    for (const run of [await shop.preview(ten, args), await shop.upFails(ten, args)])
      expect(run.screen)
        .to.contain("acceptDeletions: 10 was for an earlier change")
        .and.to.contain("acceptDeletions: 11");
    await shop.upFails({}, args);
    expect(shop.names).to.have.length(20);
    await shop.up(people(...names.slice(0, 17)), args);
    await shop.up(ten, { acceptDeletions: 7 });
    expect(shop.names).to.have.length(10);
  },

  "a changed key is no removal, and emptied sets are asked about": async (begin) => {
    const shop = begin();
    await shop.up(everybody);
    const renamed = Object.fromEntries(Object.entries(everybody).map(([key, user]) => [`${key}-renamed`, user]));
    expect((await shop.up(renamed)).writes).to.deep.equal([]);
    const emptied = await shop.preview({});
    expect(emptied.ok).to.equal(false);
    expect(emptied.screen).to.contain("acceptDeletions: 30");
    await shop.upFails({});
    expect(shop.names).to.have.length(30);
  },

  "a limit of the program's own counts": async (begin) => {
    const shop = begin();
    const args = { deletionLimit: { count: 1 } };
    await shop.up(people("alice", "bob", "carol"), args);
    expect((await shop.preview(people("alice"), args)).screen).to.contain("deletionLimit");
    await shop.upFails(people("alice"), args);
    await shop.up(people("alice", "bob"), args);
    expect(shop.names).to.deep.equal(["alice", "bob"]);
  },
};
