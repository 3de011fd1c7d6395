import { expect } from "chai";
import { people } from "../shop";
import type { Walks } from "../walk";

const both = people("alice", "bob");
const edited = { ...both, alice: { ...both.alice, nickname: "Al" } };

/** Calls that fail. */
export const retries: Walks = {
  "an import whose reply is lost is found again, and not sent twice": async (begin) => {
    const shop = begin();
    shop.faults({ action: "CreateApiImportUserJob", when: "after", effect: "reset" });
    expect((await shop.up(both)).writes).to.deep.equal(["CreateApiImportUserJob"]);
    expect(shop.names).to.deep.equal(["alice", "bob"]);
    await shop.isSettled(both);
  },

  "an import whose reply is lost, in a run that cannot look for it, is found by the next one": async (begin) => {
    const shop = begin();
    shop.faults(
      { action: "CreateApiImportUserJob", when: "after", effect: "reset" },
      { action: "ListJobs", nth: 2, effect: "code", code: "UnauthorizedOperation" },
    );
    await shop.upFails(both);
    shop.faults();
    expect((await shop.up(both)).writes).to.deep.equal([]);
    expect(shop.cloud.submissions.blind).to.deep.equal([]);
    await shop.isSettled(both);
  },

  "a service that is too busy is asked again": async (begin) => {
    const shop = begin();
    shop.faults({ nth: undefined, every: 3, times: 5, effect: "code", code: "RequestLimitExceeded" });
    await shop.up(both);
    await shop.up(edited);
    expect(shop.user("alice")).to.include({ Nickname: "Al" });
  },

  "an update whose outcome nobody knows is looked at, and sent again where it was not done": async (begin) => {
    const shop = begin();
    await shop.up(both);
    shop.faults({ action: "UpdateUser", effect: "garbage" });
    expect((await shop.up(edited)).writes).to.deep.equal(["UpdateUser", "UpdateUser"]);
    expect(shop.user("alice")).to.include({ Nickname: "Al" });
    await shop.isSettled(edited);
  },

  "an update that the service refuses is done by the next up": async (begin) => {
    const shop = begin();
    await shop.up(both);
    shop.faults({ action: "UpdateUser", effect: "code", code: "UnauthorizedOperation" });
    await shop.upFails(edited);
    shop.faults();
    expect((await shop.up(edited)).writes).to.deep.equal(["UpdateUser"]);
    expect(shop.user("alice")).to.include({ Nickname: "Al" });
    await shop.isSettled(edited);
  },

  "a removal that the service refuses is done by the next up": async (begin) => {
    const shop = begin();
    await shop.up(both);
    shop.faults({ action: "DeleteUsers", effect: "code", code: "UnauthorizedOperation" });
    await shop.upFails(people("alice"));
    expect(shop.names).to.deep.equal(["alice", "bob"]);
    shop.faults();
    expect((await shop.up(people("alice"))).writes).to.deep.equal(["DeleteUsers"]);
    expect(shop.names).to.deep.equal(["alice"]);
    await shop.isSettled(people("alice"));
  },

  "a refresh that cannot read the store changes nothing in the state": async (begin) => {
    const shop = begin();
    await shop.up(both);
    const before = shop.project.engine.state;
    shop.faults({
      action: "ListUser",
      nth: undefined,
      every: 1,
      times: 99,
      effect: "code",
      code: "UnauthorizedOperation",
    });
    const { ok } = await shop.project.refresh();
    expect(ok).to.equal(false);
    expect(shop.project.engine.state).to.deep.equal(before);
    shop.faults();
    await shop.isSettled(both);
  },
};
