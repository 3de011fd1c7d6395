import { expect } from "chai";
import { hasEnded } from "../../../../../ciam/actions";
import { errorFromService } from "../../../../../ciam/errors";
import { RunStopped } from "../../../../../provider/messages/errors";
import {
  awaitArrival,
  awaitJob,
  awaitStrangers,
  READ_LAG_MS,
  runningImports,
  withJobSlot,
} from "../../../../../provider/reconcile/imports/jobs";
import { failureOf } from "../../../../support/failure";
import { contextOn, FakeStore } from "../fakeStore";

const MINUTE = 60_000;

/** A store whose only job has these statuses, one for each look, the last for ever; without one it is not listed. */
function withJob(...statuses: (string | undefined)[]) {
  const store = new FakeStore();
  const job = store.addJob("PENDING");
  let looks = 0;
  store.answers.ListJobs = ({ JobIds }) => {
    const Status = statuses[Math.min(looks++, statuses.length - 1)];
    const isAsked = JobIds?.includes(job.Id) ?? true;
    return { JobSet: Status === undefined || !isAsked ? [] : [{ ...job, Status }] };
  };
  return { store, id: job.Id, looks: () => looks };
}

const gone = undefined;
const slotTaken = () => errorFromService("CreateApiImportUserJob", { code: "FailedOperation.DataFlowTooManyRequests" });

describe("an import job", () => {
  it("has ended in two words only, and runs in any other", () => {
    const words = ["COMPLETED", "FAILED", "PENDING", "PROCESSING", "completed", "SUCCEEDED", ""];
    expect(words.map((Status) => hasEnded({ Status }))).to.deep.equal([true, true, ...Array<false>(5).fill(false)]);
  });

  /** The statuses that a job has look by look, the end that is told, and the number of looks. */
  const ends: [about: string, statuses: (string | undefined)[], end: string, looks: number][] = [
    ["is awaited until it is COMPLETED", ["PENDING", "PROCESSING", "COMPLETED"], "COMPLETED", 3],
    ["is awaited until it FAILED", ["PROCESSING", "FAILED"], "FAILED", 2],
    ["is awaited in a word that nobody knows", ["RESTING", "COMPLETED"], "COMPLETED", 2],
    ["may be listed late", [gone, gone, gone, gone, "COMPLETED"], "COMPLETED", 5],
    ["is forgotten when five looks in a row do not find it", [gone], "forgotten", 5],
    [
      "is forgotten by looks in a row only",
      [gone, gone, gone, gone, "PROCESSING", gone, gone, gone, gone, "COMPLETED"],
      "COMPLETED",
      10,
    ],
    ["is forgotten after it was seen", ["PROCESSING", gone], "forgotten", 6],
  ];
  for (const [about, statuses, told, looks] of ends) {
    it(about, async () => {
      const given = withJob(...statuses);
      const end = await awaitJob(contextOn(given.store), given.id, "1 user");
      expect(end.kind === "ended" ? end.job.Status : end.kind).to.equal(told);
      expect(given.looks()).to.equal(looks);
    });
  }

  it("is looked at often at first and every five seconds later", async () => {
    const { store, id } = withJob(...Array<string>(20).fill("PROCESSING"), "COMPLETED");
    await awaitJob(contextOn(store), id, "1 user");
    expect(store.clock.slept[0]).to.equal(100);
    expect(store.clock.slept.at(-1)).to.equal(5_000);
  });

  it("ends the run when it takes longer than timeouts.job, and is named for the next", async () => {
    const { store, id } = withJob("PROCESSING");
    const error = await failureOf(awaitJob(contextOn(store), id, "1 user"));
    expect(error).to.be.instanceOf(RunStopped);
    expect(error.message).to.match(
      /^import job job-1 is still PROCESSING after 1800 s \(timeouts\.job\); it goes on in CIAM/,
    );
    expect(store.clock.monotonic()).to.be.within(30 * MINUTE, 31 * MINUTE);
  });

  it("is not awaited for an engine that is gone", async () => {
    const { store, id, looks } = withJob("PROCESSING");
    const error = await failureOf(awaitJob({ ...contextOn(store), engineIsAlive: () => false }, id, "1 user"));
    expect(error.message).to.match(/engine that asked for this is gone/);
    expect(looks()).to.equal(1);
  });
});

describe("import jobs of others", () => {
  it("are those that import and have not ended", async () => {
    const store = new FakeStore();
    for (const status of ["PENDING", "COMPLETED", "PROCESSING", "FAILED"]) store.addJob(status);
    store.jobs.push({ Id: "export", Type: "EXPORT_USER", Status: "PROCESSING" });
    const running = await runningImports(contextOn(store));
    expect(running.map(({ Id }) => Id)).to.deep.equal(["job-1", "job-3"]);
  });

  it("cost one call where none runs", async () => {
    const store = new FakeStore();
    expect(await awaitStrangers(contextOn(store))).to.equal(false);
    expect([store.calls, store.clock.slept]).to.deep.equal([["ListJobs"], []]);
  });

  it("are awaited, and then the lists that lag behind them", async () => {
    const { store } = withJob("PROCESSING", "PROCESSING", "COMPLETED");
    expect(await awaitStrangers(contextOn(store))).to.equal(true);
    expect(store.clock.slept).to.deep.equal([100, 150, READ_LAG_MS]);
  });

  it("are not awaited if they began later", async () => {
    const { store, id } = withJob("PROCESSING");
    const { ListJobs } = store.answers;
    let looks = 0;
    store.answers.ListJobs = (request) =>
      looks++ === 0
        ? (ListJobs?.(request) ?? {})
        : { JobSet: [{ Id: `after ${id}`, Type: "IMPORT_USER", Status: "PENDING" }] };
    expect(await awaitStrangers(contextOn(store))).to.equal(true);
    expect(store.clock.slept).to.have.length(2);
  });

  it("are left behind after timeouts.job, with a warning and without an error", async () => {
    const { store } = withJob("PROCESSING");
    const told: string[] = [];
    expect(await awaitStrangers(contextOn(store, told))).to.equal(true);
    expect(told).to.deep.equal(["import job job-1 has not ended in 1800 s; going on without it"]);
  });
});

describe("an import whose reply an earlier run lost", () => {
  for (const [about, ago, waits] of [
    ["is awaited for the rest of its minute", 20_000, [40_000]],
    ["is not awaited after its minute", MINUTE, []],
    ["is awaited for a minute at most, whatever the clocks say", -10 * MINUTE, [MINUTE]],
  ] as const) {
    it(about, async () => {
      const store = new FakeStore();
      await awaitArrival(contextOn(store), store.clock.now() - ago);
      expect(store.clock.slept).to.deep.equal(waits);
    });
  }
});

describe("a job slot", () => {
  it("is waited for while both are taken", async () => {
    const store = new FakeStore();
    let attempts = 0;
    const got = await withJobSlot(contextOn(store), () =>
      ++attempts < 4 ? Promise.reject(slotTaken()) : Promise.resolve("a job"),
    );
    expect([got, store.clock.slept]).to.deep.equal(["a job", [500, 750, 1_125]]);
  });

  it("is not what any other error is about", async () => {
    const store = new FakeStore();
    const denied = errorFromService("CreateApiImportUserJob", { code: "UnauthorizedOperation" });
    expect(await failureOf(withJobSlot(contextOn(store), () => Promise.reject(denied)))).to.equal(denied);
    expect(store.clock.slept).to.deep.equal([]);
  });

  it("is waited for until timeouts.total is used up, and no longer", async () => {
    const store = new FakeStore();
    const error = await failureOf(withJobSlot(contextOn(store), () => Promise.reject(slotTaken())));
    expect(error).to.be.instanceOf(RunStopped);
    expect(error.message).to.match(/^both job slots of user store store stayed taken for 7200 s/);
    expect(store.clock.monotonic()).to.be.within(119 * MINUTE, 120 * MINUTE);
  });
});
