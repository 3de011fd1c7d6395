import { Client } from "tencentcloud-sdk-nodejs/tencentcloud/services/ciam/v20220331/ciam_client";
import { expect } from "chai";
import { bench, codeOf, type Bench, type Vendor } from "./vendor";

describe("the vendor's client, when it is told to send GET requests,", () => {
  let at: Bench;
  let vendor: Vendor;

  before(async () => {
    at = await bench();
    const { endpoint, secretId, secretKey } = at.emulator;
    // As for POST: whether a member is there is what the tests find out.
    vendor = new Client({
      credential: { secretId, secretKey },
      region: "ap-guangzhou",
      profile: { httpProfile: { endpoint: new URL(endpoint).host, protocol: "http://", reqMethod: "GET" } },
    }) as unknown as Vendor;
  });
  after(() => at.emulator.close());

  it("is answered as by POST, its numbers, flags, lists and objects understood", async () => {
    const { UserStoreId } = at;
    const UserName = "a&b=c 数字";
    const DataFlowUserCreateList = [
      { UserName, IdentityVerified: false, CustomizationAttributes: [{ Name: "n", Value: "1" }] },
      ...Array.from({ length: 11 }, (_, i) => ({ UserName: `u${String(i)}`, Birthdate: "2000-01-02" })),
    ];
    await vendor.CreateApiImportUserJob({ UserStoreId, DataFlowUserCreateList });
    await at.advance(2 * 3_600_000);
    const request = {
      UserStoreId,
      Pageable: { PageSize: 5, PageNumber: 1 },
      Filters: [{ Key: "condition", Values: [UserName, "u10"], Logic: true }],
      Original: true,
    };
    const { Total, Content } = await vendor.ListUser(request);
    expect(Total).to.equal(2);
    expect(Content.map((user) => user.UserName)).to.deep.equal([UserName, "u10"]);
    expect(Content[0]?.CustomAttributes).to.deep.equal([{ Name: "n", Value: "1", Type: "STRING" }]);
    expect(Content).to.deep.equal((await at.vendor.ListUser(request)).Content);
  });

  it("is refused what is refused by POST", async () => {
    const list = (request: object) => codeOf(vendor.request("ListUser", request));
    const { UserStoreId } = at;
    const Pageable = { PageSize: 1, PageNumber: 1 };
    expect(await list({ Pageable })).to.equal("MissingParameter");
    expect(await list({ UserStoreId, Pageable: { PageSize: 1 } })).to.equal("MissingParameter");
    expect(await list({ UserStoreId, Pageable: { ...Pageable, Colour: "red" } })).to.equal("UnknownParameter");
    expect(await list({ UserStoreId, Pageable: { ...Pageable, PageSize: "one" } })).to.equal("InvalidParameter");
    expect(await list({ UserStoreId, Pageable: "first" })).to.equal("InvalidParameter");
    expect(await codeOf(vendor.request("DropEverything", {}))).to.equal("InvalidAction");
    expect(await list({ "a.b.c.d.e.f.g.h.i.j.k": "deep", UserStoreId, Pageable })).to.equal("UnknownParameter");
    expect(await list({ "__proto__.x": "1", UserStoreId, Pageable })).to.equal("UnknownParameter");
  });

  it("is refused more than 32 KB", async () => {
    const { UserStoreId } = at;
    const find = (length: number) =>
      codeOf(vendor.ListUserByProperty({ UserStoreId, PropertyCode: "email", PropertyValue: "x".repeat(length) }));
    expect(await find(31 * 1024)).to.equal("OK");
    expect(await find(33 * 1024)).to.equal("RequestSizeLimitExceeded");
  });
});
