import { expect } from "chai";
import { people } from "../shop";
import type { Walks } from "../walk";

const broken = { userName: "mallory", email: "mallory@example" };
const mended = { userName: "mallory", phoneNumber: "13800008011" };

/** Users whom the service refuses. */
export const partialFailure: Walks = {
  "a first up names each refused user with its reason, keeps the others, and tries just the refused again": async (
    begin,
  ) => {
    const shop = begin();
    shop.register("somebody", { Email: "else@example.com" });
    const users = {
      ...people("alice", "bob"),
      mallory: broken,
      grace: { userName: "grace", email: "else@example.com" },
    };
    const { screen } = await shop.upFails(users);
    expect(screen).to.match(/staff\/mallory \(m\*\*\*\).*Email/);
    expect(screen).to.match(/staff\/grace \(g\*\*\*\).*exists already in the store as [0-9a-f]{32}/);
    expect(screen).not.to.contain("else@example.com");
    expect(shop.names).to.deep.equal(["alice", "bob", "somebody"]);
    expect(shop.outputs).to.include({ status: "Degraded" });
    expect(shop.project.engine.state?.initErrors.join("\n")).to.contain("staff/mallory");

    const again = await shop.upFails(users);
    expect(again.writes).to.deep.equal(["CreateApiImportUserJob"]);
    expect(shop.cloud.imports.at(-1)?.users).to.have.length(1);
    const corrected = { ...people("alice", "bob", "grace"), mallory: mended };
    expect((await shop.up(corrected)).writes).to.deep.equal(["CreateApiImportUserJob"]);
    expect(shop.cloud.imports.at(-1)?.users).to.have.length(2);
    expect(shop.project.engine.state?.initErrors).to.deep.equal([]);
    await shop.isSettled(corrected);
  },

  "a later up has done everything else, and the next one finishes it": async (begin) => {
    const shop = begin();
    await shop.up(people("alice", "bob"));
    await shop.upFails({ ...people("alice", "carol"), mallory: broken });
    expect(shop.names).to.deep.equal(["alice", "carol"]);
    const corrected = { ...people("alice", "carol"), mallory: mended };
    expect((await shop.up(corrected)).writes).to.deep.equal(["CreateApiImportUserJob"]);
    await shop.isSettled(corrected);
  },

  "a refresh, which clears the engine's own memory of it, leaves the refused users to be tried again": async (
    begin,
  ) => {
    const shop = begin();
    await shop.upFails({ ...people("alice", "bob"), mallory: broken });
    await shop.refresh();
    const corrected = { ...people("alice", "bob"), mallory: mended };
    expect((await shop.preview(corrected)).screen).to.contain("1 import");
    await shop.up(corrected);
    expect(shop.names).to.deep.equal(["alice", "bob", "mallory"]);
    await shop.isSettled(corrected);
  },

  "a destroy removes whom a failed run has made, and nobody else": async (begin) => {
    const shop = begin();
    shop.register("stranger");
    await shop.upFails({ ...people("alice", "bob"), mallory: broken });
    await shop.destroy();
    expect(shop.names).to.deep.equal(["stranger"]);
  },
};
