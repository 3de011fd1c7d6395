import { expect } from "chai";
import { abandoned } from "../../../../ciam/errors/ownErrors";
import { RunStopped } from "../../../../provider/messages/errors";
import { importUsers } from "../../../../provider/reconcile/imports/queue";
import { Ledger } from "../../../../provider/reconcile/ledger";
import { untilAborted, type RunContext } from "../../../../provider/reconcile/run";
import { failureOf } from "../../../support/failure";
import { contextOn, FakeStore } from "./fakeStore";

const alice = { ref: { set: "s", key: "alice" }, user: { userName: "alice" } };
const JOB = { Id: "j", Status: "PROCESSING", Type: "IMPORT_USER" };

/** A run that is aborted at the third look at its job, or while the job is sent. */
function aborted(when: "while a job runs" | "while a job is sent") {
  const store = new FakeStore();
  const canceller = new AbortController();
  const abort = (): void => canceller.abort(new RunStopped("given up"));
  store.answers.CreateApiImportUserJob = () => {
    if (when === "while a job is sent") {
      abort();
      throw abandoned("CreateApiImportUserJob", "host");
    }
    store.jobs.push(JOB);
    return { Job: JOB };
  };
  const { ListJobs } = store.answers;
  store.answers.ListJobs = (request) => {
    if (store.called("ListJobs").length === 3) abort();
    return ListJobs?.(request) ?? {};
  };
  // Like the client: nothing more is sent.
  const call: RunContext["calls"]["call"] = async (action, request, options) => {
    options?.signal?.throwIfAborted();
    return store.call(action, request);
  };
  const context = contextOn(store);
  const calls = { endpoint: store.endpoint, pageSizes: store.pageSizes, serviceNow: () => store.serviceNow(), call };
  const ledger = new Ledger([]);
  const ending = importUsers({ ...context, ...untilAborted({ ...context, calls }, canceller.signal) }, ledger, [alice]);
  return { store, ledger, ending };
}

describe("a run that is given up", () => {
  it("while a job runs ends with the reason, sends nothing more and has the job as unfinished", async () => {
    const { ending, ledger, store } = aborted("while a job runs");
    expect((await failureOf(ending)).message).to.equal("given up");
    expect(ledger.jobs.map(({ status }) => status)).to.deep.equal(["PROCESSING"]);
    expect(store.calls.at(-1)).to.equal("ListJobs");
    expect(store.called("ListJobs")).to.have.length(3);
  });

  it("while a job is sent ends with the reason, and is in doubt of that job", async () => {
    const { ending, ledger, store } = aborted("while a job is sent");
    expect((await failureOf(ending)).message).to.equal("given up");
    expect(ledger.inDoubtSince).to.equal(store.clock.now());
    expect(store.calls).to.deep.equal(["CreateApiImportUserJob"]);
  });
});
