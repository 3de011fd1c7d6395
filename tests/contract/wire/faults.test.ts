import { expect } from "chai";
import { admin, bench, codeOf, type Bench } from "../clients/vendor";

describe("a fault", () => {
  let at: Bench;
  beforeEach(async () => {
    at = await bench();
  });
  afterEach(() => at.emulator.close());

  const arm = (rules: unknown) => admin(at.emulator, "PUT", "/faults", rules);
  const groups = async (): Promise<number> => {
    const page = { UserStoreId: at.UserStoreId, Pageable: { PageSize: 10, PageNumber: 1 } };
    return (await at.vendor.ListUserGroups(page)).Total;
  };
  const create = (DisplayName: string) =>
    codeOf(at.vendor.CreateUserGroup({ UserStoreId: at.UserStoreId, DisplayName }));
  /** A call without an answer has no code. */
  const failed = async (call: Promise<string>): Promise<string> =>
    call.catch((error: unknown) => (error as { httpCode?: number }).httpCode?.toString() ?? "no answer");

  it("before the call leaves it undone, after it loses the reply only", async () => {
    await arm([{ action: "CreateUserGroup", nth: 1, when: "before", effect: "reset" }]);
    expect(await failed(create("a"))).to.equal("no answer");
    expect(await groups()).to.equal(0);
    await arm([{ action: "CreateUserGroup", nth: 1, when: "after", effect: "reset" }]);
    expect(await failed(create("a"))).to.equal("no answer");
    expect(await groups()).to.equal(1);
    expect(await create("a")).to.equal("FailedOperation.UserGroupNameAlreadyExists");
  });

  it("in the middle of the call leaves half of it done", async () => {
    await at.imported(Array.from({ length: 10 }, (_, i) => ({ UserName: `u${i}` })));
    const page = { UserStoreId: at.UserStoreId, Pageable: { PageSize: 10, PageNumber: 1 } };
    const UserIds = (await at.vendor.ListUser(page)).Content.map(({ UserId }) => UserId);
    await arm([{ action: "DeleteUsers", when: "mid", effect: "code" }]);
    expect(await codeOf(at.vendor.DeleteUsers({ UserStoreId: at.UserStoreId, UserIds }))).to.equal("InternalError");
    expect((await at.vendor.ListUser(page)).Total).to.equal(5);
  });

  it("answers a code, a status, or what is no JSON", async () => {
    await arm([{ action: "*", effect: "code", code: "RequestLimitExceeded", times: 1 }]);
    expect(await create("a")).to.equal("RequestLimitExceeded");
    await arm([{ action: "*", effect: "http", status: 503, times: 1 }]);
    expect(await failed(create("a"))).to.equal("503");
    await arm([{ action: "*", effect: "garbage", times: 1 }]);
    expect(await failed(create("a"))).to.equal("no answer");
    expect(await create("a")).to.equal("OK");
  });

  it("breaks a reply off in its middle", async () => {
    await arm([{ action: "*", effect: "truncate", times: 1 }]);
    // The vendor's client would wait for the other half for ever. The fault strikes before the caller is checked.
    const headers = { "x-tc-action": "ListUserStore" };
    const reply = await fetch(at.emulator.endpoint, { method: "POST", headers, body: "{}" });
    const outcome = await reply.text().catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(Error);
  });

  it("strikes the n-th call, every n-th, a part of them by the seed, or just so often; the first rule that fits", async () => {
    const struck = async (rule: object): Promise<string> => {
      await arm([{ action: "ListUserStore", effect: "code", ...rule }]);
      const codes: string[] = [];
      for (let i = 0; i < 6; i++) codes.push(await codeOf(at.vendor.ListUserStore(null)));
      return codes.map((code) => (code === "OK" ? "." : "x")).join("");
    };
    expect(await struck({ nth: 3 })).to.equal("..x...");
    expect(await struck({ every: 2 })).to.equal(".x.x.x");
    expect(await struck({ times: 2 })).to.equal("xx....");
    expect(await struck({ probability: 0 })).to.equal("......");
    expect(await struck({ probability: 1 })).to.equal("xxxxxx");
    await arm([
      { action: "ListUserStore", nth: 2, effect: "code", code: "ResourceInUse" },
      { action: "*", effect: "code", code: "LimitExceeded" },
    ]);
    const list = () => codeOf(at.vendor.ListUserStore(null));
    expect([await list(), await list(), await list()]).to.deep.equal([
      "LimitExceeded",
      "ResourceInUse",
      "LimitExceeded",
    ]);
  });

  it("lets a job break down after a part of its users", async () => {
    await arm({ preset: "job-half-failed" });
    const job = await at.imported(Array.from({ length: 10 }, (_, i) => ({ UserName: `u${i}` })));
    expect(job).to.deep.include({ Status: "FAILED", FailedUsers: [] });
    const page = { UserStoreId: at.UserStoreId, Pageable: { PageSize: 10, PageNumber: 1 } };
    expect((await at.vendor.ListUser(page)).Total).to.equal(5);
  });

  it("is over when it is disarmed", async () => {
    await arm([{ action: "*", effect: "code" }]);
    await admin(at.emulator, "DELETE", "/faults");
    expect(await create("a")).to.equal("OK");
  });
});
