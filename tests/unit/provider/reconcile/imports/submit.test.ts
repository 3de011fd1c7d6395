import { expect } from "chai";
import { errorFromService, AmbiguousError } from "../../../../../ciam/errors";
import type { CiamJob, RequestOf } from "../../../../../ciam/actions";
import { importItems } from "../../../../../provider/reconcile/imports/batches";
import { submit } from "../../../../../provider/reconcile/imports/submit";
import { CLOCK_SKEW_MS } from "../../../../../provider/reconcile/imports/jobs";
import { FORGOTTEN, Ledger } from "../../../../../provider/reconcile/ledger";
import type { RunContext } from "../../../../../provider/reconcile/run";
import { failureOf } from "../../../../support/failure";
import { MARK } from "../../users/plan/builders";
import { contextOn, FakeStore } from "../fakeStore";

type Sending = RequestOf<"CreateApiImportUserJob">;
type Accept = (request: Sending) => { Job: CiamJob };

const MINUTE = 60_000;
const lost = () => errorFromService("CreateApiImportUserJob", { code: "InternalError" });
const refusal = (code: string) => errorFromService("CreateApiImportUserJob", { code });

/** Two users on their way into a store, which answers each submit in its own way, and later ones as it should. */
function submitted(...ways: ((accept: Accept, request: Sending, store: FakeStore) => { Job: CiamJob })[]) {
  const store = new FakeStore();
  const ledger = new Ledger([]);
  const sent: string[][] = [];
  const { CreateApiImportUserJob: accept } = store.answers;
  if (!accept) throw new Error("the store takes no imports");
  store.answers.CreateApiImportUserJob = (request) => {
    sent.push(request.DataFlowUserCreateList.map(({ UserName }) => UserName ?? ""));
    const way = ways[sent.length - 1];
    return way ? way(accept, request, store) : accept(request);
  };
  const items = importItems(
    ["ann", "ben"].map((userName) => ({ ref: { set: "s", key: userName }, user: { userName } })),
    MARK,
  );
  const run = async (context: Partial<RunContext> = {}) => {
    const { sent: ended, tooLarge } = await submit({ ...contextOn(store), ...context }, ledger, items, "2 users");
    return {
      ended: ended.map(({ item, end, refusal: why }) =>
        [item.action.ref.key, end === "unknown" ? end : end.Status, ...(why === undefined ? [] : [why])].join(" "),
      ),
      since: ended.map(({ since }) => since),
      tooLarge: tooLarge.map(({ action }) => action.ref.key),
    };
  };
  return { store, ledger, sent, run };
}

/** The rest of the users of a request, as a request of its own. */
const only = (request: Sending, ...names: string[]): Sending => ({
  ...request,
  DataFlowUserCreateList: request.DataFlowUserCreateList.filter(({ UserName }) => names.includes(UserName ?? "")),
});

describe("an import job", () => {
  it("is sent once, and its users are told its end and the time at which it was accepted", async () => {
    const { store, ledger, sent, run } = submitted();
    const accepted = store.clock.now();
    expect(await run()).to.deep.equal({
      ended: ["ann COMPLETED", "ben COMPLETED"],
      since: [accepted, accepted],
      tooLarge: [],
    });
    expect(sent).to.have.length(1);
    expect(ledger.jobs).to.deep.equal([
      { id: "job-1", status: "COMPLETED", submitted: 2, failed: 0, createdDate: accepted },
    ]);
    expect([ledger.hasWritten, ledger.inDoubtSince]).to.deep.equal([true, undefined]);
  });

  it("may refuse one of its users", async () => {
    const { ledger, run } = submitted((accept, request, store) => {
      const { Job } = accept(only(request, "ben"));
      Object.assign(store.jobs[0] ?? {}, {
        FailedUsers: [{ FailedUserIdentification: "ann", FailedReason: "bad" }],
      });
      return { Job };
    });
    expect((await run()).ended).to.deep.equal(["ann COMPLETED bad", "ben COMPLETED"]);
    expect(ledger.jobs[0]?.failed).to.equal(1);
  });

  it("may fail as a whole", async () => {
    const { run, ledger } = submitted((_accept, _request, store) => ({ Job: store.addJob("FAILED") }));
    expect((await run()).ended).to.deep.equal(["ann FAILED", "ben FAILED"]);
    expect(ledger.jobs[0]?.status).to.equal("FAILED");
  });

  it("may be forgotten by the service: then its end is unknown", async () => {
    const { run, ledger, sent } = submitted((accept, request, store) => {
      const reply = accept(request);
      store.jobs.length = 0;
      return reply;
    });
    expect((await run()).ended).to.deep.equal(["ann unknown", "ben unknown"]);
    expect(ledger.jobs.map(({ status }) => status)).to.deep.equal([FORGOTTEN]);
    expect(sent).to.have.length(1);
  });

  it("that was forgotten is given a minute for its users to come", async () => {
    const { store, run } = submitted(() => ({ Job: { Id: "unlisted", Status: "PENDING", Type: "IMPORT_USER" } }));
    expect((await run()).ended).to.deep.equal(["ann unknown", "ben unknown"]);
    expect(store.clock.monotonic()).to.be.at.least(MINUTE);
  });

  for (const code of ["RequestSizeLimitExceeded", "LimitExceeded"]) {
    it(`that is too large (${code}) is given back to be sent in parts`, async () => {
      const { store, sent, run } = submitted(() => {
        throw refusal(code);
      });
      expect(await run()).to.deep.include({ ended: [], tooLarge: ["ann", "ben"] });
      expect([sent.length, store.size]).to.deep.equal([1, 0]);
    });
  }

  it("that is refused ends the run, and nobody is looked up", async () => {
    const { store, run } = submitted(() => {
      throw refusal("UnauthorizedOperation");
    });
    expect(await failureOf(run())).to.include({ code: "UnauthorizedOperation" });
    expect(store.calls).to.deep.equal(["CreateApiImportUserJob"]);
  });

  it("waits while both slots of the store are taken", async () => {
    const taken = () => {
      throw refusal("FailedOperation.DataFlowTooManyRequests");
    };
    const { store, sent, run } = submitted(taken, taken);
    expect((await run()).ended).to.deep.equal(["ann COMPLETED", "ben COMPLETED"]);
    expect([sent.length, store.size]).to.deep.equal([3, 2]);
  });

  it("is not sent for an engine that is gone", async () => {
    const { store, ledger, run } = submitted();
    expect((await failureOf(run({ engineIsAlive: () => false }))).message).to.match(/engine that asked/);
    expect([store.calls, ledger.hasWritten]).to.deep.equal([[], false]);
  });
});

describe("an import job whose reply was lost", () => {
  it("is not sent again when its users are there, unless a user is older than any clock allows", async () => {
    const { store, sent, run, ledger } = submitted((accept, request) => {
      accept(request);
      throw lost();
    });
    const intent = store.clock.now();
    const since = intent - CLOCK_SKEW_MS;
    expect(await run()).to.deep.equal({ ended: ["ann unknown", "ben unknown"], since: [since, since], tooLarge: [] });
    expect(sent).to.have.length(1);
    expect(ledger.inDoubtSince).to.equal(undefined);
  });

  it("is sent again when it never arrived, after the time in which it could have", async () => {
    const { store, sent, run } = submitted(() => {
      throw lost();
    });
    const began = store.clock.monotonic();
    expect((await run()).ended).to.deep.equal(["ann COMPLETED", "ben COMPLETED"]);
    expect(sent).to.deep.equal([
      ["ann", "ben"],
      ["ann", "ben"],
    ]);
    expect(store.clock.monotonic() - began).to.be.at.least(MINUTE);
  });

  it("is sent again for those who did not arrive, and for nobody else", async () => {
    const { sent, run, store } = submitted((accept, request) => {
      accept(only(request, "ben"));
      throw lost();
    });
    expect((await run()).ended).to.deep.equal(["ben unknown", "ann COMPLETED"]);
    expect(sent).to.deep.equal([["ann", "ben"], ["ann"]]);
    expect(store.size).to.equal(2);
  });

  it("is not sent again while users keep coming", async () => {
    const { sent, run } = submitted((accept, request, store) => {
      const { DescribeUser } = store.answers;
      let looks = 0;
      store.answers.DescribeUser = (page) => {
        looks++;
        if (looks === 3) accept(only(request, "ann"));
        if (looks === 5) accept(only(request, "ben"));
        return DescribeUser?.(page) ?? {};
      };
      throw lost();
    });
    expect((await run()).ended).to.deep.equal(["ann unknown", "ben unknown"]);
    expect(sent).to.have.length(1);
  });

  it("is awaited while it may be one that runs", async () => {
    const { sent, run } = submitted((accept, request, store) => {
      const job = store.addJob("PROCESSING");
      const { ListJobs } = store.answers;
      let looks = 0;
      store.answers.ListJobs = (asked) => {
        if (++looks === 30) {
          Object.assign(job, { Status: "COMPLETED" });
          accept(request);
        }
        return ListJobs?.(asked) ?? {};
      };
      throw lost();
    });
    expect((await run()).ended).to.deep.equal(["ann unknown", "ben unknown"]);
    expect(sent).to.have.length(1);
  });

  it("is awaited until timeouts.total is used up, and not sent again after that", async () => {
    const { sent, run } = submitted((_accept, _request, store) => {
      store.addJob("PROCESSING");
      throw lost();
    });
    expect((await failureOf(run())).message).to.match(/^timeouts\.total \(7200 s\) is used up/);
    expect(sent).to.have.length(1);
  });

  it("is found by the identities of its users if their mark was lost as well", async () => {
    const { sent, run } = submitted((_accept, _request, store) => {
      for (const userName of ["ann", "ben"]) store.put(userName, { userName }, { IndexedAttribute5: null });
      throw lost();
    });
    expect((await run()).ended).to.deep.equal(["ann unknown", "ben unknown"]);
    expect(sent).to.have.length(1);
  });

  it("is sent three times in all, and then ends the run", async () => {
    const never = () => {
      throw lost();
    };
    const { sent, run, ledger } = submitted(never, never, never, never);
    expect(await failureOf(run())).to.be.instanceOf(AmbiguousError);
    expect([sent.length, ledger.inDoubtSince]).to.deep.equal([3, undefined]);
  });

  it("is sent again for as long as the run may last where the service takes it for a repetition", async () => {
    const repeated = () => {
      throw refusal("RequestLimitExceeded.RepeatRequest");
    };
    const { sent, run } = submitted(repeated, repeated, repeated, repeated);
    expect((await run()).ended).to.deep.equal(["ann COMPLETED", "ben COMPLETED"]);
    expect(sent).to.have.length(5);
    const short = submitted(repeated, repeated, repeated, repeated);
    const timeouts = { jobMs: MINUTE, totalMs: 2 * MINUTE };
    expect(await failureOf(short.run({ timeouts }))).to.include({ code: "RequestLimitExceeded.RepeatRequest" });
    expect(short.sent).to.have.length(2);
  });

  it("stays in doubt when its users could not be looked up, since the time at which it was sent", async () => {
    const { store, run, ledger } = submitted((_accept, _request, { answers, clock }) => {
      answers.ListJobs = () => {
        throw refusal("UnauthorizedOperation");
      };
      clock.advance(1_000);
      throw lost();
    });
    const intent = store.clock.now();
    expect(await failureOf(run())).to.include({ code: "UnauthorizedOperation" });
    expect(ledger.inDoubtSince).to.equal(intent);
  });
});
