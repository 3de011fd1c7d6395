import { expect } from "chai";
import type { EmulatorSettings } from "../../../emulator/service/config";
import type { FaultRule } from "../../../emulator/faults/faults";
import type { Users } from "../program/project";
import { row } from "../../support/faultPlan";
import { count, staff, SUBMIT, succeeded, Trial } from "./trial";

/** A rule about submits, with defaults. */
function onSubmit(rule: Partial<FaultRule>): FaultRule {
  return { action: SUBMIT, when: "after", effect: "reset", status: 502, code: "", delayMs: 0, breaksAt: 0, ...rule };
}

/** Every way to leave the caller without the result. */
const LOSSES: readonly Partial<FaultRule>[] = [
  { effect: "reset" },
  { effect: "timeout" },
  { effect: "http", status: 502 },
  { effect: "garbage" },
  { effect: "truncate" },
  { effect: "code", code: "InternalError" },
  { effect: "code", code: "RequestLimitExceeded.RepeatRequest" },
  { effect: "code", code: "Nobody.HeardOfThis" },
];

const HABITS: readonly EmulatorSettings[] = [
  {},
  { jobPendingMs: 0, jobProcessingMs: 0 },
  { jobPendingMs: 5_000, jobProcessingMs: 20_000 },
  { readLagMs: 3_000 },
  { jobRetentionMs: 0 },
  { listOrder: "unstable", maxPageSize: 20, pageSizePolicy: "silent" },
];

function crowd(size: number): Users {
  return Object.fromEntries(Array.from({ length: size }, (_, n) => [`k${String(n)}`, { userName: `u${String(n)}` }]));
}

describe("messages that get lost", function () {
  this.timeout(0);

  it(row(7, "simulated", "a job that was sent once and taken twice ends with everybody there once"), async () => {
    for (const settings of HABITS) {
      const trial = Trial.simulated(settings);
      trial.cloud.twice = (action) => action === SUBMIT;
      succeeded(await trial.up(staff));
      trial.cloud.twice = undefined;
      trial.cloud.clock.advance(60_000);
      await trial.isSettled(staff);
    }
  });

  it(row(7, "over HTTP", "a job that was sent once and taken twice ends with everybody there once"), async () => {
    const trial = await Trial.overHttp();
    trial.cloud.line.way = { before: (action) => (action === SUBMIT ? "twice" : undefined) };
    succeeded(await trial.up(staff));
    trial.cloud.line.way = {};
    await trial.isSettled(staff);
    await trial.cloud.close();
  });

  it(
    row(8, "simulated", "in more than two thousand submits nobody is sent twice, and no job is without a cause"),
    async () => {
      const totals = { lost: 0, taken: 0, users: 0 };
      for (let round = 0; totals.lost < 2_000; round++) {
        const habit = HABITS[round % HABITS.length];
        const trial = Trial.simulated(habit, { batch: { users: 1, parallel: 1 + (round % 2) } });
        const { cloud } = trial;
        const users = crowd(50);
        // Now and then one comes through.
        const loss = onSubmit(LOSSES[round % LOSSES.length] ?? {});
        cloud.setFaults([onSubmit({ every: 7, effect: "slow", delayMs: 100, when: "before" }), loss]);
        succeeded(await trial.up(users));
        cloud.setFaults([]);
        const jobs = cloud.db.all("SELECT failures FROM jobs");
        const { submits } = cloud;
        expect(jobs, "each job was sent for users that were missing").to.have.length(submits.taken);
        for (const { failures } of jobs) expect(failures, "a job found nobody there before it").to.equal("[]");
        expect(submits.taken, "one job for one user").to.equal(50);
        await trial.isSettled(users);
        totals.lost += submits.lost;
        totals.taken += submits.taken;
        totals.users += (await trial.ours()).length;
      }
      console.log(
        `      ${String(totals.lost)} of ${String(totals.taken)} replies lost, ${String(totals.users)} users`,
      );
      expect(totals.users).to.equal(totals.taken);
    },
  );

  it(row(8, "over HTTP", "it is found out with whatever the connection ended"), async () => {
    for (const loss of LOSSES) {
      const trial = await Trial.overHttp();
      trial.cloud.options = loss.effect === "timeout" ? { deadlineMs: 300 } : {};
      await trial.cloud.setFaults([{ action: SUBMIT, times: 1, when: "after", ...loss }]);
      succeeded(await trial.up(staff));
      expect(count(trial.cloud.calls, SUBMIT), JSON.stringify(loss)).to.equal(1);
      await trial.cloud.setFaults([]);
      await trial.isSettled(staff);
      await trial.cloud.close();
    }
  });

  it(
    row(9, "simulated", "there is exactly one more submit, after a while in which it might still arrive"),
    async () => {
      for (const settings of HABITS) {
        const trial = Trial.simulated(settings);
        trial.cloud.setFaults([onSubmit({ when: "before", times: 1 })]);
        trial.cloud.calls = [];
        const began = trial.cloud.clock.monotonic();
        succeeded(await trial.up(staff));
        expect(count(trial.cloud.calls, SUBMIT)).to.equal(2);
        expect(trial.cloud.clock.monotonic() - began, "the request may be on its way").to.be.at.least(60_000);
        await trial.isSettled(staff);
      }
    },
  );

  it(row(9, "over HTTP", "there is exactly one more submit"), async () => {
    const trial = await Trial.overHttp();
    let lost = 0;
    trial.cloud.line.way = { before: (action) => (action === SUBMIT && lost++ === 0 ? "lost" : undefined) };
    succeeded(await trial.up(staff));
    expect(count(trial.cloud.calls, SUBMIT)).to.equal(2);
    await trial.isSettled(staff);
    await trial.cloud.close();
  });

  it(row(10, "simulated", "only the others are sent again, whatever the service said"), async () => {
    for (const loss of LOSSES) {
      const trial = Trial.simulated();
      trial.cloud.setFaults([onSubmit({ ...loss, when: "mid", times: 1 })]);
      succeeded(await trial.up(staff));
      expect(count(trial.cloud.calls, SUBMIT)).to.equal(2);
      await trial.isSettled(staff);
    }
  });
});
