import { expect } from "chai";
import { remove } from "../../../../../../provider/resources/userImportJob/verbs/remove";
import { encodeRecord } from "../../../../../../provider/resources/userImportJob/state/record";
import { FakeStore } from "../../../reconcile/fakeStore";
import { OWNER } from "../../../users/plan/builders";
import { request, services } from "../../requests";

const COMPLETED = { Status: "COMPLETED", Type: "IMPORT_USER" };

describe("the end of a job whose last import was given up waiting for", () => {
  it("takes along whom that import made, but for those who were used since, whatever takeOver says", async () => {
    const store = new FakeStore();
    const began = store.clock.now();
    store.answers.ListUserStore = () => ({ UserStoreSet: [{ UserStoreId: "store", TenantId: "1" }] });
    store.jobs.push({ Id: "j", CreatedDate: began, ...COMPLETED });
    store.put("1", { userName: "alice" });
    store.put("2", { userName: "bob" });
    store.put("3", { userName: "carol" }, { LastSignOn: began + 1_000 });
    store.put("4", { userName: "dora" }, { CreatedDate: began - 60_000, LastModifiedDate: began - 60_000 });
    const record = encodeRecord({
      schemaVersion: 1,
      owner: OWNER,
      urn: null,
      account: { tenantId: "1" },
      endpoint: store.endpoint.kind,
      credentialKey: "00".repeat(32),
      inputs: { userStoreId: "store", owner: "shop/dev/staff", takeOver: ["shop/dev/staff"], userSets: {} },
      managed: { s: { alice: { id: "1", origin: "created", credential: null } } },
      unfinishedJobs: ["j"],
    });
    const jobs = [{ id: "j", status: "PROCESSING", submitted: 2, failed: 0, createdDate: began }];
    const told: string[] = [];
    const reporter = () => ({
      progress: () => undefined,
      warn: () => undefined,
      info: (text: string | readonly string[]) => void told.push([text].flat().join("\n")),
    });
    const asked = services({ client: () => Promise.resolve(store), clock: store.clock, reporter });
    await remove({ ...request({ services: asked }), id: "store", state: { record, jobs } });
    expect(told).to.deep.equal(["plan: 1 release, 2 delete"]);
    expect(["1", "2", "3", "4"].filter((id) => store.live(id))).to.deep.equal(["3", "4"]);
    expect(store.live("3")?.fields.indexedAttribute5, "the mark of who was used").to.equal("");
  });
});
