import { expect } from "chai";
import { type EmulatorOptions, startEmulator, type Emulator } from "../../../emulator";
import { describePresets } from "../../../emulator/faults/presets";
import { CiamClient, parseEndpoint } from "../../../ciam";
import { vendorFor, type Vendor } from "../../contract/clients/vendor";

const page = { PageSize: 100, PageNumber: 1 };

/** The code that the vendor's client sees, or that it got no readable answer. */
async function seen(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "OK";
  } catch (error) {
    return (error as { code?: string }).code ?? "no answer";
  }
}

describe("a preset of faults", () => {
  let emulator: Emulator;
  let vendor: Vendor;
  let UserStoreId: string;

  const withFaults = async (faults: EmulatorOptions["faults"]): Promise<void> => {
    emulator = await startEmulator({
      seed: 3,
      config: { ratePerSecond: 0, jobPendingMs: 0, jobProcessingMs: 0, jobProcessingMsPerThousandUsers: 0 },
    });
    vendor = vendorFor(emulator);
    ({ UserStoreId } = await vendor.CreateUserStore({ UserPoolName: "s" }));
    await put("", faults);
  };
  const put = async (path: string, body?: unknown, method = "PUT"): Promise<number> => {
    const reply = await fetch(`${emulator.admin}/faults${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return reply.status;
  };
  const submit = (...names: string[]) =>
    vendor.CreateApiImportUserJob({ UserStoreId, DataFlowUserCreateList: names.map((UserName) => ({ UserName })) });
  const users = async () => (await vendor.ListUser({ UserStoreId, Pageable: page })).Total;
  const list = () => vendor.ListUserStore(null);
  afterEach(() => emulator.close());

  /** The effect of each preset on the vendor's client. */
  const effects: Readonly<Record<string, () => Promise<void>>> = {
    async "throttle-storm"() {
      const codes: string[] = [];
      for (let i = 0; i < 40; i++) codes.push(await seen(list()));
      expect(codes.filter((code) => code === "RequestLimitExceeded").length).to.be.within(10, 30);
      expect(codes.filter((code) => code === "OK").length).to.be.within(10, 30);
    },
    async "lost-reply"() {
      expect(await seen(submit("a"))).to.equal("no answer");
      expect(await users()).to.equal(1);
      expect(await seen(submit("b"))).to.equal("OK");
    },
    async "job-half-failed"() {
      await submit("a", "b", "c", "d");
      expect((await vendor.ListJobs({ UserStoreId })).JobSet[0]?.Status).to.equal("FAILED");
      expect(await users()).to.equal(2);
    },
    async "forgetful-list"() {
      await submit("a");
      const known: number[] = [];
      for (let i = 0; i < 4; i++) known.push((await vendor.ListJobs({ UserStoreId })).JobSet.length);
      expect(known).to.deep.equal([1, 0, 1, 0]);
      expect(await users()).to.equal(1);
    },
    async "token-expired"() {
      expect(await seen(list())).to.equal("AuthFailure.TokenFailure");
      expect(await seen(list())).to.equal("OK");
    },
    async "clock-skew"() {
      expect(await seen(list())).to.equal("AuthFailure.SignatureExpire");
      // Our client learns the service's time from the reply and signs again.
      const { endpoint, secretId, secretKey } = emulator;
      const client = new CiamClient({
        endpoint: parseEndpoint(endpoint),
        region: "ap-guangzhou",
        credentials: { get: () => Promise.resolve({ secretId, secretKey }) },
      });
      expect((await client.call("ListUserStore", {})).UserStoreSet).to.have.length(1);
    },
    async "garbage-json"() {
      const codes: string[] = [];
      for (let i = 0; i < 5; i++) codes.push(await seen(list()));
      expect(codes).to.deep.equal(["OK", "OK", "OK", "OK", "no answer"]);
    },
    async "slow-drip"() {
      const began = performance.now();
      expect((await list()).UserStoreSet).to.have.length(1);
      expect(performance.now() - began).to.be.above(400);
    },
  };

  for (const { name, what } of describePresets()) {
    it(`${name}: ${what}`, async () => {
      const effect = effects[name];
      if (!effect) throw new Error("the test does not know this preset");
      await withFaults([name]);
      await effect();
      await put("", undefined, "DELETE");
      expect(await seen(list())).to.equal("OK");
    });
  }

  it("is turned on and off beside others, and others stay", async () => {
    await withFaults([{ action: "ListUserStore", effect: "code", code: "ResourceInUse" }]);
    expect(await put("/token-expired")).to.equal(200);
    expect(await put("/forgetful-list")).to.equal(200);
    expect(await seen(submit("a"))).to.equal("AuthFailure.TokenFailure");
    expect(await put("/forgetful-list", undefined, "DELETE")).to.equal(200);
    expect(await seen(list())).to.equal("ResourceInUse");
    await submit("a");
    await vendor.ListJobs({ UserStoreId });
    expect((await vendor.ListJobs({ UserStoreId })).JobSet).to.have.length(1);
    expect(await put("/unheard-of")).to.equal(404);
  });

  it("is armed from the start, and again after a reset", async () => {
    emulator = await startEmulator({
      faults: ["token-expired", { action: "CreateUserStore", effect: "code", code: "ResourceInUse" }],
    });
    vendor = vendorFor(emulator);
    for (let round = 0; round < 2; round++) {
      expect(await seen(list())).to.equal("AuthFailure.TokenFailure");
      expect(await seen(vendor.CreateUserStore({ UserPoolName: "s" }))).to.equal("ResourceInUse");
      await fetch(`${emulator.admin}/reset`, { method: "POST" });
    }
  });
});

describe("a rule with a payload", () => {
  let emulator: Emulator;
  let vendor: Vendor;
  let UserStoreId: string;
  before(async () => {
    emulator = await startEmulator({ config: { ratePerSecond: 0, jobsAtOnce: 100 } });
    vendor = vendorFor(emulator);
    ({ UserStoreId } = await vendor.CreateUserStore({ UserPoolName: "s" }));
  });
  after(() => emulator.close());

  const strikes = async (payload: object, names: readonly string[]): Promise<boolean> => {
    const rules = [{ action: "CreateApiImportUserJob", payload, effect: "code", code: "ResourceInUse" }];
    await fetch(`${emulator.admin}/faults`, { method: "PUT", body: JSON.stringify(rules) });
    const DataFlowUserCreateList = names.map((UserName) => ({ UserName, IdentityVerified: false }));
    return (await seen(vendor.CreateApiImportUserJob({ UserStoreId, DataFlowUserCreateList }))) === "ResourceInUse";
  };

  it("strikes only calls that bring what it says: a value, a pattern, a length, all of them", async () => {
    const name = "DataFlowUserCreateList.*.UserName";
    expect(await strikes({ [name]: "bob" }, ["alice", "bob"])).to.equal(true);
    expect(await strikes({ [name]: "bob" }, ["alice"])).to.equal(false);
    expect(await strikes({ "DataFlowUserCreateList.0.UserName": "bob" }, ["alice", "bob"])).to.equal(false);
    expect(await strikes({ [name]: { matches: "^b" } }, ["bob"])).to.equal(true);
    expect(await strikes({ [name]: { matches: "^b" } }, ["alice"])).to.equal(false);
    expect(await strikes({ DataFlowUserCreateList: { atLeast: 2 } }, ["alice"])).to.equal(false);
    expect(await strikes({ DataFlowUserCreateList: { atLeast: 2 } }, ["alice", "bob"])).to.equal(true);
    expect(await strikes({ "DataFlowUserCreateList.*.IdentityVerified": false, [name]: "x" }, ["alice"])).to.equal(
      false,
    );
    expect(await strikes({ "Shoes.*.size": 43 }, ["alice"])).to.equal(false);
  });

  it("counts only the calls that it looks at", async () => {
    const rules = [{ action: "CreateUserStore", payload: { UserPoolName: { matches: "^x" } }, nth: 2, effect: "code" }];
    await fetch(`${emulator.admin}/faults`, { method: "PUT", body: JSON.stringify(rules) });
    const outcomes: string[] = [];
    for (const UserPoolName of ["x1", "a", "b", "x2", "x3"])
      outcomes.push(await seen(vendor.CreateUserStore({ UserPoolName })));
    expect(outcomes).to.deep.equal(["OK", "OK", "OK", "InternalError", "OK"]);
  });
});
