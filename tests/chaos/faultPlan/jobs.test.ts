import { expect } from "chai";
import type { FaultRule } from "../../../emulator/faults/faults";
import type { CiamJob } from "../../../ciam/actions";
import type { Users } from "../program/project";
import { row } from "../../support/faultPlan";
import { count, staff, SUBMIT, succeeded, Trial } from "./trial";

const refused: Users = { ...staff, bad: { userName: "bad", email: "bad@nowhere" } };
const corrected: Users = { ...staff, bad: { userName: "bad", email: "bad@example.com" } };

const breaking = (breaksAt: number): FaultRule => ({
  action: SUBMIT,
  nth: 1,
  when: "before",
  effect: "job",
  breaksAt,
  status: 502,
  code: "",
  delayMs: 0,
});

/** An answer of ListJobs, with its jobs changed. */
function jobsIn(json: unknown, change: (jobs: CiamJob[]) => unknown): unknown {
  // What the emulator answers is what the type says.
  const { Response } = json as { Response: { JobSet?: CiamJob[] } };
  return Response.JobSet ? { Response: { ...Response, JobSet: change(Response.JobSet) } } : json;
}

/** Replaces the list of jobs by the result of the function. */
function listing(trial: ReturnType<typeof Trial.simulated>, change: (jobs: CiamJob[], look: number) => unknown): void {
  let look = 0;
  trial.cloud.twist = (action, json) => (action === "ListJobs" ? jobsIn(json, (jobs) => change(jobs, look++)) : json);
}

describe("jobs that do not end as they should", function () {
  this.timeout(60_000);

  it(row(11, "over HTTP", "half of its users are there, the others are named and come with the next up"), async () => {
    const trial = await Trial.overHttp();
    await trial.cloud.setFaults([breaking(0.5)]);
    const { ok, reasons } = await trial.up(staff);
    expect(ok).to.equal(false);
    expect(reasons).to.have.length(2);
    for (const reason of reasons) expect(reason).to.match(/import job .* FAILED before this user was imported/);
    expect(await trial.present(staff)).to.have.length(2);
    await trial.settles(staff);
    await trial.cloud.close();
  });

  for (const lists of [null, undefined, []]) {
    it(
      row(
        12,
        "simulated",
        `nobody is taken for imported when its lists are ${lists === undefined ? "missing" : JSON.stringify(lists)}`,
      ),
      async () => {
        const trial = Trial.simulated({ partialFailure: "FAILED" });
        trial.cloud.setFaults([breaking(0)]);
        listing(trial, (jobs) => jobs.map((job) => ({ ...job, FailedUsers: lists, ErrorDetails: lists })));
        const { ok, reasons } = await trial.up(staff);
        expect(ok).to.equal(false);
        expect(reasons).to.have.length(4);
        trial.cloud.setFaults([]);
        await trial.settles(staff);
      },
    );

    it(
      row(
        12,
        "simulated",
        `who it took is found when its lists are ${lists === undefined ? "missing" : JSON.stringify(lists)}`,
      ),
      async () => {
        const trial = Trial.simulated();
        trial.cloud.setFaults([breaking(0.5)]);
        listing(trial, (jobs) => jobs.map((job) => ({ ...job, FailedUsers: lists, ErrorDetails: lists })));
        expect((await trial.up(staff)).reasons).to.have.length(2);
        trial.cloud.setFaults([]);
        await trial.settles(staff);
      },
    );
  }

  it(row(12, "over HTTP", "all are named, and come with the next up"), async () => {
    const trial = await Trial.overHttp();
    await trial.cloud.setFaults([breaking(0)]);
    expect((await trial.up(staff)).reasons).to.have.length(4);
    await trial.settles(staff);
    await trial.cloud.close();
  });

  it(
    row(13, "simulated", "the refused one fails with its reason, or is warned of where the program says so"),
    async () => {
      for (const failurePolicy of ["fail", "warn"]) {
        const trial = Trial.simulated({}, { failurePolicy });
        const { ok, reasons } = await trial.up(refused);
        expect(ok).to.equal(failurePolicy === "warn");
        const told = [...reasons, ...trial.said].join("\n");
        expect(told).to.match(/staff\/bad .*FailedOperation\.AttributeFormatError/);
        expect(told).to.not.include("bad@nowhere");
        await trial.settles(corrected);
      }
    },
  );

  it(row(13, "over HTTP", "the refused one fails with its reason, and the others are there"), async () => {
    const trial = await Trial.overHttp();
    const { reasons } = await trial.up(refused);
    expect(reasons).to.have.length(1);
    expect(await trial.present(staff)).to.have.length(4);
    await trial.settles(corrected);
    await trial.cloud.close();
  });

  it(row(15, "simulated", "whatever look it is from, nobody is submitted twice"), async () => {
    for (let from = 0; from < 6; from++) {
      const trial = Trial.simulated({ jobPendingMs: 1_000, jobProcessingMs: 2_000 });
      listing(trial, (jobs, look) => (look >= from ? [] : jobs));
      succeeded(await trial.up(staff));
      expect(count(trial.cloud.calls, SUBMIT), `forgotten from look ${String(from)} on`).to.equal(1);
      trial.cloud.twist = undefined;
      await trial.isSettled(staff);
    }
  });

  it(
    row(15, "simulated", "a job that goes on where nobody sees it is waited for before anything is said of its users"),
    async () => {
      const trial = Trial.simulated({ jobPendingMs: 10_000, jobProcessingMs: 20_000 });
      listing(trial, () => []);
      succeeded(await trial.up(staff));
      expect(count(trial.cloud.calls, SUBMIT)).to.equal(1);
      trial.cloud.twist = undefined;
      await trial.isSettled(staff);
    },
  );

  it(row(15, "over HTTP", "it falls back to the users"), async () => {
    const trial = await Trial.overHttp({ jobRetentionMs: 0 });
    succeeded(await trial.up(staff));
    expect(count(trial.cloud.calls, SUBMIT)).to.equal(1);
    await trial.isSettled(staff);
    await trial.cloud.close();
  });

  const other = (Id: string, Status: string, Type = "IMPORT_USER"): Partial<CiamJob> => ({
    Id,
    Status,
    Type,
    CreatedDate: 1,
    FailedUsers: [{ FailedUserIdentification: "alice", FailedReason: "not ours" }],
  });
  const lists: Readonly<Record<string, (jobs: CiamJob[], look: number) => unknown>> = {
    "is null": (jobs, look) => (look % 2 === 0 ? null : jobs),
    "is as it was a look ago": (() => {
      let before: CiamJob[] = [];
      return (jobs) => {
        const shown = before;
        before = jobs;
        return shown;
      };
    })(),
    "has no order": (jobs, look) => (look % 2 === 0 ? jobs.toReversed() : jobs),
    "has others' jobs before and after": (jobs) => [other("1", "FAILED"), ...jobs, other("2", "COMPLETED")],
    "has exports": (jobs) => [other("1", "COMPLETED", "EXPORT_USER"), ...jobs],
    "has one job twice": (jobs) => [...jobs, ...jobs],
  };
  for (const [what, change] of Object.entries(lists)) {
    it(row(16, "simulated", `the list ${what}`), async () => {
      const trial = Trial.simulated({ jobPendingMs: 1_000, jobProcessingMs: 1_000 }, { batch: { users: 2 } });
      listing(trial, change);
      succeeded(await trial.up(staff));
      expect(count(trial.cloud.calls, SUBMIT)).to.equal(2);
      trial.cloud.twist = undefined;
      await trial.isSettled(staff);
    });
  }

  const BACKWARDS = ["PROCESSING", "PENDING", "PROCESSING", "PENDING"];
  const words: Readonly<Record<string, (real: string, look: number) => string>> = {
    "goes backwards": (real, look) => BACKWARDS[look] ?? real,
    "is a word nobody knows": (real, look) => (look < 5 ? "REVIEWING" : real),
    "is empty": (real, look) => (look < 5 ? "" : real),
    "is in lower case until its end": (real, look) => (look < 5 ? real.toLowerCase() : real),
  };
  for (const [what, word] of Object.entries(words)) {
    it(row(17, "simulated", `a status that ${what} is no end`), async () => {
      const trial = Trial.simulated({ jobPendingMs: 300, jobProcessingMs: 300 });
      listing(trial, (jobs, look) => jobs.map((job) => ({ ...job, Status: word(job.Status, look) })));
      succeeded(await trial.up(staff));
      expect(count(trial.cloud.calls, SUBMIT)).to.equal(1);
      trial.cloud.twist = undefined;
      await trial.isSettled(staff);
    });
  }

  it(
    row(17, "simulated", "a job that is never said to have ended is named at its deadline, and its users are kept"),
    async () => {
      const trial = Trial.simulated({}, { timeouts: { job: "1m" } });
      listing(trial, (jobs) => jobs.map((job) => ({ ...job, Status: "REVIEWING" })));
      const { ok, message } = await trial.up(staff);
      expect(ok).to.equal(false);
      expect(message).to.match(/import job [0-9a-f]{32} is still REVIEWING after 60 s \(timeouts\.job\)/);
      trial.cloud.twist = undefined;
      trial.cloud.calls = [];
      await trial.settles(staff);
      expect(count(trial.cloud.calls, SUBMIT)).to.equal(0);
    },
  );

  it(
    row(18, "simulated", "they are waited for by the clock, whatever the list shows, and nobody is lost"),
    async () => {
      for (const isHidden of [false, true]) {
        const trial = Trial.simulated({ jobPendingMs: 0, jobProcessingMs: 90_000 });
        const { cloud } = trial;
        for (let slot = 0; slot < 2; slot++) cloud.byHand("CreateFileExportUserJob", { UserStoreId: cloud.storeId });
        if (isHidden) listing(trial, (jobs) => jobs.filter(({ Type }) => Type === "IMPORT_USER"));
        succeeded(await trial.up(staff));
        cloud.twist = undefined;
        await trial.isSettled(staff);
      }
    },
  );

  it(
    row(18, "simulated", "when they stay taken the run ends by its deadline, says why, and has written nothing"),
    async () => {
      const trial = Trial.simulated({ jobProcessingMs: 24 * 3_600_000 }, { timeouts: { total: "10m" } });
      const { cloud } = trial;
      for (let slot = 0; slot < 2; slot++) cloud.byHand("CreateFileExportUserJob", { UserStoreId: cloud.storeId });
      const began = cloud.clock.monotonic();
      const { ok, message } = await trial.up(staff);
      expect(ok).to.equal(false);
      expect(message).to.match(/both job slots of user store .* stayed taken for 600 s \(timeouts\.total\)/);
      expect(cloud.clock.monotonic() - began).to.be.within(590_000, 600_000);
      expect(await trial.present(staff)).to.deep.equal([]);
      cloud.clock.advance(24 * 3_600_000);
      trial.cloud.service.configure({ jobProcessingMs: 100 });
      expect((await trial.up(staff)).ok).to.equal(true);
      await trial.isAsDeclared(staff);
    },
  );

  it(row(18, "over HTTP", "they are waited for, and whoever waits says so"), async () => {
    const trial = await Trial.overHttp({ jobPendingMs: 0, jobProcessingMs: 60_000 });
    const { hands, storeId } = trial.cloud;
    for (let slot = 0; slot < 2; slot++) await hands.call("CreateFileExportUserJob", { UserStoreId: storeId });
    succeeded(await trial.up(staff));
    expect(trial.progress.join("\n")).to.include("waiting for a job slot: two jobs run in this store");
    await trial.isSettled(staff);
    await trial.cloud.close();
  });
});
