import { expect } from "chai";
import { errorFromService } from "../../../../../ciam/errors";
import type { RequestOf, ResponseOf } from "../../../../../ciam/actions";
import { importUsers } from "../../../../../provider/reconcile/imports/queue";
import { Ledger } from "../../../../../provider/reconcile/ledger";
import type { RunContext } from "../../../../../provider/reconcile/run";
import { failureOf } from "../../../../support/failure";
import { contextOn, FakeStore } from "../fakeStore";

type Import = (request: RequestOf<"CreateApiImportUserJob">) => ResponseOf<"CreateApiImportUserJob">;

const ref = (key: string) => ({ set: "s", key });
const names = (count: number) => Array.from({ length: count }, (_, n) => `u${n + 1}`);

/** Users to be imported, so many in each job at most. `answer` stands between them and the store. */
function importing(count: number, batch: Partial<RunContext["batch"]>, answer?: (accept: Import) => Import) {
  const store = new FakeStore();
  const ledger = new Ledger([]);
  const { CreateApiImportUserJob: accept } = store.answers;
  if (!accept) throw new Error("the store takes no imports");
  const sent: string[] = [];
  store.answers.CreateApiImportUserJob = (request) => {
    sent.push(request.DataFlowUserCreateList.map(({ UserName }) => UserName).join(" "));
    return (answer?.(accept) ?? accept)(request);
  };
  const context = contextOn(store);
  const actions = names(count).map((userName) => ({ ref: ref(userName), user: { userName } }));
  const run = (more: Partial<RunContext> = {}) =>
    importUsers({ ...context, batch: { ...context.batch, ...batch }, ...more }, ledger, actions);
  return { store, ledger, sent, run };
}

const codes = (ledger: Ledger) => Object.fromEntries(ledger.failures.map((failure) => [failure.ref.key, failure.code]));
const arrived = (ledger: Ledger) => ledger.entries.map((entry) => entry.ref.key);
const refuse = (code: string): never => {
  throw errorFromService("CreateApiImportUserJob", { code });
};

describe("users who are imported", () => {
  it("go in jobs within the limits, and each is recorded", async () => {
    const { ledger, sent, run } = importing(5, { users: 2 });
    await run();
    expect(sent).to.deep.equal(["u1 u2", "u3 u4", "u5"]);
    expect(arrived(ledger)).to.deep.equal(names(5));
    expect([ledger.counts.created, ledger.failures]).to.deep.equal([5, []]);
  });

  it("are read back after the first job, and the others at the end", async () => {
    const { store, run } = importing(6, { users: 2 });
    await run();
    const calls = store.calls.filter((call) => call !== "ListJobs");
    const job = "CreateApiImportUserJob";
    expect(calls).to.deep.equal([job, "DescribeUser", job, job, "DescribeUser"]);
  });

  it("go in one job at a time until the first is read back, and then in as many as are allowed", async () => {
    const { store, run } = importing(12, { users: 2, parallel: 2 });
    let running = 0;
    const most: number[] = [];
    const calls: RunContext["calls"] = {
      endpoint: store.endpoint,
      pageSizes: store.pageSizes,
      serviceNow: () => store.serviceNow(),
      call: async (action, request) => {
        if (action === "CreateApiImportUserJob") most.push(++running);
        await new Promise(setImmediate);
        const reply = await store.call(action, request);
        if (action === "ListJobs") running--;
        return reply;
      },
    };
    await run({ calls });
    expect([most[0], Math.max(...most)]).to.deep.equal([1, 2]);
  });

  it("stop after the first job when the store does not keep our mark", async () => {
    const { sent, run } = importing(6, { users: 2 }, (accept) => (request) => {
      const users = request.DataFlowUserCreateList.map((user) => ({ ...user, IndexedAttribute5: "" }));
      return accept({ ...request, DataFlowUserCreateList: users });
    });
    expect((await failureOf(run())).message).to.match(/without our owner mark in indexedAttribute5/);
    expect(sent).to.deep.equal(["u1 u2"]);
  });

  it("go in halves where a job is too large, down to a user who is too large alone", async () => {
    const { ledger, sent, run } = importing(5, { users: 4 }, (accept) => (request) => {
      const isTooLarge = request.DataFlowUserCreateList.some(({ UserName }) => UserName === "u3");
      return isTooLarge ? refuse("RequestSizeLimitExceeded") : accept(request);
    });
    await run();
    expect(sent).to.deep.equal(["u1 u2 u3 u4", "u1 u2", "u3 u4", "u3", "u4", "u5"]);
    expect(arrived(ledger)).to.deep.equal(["u1", "u2", "u4", "u5"]);
    expect(codes(ledger)).to.deep.equal({ u3: "RequestSizeLimitExceeded" });
  });

  for (const parallel of [1, 2]) {
    it(`who have arrived are recorded when a later job ends the run, and none follows (${parallel} at once)`, async () => {
      const { ledger, sent, run } = importing(12, { users: 2, parallel }, (accept) => (request) => {
        const [first] = request.DataFlowUserCreateList;
        return first?.UserName === "u5" ? refuse("UnauthorizedOperation") : accept(request);
      });
      expect(await failureOf(run())).to.include({ code: "UnauthorizedOperation" });
      expect(sent).to.deep.equal(["u1 u2", "u3 u4", "u5 u6"]);
      expect(arrived(ledger)).to.deep.equal(names(4));
      expect(ledger.failures, "nobody failed who was not sent").to.deep.equal([]);
    });
  }

  it("who come by a job that does not end are recorded as far as they have come", async () => {
    const { store, ledger, run } = importing(2, {}, (accept) => (request) => {
      accept({ ...request, DataFlowUserCreateList: request.DataFlowUserCreateList.slice(0, 1) });
      return { Job: store.addJob("PROCESSING") };
    });
    expect((await failureOf(run())).message).to.match(/is still PROCESSING/);
    expect([arrived(ledger), ledger.failures]).to.deep.equal([["u1"], []]);
    expect(ledger.jobs.map(({ status }) => status)).to.deep.equal(["PROCESSING"]);
  });

  it("are told of by the error that ended the run, and not by the look after it", async () => {
    const { store, run } = importing(2, {}, () => () => {
      store.answers.DescribeUser = () => refuse("InternalError");
      return { Job: store.addJob("PROCESSING") };
    });
    expect((await failureOf(run())).message).to.match(/is still PROCESSING/);
  });

  it("are none where there is nobody", async () => {
    const { store, run } = importing(0, {});
    await run();
    expect(store.calls).to.deep.equal([]);
  });
});
