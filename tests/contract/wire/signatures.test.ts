import { Client } from "tencentcloud-sdk-nodejs/tencentcloud/services/ciam/v20220331/ciam_client";
import { expect } from "chai";
import { startEmulator, type Emulator } from "../../../emulator";
import { rawCode, type RawCall } from "../suite/rawCall";
import { admin } from "../clients/vendor";

describe("the emulator takes a signature", () => {
  let emulator: Emulator;
  afterEach(() => emulator.close());

  const code = (call: Partial<RawCall>): Promise<string> =>
    rawCode({ ...emulator, region: "ap-guangzhou" }, { action: "ListUserStore", ...call });

  it("of the host with its port or without, and for whatever service an SDK reads in an address", async () => {
    emulator = await startEmulator();
    const { host, hostname } = new URL(emulator.endpoint);
    expect(await code({ host })).to.equal("OK");
    expect(await code({ host: hostname })).to.equal("OK");
    expect(await code({ service: "127" })).to.equal("OK");
    expect(await code({ host: "example.com" })).to.equal("AuthFailure.SignatureFailure");
  });

  it("by the letter of the documents only, when it is told to", async () => {
    emulator = await startEmulator({ strictSignature: true });
    const { host, hostname } = new URL(emulator.endpoint);
    expect(await code({ host })).to.equal("OK");
    expect(await code({ host: hostname })).to.equal("AuthFailure.SignatureFailure");
    expect(await code({ host, service: "127" })).to.equal("AuthFailure.SignatureFailure");
  });

  it("of version 1, as the vendor's client for Node makes it when it is told to", async () => {
    emulator = await startEmulator();
    const { endpoint, secretId, secretKey } = emulator;
    for (const signMethod of ["HmacSHA1", "HmacSHA256"] as const) {
      for (const reqMethod of ["POST", "GET"] as const) {
        const client = new Client({
          credential: { secretId, secretKey },
          region: "ap-guangzhou",
          profile: { signMethod, httpProfile: { endpoint: new URL(endpoint).host, protocol: "http://", reqMethod } },
        });
        const { UserStoreId = "" } = await client.CreateUserStore({ UserPoolName: `${signMethod} ${reqMethod}` });
        const page = { UserStoreId, Pageable: { PageSize: 10, PageNumber: 1 }, Original: true };
        expect((await client.ListUser(page)).Total, `${signMethod} ${reqMethod}`).to.equal(0);
      }
    }
  });

  it("of a time that is off by as much as it is told to bear", async () => {
    emulator = await startEmulator({ config: { clockSkewMs: 3_600_000 } });
    await admin(emulator, "POST", "/clock", { skewMs: 3_500_000 });
    expect(await code({})).to.equal("OK");
    await admin(emulator, "POST", "/clock", { skewMs: 3_700_000 });
    expect(await code({})).to.equal("AuthFailure.SignatureExpire");
  });
});
