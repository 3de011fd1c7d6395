import { expect } from "chai";
import { errorFromService, UsageError } from "../../../../ciam/errors";
import type { Account } from "../../../../provider/reconcile/beforeWriting/account";
import { assertSameAccount, explainMissingStore } from "../../../../provider/resources/account";
import { failureOf } from "../../../support/failure";
import { FakeStore } from "../reconcile/fakeStore";

const STORE = "store";
const OTHER = "another store";

/** The answer about a store that a state of this account knows, from an account with these stores. */
function asked(recorded: Partial<Account>, stores: readonly string[] | "denied", tenantId: string | null = "1") {
  const calls = new FakeStore();
  calls.answers.ListUserStore = () => {
    if (stores === "denied") throw errorFromService("ListUserStore", { code: "UnauthorizedOperation" });
    return { UserStoreSet: stores.map((UserStoreId) => ({ UserStoreId, TenantId: tenantId })) };
  };
  return assertSameAccount({ tenantId: "1", endpoint: calls.endpoint.kind, ...recorded }, calls, STORE);
}

// A wrong key must not empty a state.
describe("a store that a state knows", () => {
  const answers: [about: string, answer: () => Promise<string>, is: string][] = [
    ["is there", () => asked({}, [OTHER, STORE]), "present"],
    ["is gone, if the same tenant lists its stores without it", () => asked({}, [OTHER]), "gone"],
    ["cannot be told to be gone by who may not list stores", () => asked({}, "denied"), "unknown"],
    ["is there for a state that does not know its tenant", () => asked({ tenantId: null }, [STORE]), "present"],
  ];
  for (const [about, answer, is] of answers) {
    it(about, async () => {
      expect(await answer()).to.equal(is);
    });
  }

  const refusals: [about: string, answer: () => Promise<string>, why: RegExp][] = [
    [
      "belongs to another tenant",
      () => asked({}, [OTHER], "2"),
      /^this resource belongs to tenant 1 and the credentials are/,
    ],
    [
      "was made at another endpoint",
      () => asked({ endpoint: "mainland" }, [STORE]),
      /^this resource was created on the mainland/,
    ],
    [
      "is not listed, in a state that does not know its tenant",
      () => asked({ tenantId: null }, [OTHER]),
      /^user store store is not among/,
    ],
    [
      "is not listed by an account without any store, in a state that does not know its tenant",
      () => asked({ tenantId: null }, []),
      /^user store store is not among/,
    ],
    ["is not listed by an account without any store", () => asked({}, []), /^user store store is not among/],
  ];
  for (const [about, answer, why] of refusals) {
    it(`is not told to be gone if it ${about}`, async () => {
      const error = await failureOf(answer());
      expect(error).to.be.instanceOf(UsageError);
      expect(error.message).to.match(why);
    });
  }
});

describe("a service that does not know the store", () => {
  const failing = (code: string) =>
    failureOf(explainMissingStore(STORE, () => Promise.reject(errorFromService("DescribeUser", { code }))));

  it("has the author told what that may mean", async () => {
    const error = await failing("FailedOperation.InvalidUserStore");
    expect(error).to.be.instanceOf(UsageError);
    expect(error.message).to.match(
      /^CIAM does not know user store store under these credentials\. If the store was deleted/,
    );
  });

  it("is not what another error says", async () => {
    expect(await failing("UnauthorizedOperation")).to.include({ code: "UnauthorizedOperation" });
  });

  it("is nothing where all went well", async () => {
    expect(await explainMissingStore(STORE, () => Promise.resolve(7))).to.equal(7);
  });
});
