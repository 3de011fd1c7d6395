import { expect } from "chai";
import { people } from "../shop";
import type { Walks } from "../walk";

const declared = people("alice", "bob", "carol");

export const drift: Walks = {
  "an edit by hand is left alone until a refresh, shown by it, and repaired by the next up": async (begin) => {
    const shop = begin();
    await shop.up(declared);
    shop.edit("alice", { Nickname: "Mallory" });
    shop.edit("bob", { Email: "mallory@example.com" });
    shop.drop("carol");
    expect((await shop.up(declared)).calls).to.deep.equal([]);

    expect((await shop.refresh()).writes).to.deep.equal([]);
    // Nobody has declared a nickname, so that is not ours to tell of, or to take away.
    expect(shop.drift(declared)).to.deep.equal({ bob: "email", carol: "gone" });
    expect(shop.outputs).to.include({ status: "Degraded" });
    const { screen } = await shop.preview(declared);
    expect(screen).to.contain("1 import, 1 update (email 1)");
    expect((await shop.up(declared)).writes).to.deep.equal(["CreateApiImportUserJob", "UpdateUser"]);
    expect(shop.user("bob")).to.include({ Email: "bob@example.com" });
    expect(shop.user("alice")).to.include({ Nickname: "Mallory" });
    expect(shop.names).to.deep.equal(["alice", "bob", "carol"]);
    await shop.isSettled(declared);
  },

  "an edit that somebody takes back is forgotten": async (begin) => {
    const shop = begin();
    await shop.up(declared);
    shop.edit("bob", { Email: "mallory@example.com" });
    await shop.refresh();
    expect(shop.drift(declared)).to.deep.equal({ bob: "email" });
    shop.edit("bob", { Email: "bob@example.com" });
    await shop.refresh();
    expect(shop.drift(declared)).to.deep.equal({});
    expect(shop.outputs).to.include({ status: "InSync" });
    await shop.isSettled(declared);
  },

  "what a refresh has found, the next ones say too, until an up": async (begin) => {
    const shop = begin();
    await shop.up(declared);
    shop.edit("bob", { Email: "mallory@example.com" });
    shop.drop("carol");
    for (let times = 0; times < 3; times++) {
      await shop.refresh();
      const statusReason = "otherwise than declared: staff/bob (email), staff/carol (gone)";
      expect(shop.outputs).to.include({ status: "Degraded", statusReason });
    }
    await shop.up(declared);
    expect(shop.outputs).to.include({ status: "InSync", statusReason: "" });
    await shop.isSettled(declared);
  },

  "an edit that the program takes over is in order after an up that writes nothing": async (begin) => {
    const shop = begin();
    await shop.up(declared);
    shop.edit("bob", { Email: "robert@example.com" });
    await shop.refresh();
    await shop.refresh();
    const taken = { ...declared, bob: { ...declared.bob, email: "robert@example.com" } };
    expect((await shop.up(taken)).writes).to.deep.equal([]);
    expect(shop.outputs).to.include({ status: "InSync" });
    await shop.isSettled(taken);
  },

  "an edit of what only an import can set is in order too, once the program takes it over": async (begin) => {
    for (const importOnlyChange of ["fail", "reimport"]) {
      const shop = begin();
      const args = { importOnlyChange, deletionLimit: { count: 0 } };
      const users = (job: string) => ({ alice: { userName: "alice", job, nickname: "Al" }, bob: { userName: "bob" } });
      await shop.up(users("Cook"), args);
      const id = shop.idOf("alice");
      shop.edit("alice", { Job: "Head" });
      await shop.refresh();
      await shop.refresh();
      expect(shop.outputs).to.include({ status: "Degraded" });
      // What is not touched is not spoken of, and what was seen is not forgotten for that.
      const others = { ...users("Cook"), bob: { userName: "bob", nickname: "Bo" } };
      expect((await shop.preview(others, args)).screen).not.to.contain("job");
      await shop.up(others, args);

      const { ok, screen } = await shop.preview({ ...others, ...{ alice: { ...others.alice, job: "Chef" } } }, args);
      expect(ok, screen).to.equal(false);

      const taken = { ...others, alice: { ...others.alice, job: "Head" } };
      const preview = await shop.preview(taken, args);
      expect(preview.ok, preview.screen).to.equal(true);
      expect(preview.screen).not.to.contain("reimport").and.not.to.contain("re-import");
      expect((await shop.up(taken, args)).writes).to.deep.equal([]);
      expect(shop.outputs).to.include({ status: "InSync" });
      expect(shop.user("alice")).to.include({ UserId: id, Job: "Head" });
      await shop.isSettled(taken, args);
      expect((await shop.preview(others, args)).ok, "back to what is not there").to.equal(false);
    }
  },

  "a user who was frozen by hand, and one who lost our mark, stay whose they are": async (begin) => {
    const shop = begin();
    await shop.up(declared);
    const ids = shop.cloud.users().map(({ UserId }) => UserId);
    shop.edit("alice", { Status: "FREEZE" });
    shop.edit("bob", { IndexedAttribute5: null });
    const { screen } = await shop.refresh();
    expect(screen).to.contain("frozen, and left so, because this job did not freeze them: staff/alice");
    expect(screen).to.contain("without our owner mark, which the next update sets again: staff/bob");
    const changed = { ...declared, carol: { ...declared.carol, nickname: "Ca" } };
    expect((await shop.up(changed)).writes).to.deep.equal(["UpdateUser", "UpdateUser"]);
    expect(shop.cloud.users().map(({ UserId }) => UserId)).to.have.members(ids);
    expect(shop.user("alice")).to.include({ Status: "FREEZE" });
    expect(shop.user("bob").IndexedAttribute5).to.match(/^pulumi:shop\/dev\/staff#/);
    await shop.isSettled(changed);
  },

  "a user whom an older state does not know is shown, and is not lost": async (begin) => {
    const shop = begin();
    await shop.up(people("alice", "bob"));
    const older = shop.project.engine.state;
    await shop.up(declared);
    const carol = shop.idOf("carol");
    shop.project.engine.state = older;
    await shop.refresh();
    await shop.up(declared);
    expect(shop.idOf("carol")).to.equal(carol);
    expect(shop.names).to.deep.equal(["alice", "bob", "carol"]);
    await shop.isSettled(declared);
  },
};
