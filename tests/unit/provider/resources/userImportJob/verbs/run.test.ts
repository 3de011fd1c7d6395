import { expect } from "chai";
import { BugError, ServiceError } from "../../../../../../ciam/errors";
import { failedCall } from "../../../../../../ciam/errors/ciamError";
import { linesOf } from "../../../../../../provider/messages/sentence";
import { run } from "../../../../../../provider/resources/userImportJob/verbs/run";
import { RecordedJob } from "../../../../../../provider/resources/userImportJob/state/recordedJob";
import { FakeStore } from "../../../reconcile/fakeStore";
import { OWNER } from "../../../users/plan/builders";
import { request, services } from "../../requests";

/** An update of a job that has carol: it drops her and declares bob, whom somebody else has. */
async function failedUpdate(store: FakeStore): Promise<unknown> {
  store.answers.ListUserStore = () => ({ UserStoreSet: [{ UserStoreId: "store", TenantId: "1" }] });
  store.put("1", { userName: "carol" });
  store.put("2", { userName: "bob" }, { IndexedAttribute5: "" });
  const inputs = (users: object) => ({ userStoreId: "store", owner: "shop/dev/staff", userSets: { s: users } });
  const previous = new RecordedJob({
    schemaVersion: 1,
    owner: OWNER,
    urn: null,
    account: { tenantId: "1" },
    endpoint: store.endpoint.kind,
    credentialKey: "00".repeat(32),
    inputs: inputs({ carol: { userName: "carol" } }),
    managed: { s: { carol: { id: "1", origin: "created", credential: null } } },
    unfinishedJobs: [],
  });
  const asked = request({ services: services({ client: () => Promise.resolve(store), clock: store.clock }) });
  try {
    await run({ ...asked, inputs: { ...inputs({ bob: { userName: "bob" } }), acceptDeletions: 1 } }, previous);
  } catch (error) {
    return error;
  }
  return undefined;
}

const WHY = /^s\/bob \(.*\): exists already in the store as 2 \[Conflict.UserExists\]/;

describe("an update that ends before its first write", () => {
  it("fails with the error of the service itself, and beside it with what is wrong with single users", async () => {
    const store = new FakeStore();
    store.answers.DescribeUserById = () => {
      throw failedCall({
        action: "DescribeUserById",
        code: "InternalError",
        class: "permanent",
        meaning: "CIAM failed",
        remedy: "ask CIAM",
      });
    };
    const error = await failedUpdate(store);
    expect(error).to.be.instanceOf(ServiceError).and.to.include({ code: "InternalError" });
    const [first, second, ...others] = linesOf(error);
    expect(first).to.equal("DescribeUserById: CIAM failed (InternalError): ask CIAM");
    expect(second).to.match(WHY);
    expect(others).to.deep.equal([]);
    expect(store.calls).not.to.contain("DeleteUsers 1");
  });

  it("stays a fault of ours that is to be reported", async () => {
    const store = new FakeStore();
    store.answers.DescribeUserById = () => {
      throw new BugError("nobody foresaw this");
    };
    const error = await failedUpdate(store);
    expect(error).to.be.instanceOf(BugError);
    const [first, second] = linesOf(error);
    expect(first).to.match(/^nobody foresaw this \(this is a fault of .*, please report it\)$/);
    expect(second).to.match(WHY);
  });
});
