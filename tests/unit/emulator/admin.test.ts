import { expect } from "chai";
import { startEmulator, type Emulator } from "../../../emulator";
import { Journal } from "../../../emulator/admin/journal";
import { codeOf, vendorFor, type Vendor } from "../../contract/clients/vendor";

type Told = Readonly<Record<string, unknown>>;

describe("the emulator's own questions", () => {
  let emulator: Emulator;
  let vendor: Vendor;

  beforeEach(async () => {
    emulator = await startEmulator({ seed: 1 });
    vendor = vendorFor(emulator);
  });
  afterEach(() => emulator.close());

  const ask = async (method: string, path: string, body?: unknown): Promise<{ status: number; told: Told }> => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const reply = await fetch(`${emulator.admin}${path}`, { method, ...(body !== undefined && { body: text }) });
    return { status: reply.status, told: (await reply.json()) as Told };
  };
  const store = async () => (await vendor.CreateUserStore({ UserPoolName: "s" })).UserStoreId;

  it("health says that it is there", async () => {
    expect(await ask("GET", "/health")).to.deep.equal({ status: 200, told: { status: "ok" } });
  });

  it("stats count what there is", async () => {
    const UserStoreId = await store();
    await vendor.CreateApiImportUserJob({ UserStoreId, DataFlowUserCreateList: [{ UserName: "a" }] });
    const { told } = await ask("GET", "/stats");
    expect(told).to.deep.include({ stores: 1, groups: 0, users: 0, jobs: 1, unfinishedJobs: 1 });
    expect(told.calls).to.deep.equal({ CreateUserStore: 1, CreateApiImportUserJob: 1 });
  });

  it("reset empties everything but the switches", async () => {
    await store();
    await ask("PATCH", "/config", { maxStores: 7 });
    await ask("PUT", "/faults", [{ action: "*", effect: "code" }]);
    await ask("POST", "/clock", { advanceMs: 1000 });
    await ask("POST", "/clock", { skewMs: 1_000_000 });
    expect(await ask("POST", "/reset")).to.deep.equal({ status: 200, told: { status: "ok" } });
    expect((await vendor.ListUserStore(null)).UserStoreSet).to.deep.equal([]);
    expect((await ask("GET", "/clock")).told).to.include({ advancedMs: 0, skewMs: 0 });
    expect((await ask("GET", "/faults")).told.rules).to.deep.equal([]);
    expect((await ask("GET", "/config")).told.maxStores).to.equal(7);
    expect((await ask("GET", "/calls")).told.counts).to.deep.equal({ ListUserStore: 1 });
  });

  it("calls are written down with what came of them, and without what they brought", async () => {
    const UserStoreId = await store();
    await vendor.CreateApiImportUserJob({
      UserStoreId,
      DataFlowUserCreateList: [{ UserName: "a", Password: "CANARY" }, { UserName: "b" }],
    });
    await codeOf(vendor.SetPassword({ UserStoreId, UserId: "nobody", Password: "CANARY" }));
    const { calls, counts } = (await ask("GET", "/calls")).told as { calls: Told[]; counts: Told };
    expect(calls.map(({ action, outcome, users }) => [action, outcome, users])).to.deep.equal([
      ["CreateUserStore", "OK", undefined],
      ["CreateApiImportUserJob", "OK", 2],
      ["SetPassword", "FailedOperation.UserNotFound", undefined],
    ]);
    expect(counts).to.deep.equal({ CreateUserStore: 1, CreateApiImportUserJob: 1, SetPassword: 1 });
    expect(JSON.stringify(calls)).not.to.contain("CANARY");
    expect((await ask("DELETE", "/calls")).told).to.deep.equal({ calls: [], counts: {} });
  });

  it("calls grow no larger by names that somebody makes up", () => {
    const journal = new Journal();
    for (let i = 0; i < 2000; i++) journal.add({ action: `${i}${"x".repeat(100)}`, outcome: "InvalidAction", at: 0 });
    const { calls, counts } = journal.report();
    expect(Object.keys(counts).length).to.equal(1001);
    expect(counts["(others)"]).to.equal(1000);
    expect(Math.max(...calls.map(({ action }) => action.length))).to.equal(64);
  });

  it("clock sets the service's time forward, and makes the gateway's wrong", async () => {
    const before = Number((await ask("GET", "/clock")).told.now);
    const { told } = await ask("POST", "/clock", { advanceMs: 3_600_000 });
    expect(Number(told.now)).to.be.within(before + 3_600_000, before + 3_660_000);
    // Callers are admitted all the same.
    await store();
    await ask("POST", "/clock", { skewMs: 301_000 });
    expect(await codeOf(vendor.ListUserStore(null))).to.equal("AuthFailure.SignatureExpire");
    await ask("POST", "/clock", { skewMs: 0 });
    expect(await codeOf(vendor.ListUserStore(null))).to.equal("OK");
  });

  it("config is told whole, and changed by what is sent", async () => {
    const { told } = await ask("GET", "/config");
    expect(told).to.include({ ratePerSecond: 20, jobsAtOnce: 2, clockSkewMs: 300_000, bodyLimit: 10 * 1024 * 1024 });
    const changed = await ask("PATCH", "/config", { jobsAtOnce: 1, storedForms: { emailLowerCase: true } });
    expect(changed.told).to.deep.equal({
      ...told,
      jobsAtOnce: 1,
      storedForms: { ...(told.storedForms as object), emailLowerCase: true },
    });
    const switches = (await ask("GET", "/config/switches")).told as unknown as { name: string }[];
    expect(switches.map(({ name }) => name).sort()).to.deep.equal(Object.keys(told).sort());
  });

  it("are refused with a reason when they make no sense, and then nothing changes", async () => {
    const { told: before } = await ask("GET", "/config");
    const wrong: [method: string, path: string, body: unknown, text: RegExp][] = [
      ["PATCH", "/config", { ratePerSecond: "fast" }, /ratePerSecond/],
      ["PATCH", "/config", { colour: "red" }, /colour/],
      ["PATCH", "/config", { attributePatterns: { Email: "(" } }, /attributePatterns\.Email: not a regular expression/],
      ["PATCH", "/config", "{", /not JSON/],
      ["PATCH", "/config", [], /emulator config/],
      ["PATCH", "/config", undefined, /emulator config/],
      ["POST", "/clock", { advanceMs: -1 }, /advanceMs|Invalid/],
      ["POST", "/clock", undefined, /Invalid/],
      ["PUT", "/faults", [{ action: "*", effect: "explode" }], /effect/],
      ["PUT", "/faults", { preset: "unheard-of" }, /preset/],
      ["PUT", "/faults", [{ action: "ListJob", effect: "reset" }], /none of the 23 actions/],
      ["PATCH", "/config", { nope: 1 }, /there is no switch nope; `ciam-emulator config` lists them/],
    ];
    for (const [method, path, body, text] of wrong) {
      const { status, told } = await ask(method, path, body);
      expect(status, `${method} ${path}`).to.equal(400);
      expect(told.error, `${method} ${path}`).to.match(text);
    }
    expect((await ask("GET", "/config")).told).to.deep.equal(before);
    const { status, told } = await ask("GET", "/nothing");
    expect(status).to.equal(404);
    expect((await ask("POST", "/config")).told.error).to.equal("ask GET /config or PATCH /config");
    expect((await ask("GET", "/faults/lost-reply")).told.error).to.equal("ask PUT /faults/:id or DELETE /faults/:id");
    expect(told.questions).to.include("GET /health").and.to.include("POST /clock");
  });

  it("credential tells whether a user has this password, and no password", async () => {
    const UserStoreId = await store();
    const { User } = await vendor.CreateUser({
      UserStoreId,
      UserName: "a",
      Email: "a@example.com",
      PhoneNumber: "13800008000",
      Password: "right",
    });
    const asked = async (Password: string) =>
      (await ask("POST", "/credential", { UserId: User.UserId, Password })).told.matches;
    expect(await asked("right")).to.equal(true);
    expect(await asked("wrong")).to.equal(false);
  });

  it("sign-on lets a user in as the application would, and nobody who is not there", async () => {
    const UserStoreId = await store();
    const alice = { UserName: "a", Email: "a@example.com", PhoneNumber: "13800008000", Password: "right" };
    const { User } = await vendor.CreateUser({ UserStoreId, ...alice });
    const seen = async () => (await vendor.DescribeUserById({ UserStoreId, UserId: User.UserId })).User.LastSignOn;
    expect(await seen()).to.equal(null);
    const { told } = await ask("POST", `/users/${User.UserId}/sign-on`);
    expect(await seen())
      .to.equal(told.LastSignOn)
      .and.to.be.a("number");
    expect((await ask("POST", "/users/0123/sign-on")).status).to.equal(404);
  });

  it("are not limited, and no fault strikes them", async () => {
    await ask("PUT", "/faults", [{ action: "*", effect: "reset" }]);
    for (let i = 0; i < 50; i++) expect((await ask("GET", "/health")).status).to.equal(200);
  });
});
