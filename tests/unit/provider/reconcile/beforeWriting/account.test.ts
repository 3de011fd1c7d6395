import { expect } from "chai";
import { parseEndpoint } from "../../../../../ciam";
import { errorFromService } from "../../../../../ciam/errors";
import { accountMismatch, identify, type Account } from "../../../../../provider/reconcile/beforeWriting/account";
import { failureOf } from "../../../../support/failure";
import { FakeStore } from "../fakeStore";

const at = (tenantId: string | null, endpoint = "mainland"): Account => ({ tenantId, endpoint });

describe("the account of a state", () => {
  const pairs: [about: string, recorded: Account, now: Account, says: RegExp | undefined][] = [
    ["is the same", at("1"), at("1"), undefined],
    ["was not told then", at(null), at("1"), undefined],
    ["is not told now", at("1"), at(null), undefined],
    [
      "is another",
      at("1"),
      at("2"),
      /^this resource belongs to tenant 1 and the credentials are those of tenant 2: nothing was read/,
    ],
    [
      "is at another endpoint, whoever is asked there",
      at("1"),
      at("1", "international"),
      /^this resource was created on the mainland endpoint and the configuration now points at the international endpoint: nothing/,
    ],
    ["was the emulator's", at(null, "embedded"), at("1"), /created on the embedded emulator/],
    ["was at an address of one's own", at("1", "other"), at("1"), /created on an endpoint of another kind/],
  ];
  for (const [about, recorded, now, says] of pairs) {
    it(about, () => {
      const said = accountMismatch(recorded, now);
      if (says) expect(said).to.match(says);
      else expect(said).to.equal(undefined);
    });
  }
});

describe("the account that answers", () => {
  class Stores extends FakeStore {
    override readonly endpoint: FakeStore["endpoint"];
    constructor(endpoint: string, stores: (() => { UserStoreId: string; TenantId?: string }[]) | undefined) {
      super();
      this.endpoint = parseEndpoint(endpoint);
      if (stores) this.answers.ListUserStore = () => ({ UserStoreSet: stores() });
    }
  }
  const MAINLAND = "ciam.tencentcloudapi.com";
  const denied = (code: string) => () => {
    throw errorFromService("ListUserStore", { code });
  };

  it("has the store", async () => {
    const calls = new Stores(MAINLAND, () => [{ UserStoreId: "a", TenantId: "1" }, { UserStoreId: "store" }]);
    expect(await identify(calls, "store")).to.deep.equal({ account: at("1"), store: "present" });
  });

  it("lacks the store", async () => {
    const calls = new Stores(MAINLAND, () => [{ UserStoreId: "a", TenantId: "1" }]);
    expect(await identify(calls, "store")).to.deep.equal({ account: at("1"), store: "absent" });
  });

  it("is not asked where the endpoint has no such action", async () => {
    const calls = new Stores("ciam.intl.tencentcloudapi.com", undefined);
    expect(await identify(calls, "store")).to.deep.equal({ account: at(null, "international"), store: "unknown" });
    expect(calls.calls).to.deep.equal([]);
  });

  it("may not be asked, which proves nothing", async () => {
    const calls = new Stores(MAINLAND, denied("UnauthorizedOperation"));
    expect(await identify(calls, "store")).to.deep.equal({ account: at(null), store: "unknown" });
  });

  it("is not known when the question fails", async () => {
    const calls = new Stores(MAINLAND, denied("InternalError"));
    expect(await failureOf(identify(calls, "store"))).to.include({ code: "InternalError" });
  });
});
