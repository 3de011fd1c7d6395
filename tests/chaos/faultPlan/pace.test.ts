import { expect } from "chai";
import type { FaultRule } from "../../../emulator/faults/faults";
import { CiamError } from "../../../ciam/errors";
import type { Users } from "../program/project";
import { row } from "../../support/faultPlan";
import { staff, SUBMIT, succeeded, Trial } from "./trial";

const throttled = (rule: Partial<FaultRule>): FaultRule => ({
  action: "*",
  when: "before",
  effect: "code",
  code: "RequestLimitExceeded",
  status: 502,
  delayMs: 0,
  breaksAt: 0,
  ...rule,
});

function crowd(size: number, nickname: string): Users {
  return Object.fromEntries(
    Array.from({ length: size }, (_, n) => [`k${String(n)}`, { userName: `u${String(n)}`, nickname }]),
  );
}

describe("a service that says that calls come too fast", function () {
  this.timeout(0);

  it(
    row(19, "simulated", "with one call in ten refused, at most a tenth more calls are made than are needed"),
    async () => {
      const users = 300;
      const needed = async (rules: readonly FaultRule[]): Promise<number> => {
        const trial = Trial.simulated({}, { batch: { users: 20 } });
        trial.cloud.setFaults(rules);
        succeeded(await trial.up(crowd(users, "before")));
        succeeded(await trial.up(crowd(users, "after")));
        const made = trial.cloud.callCount;
        expect(trial.cloud.tooFast).to.equal(0);
        trial.cloud.setFaults([]);
        await trial.isSettled(crowd(users, "after"));
        return made;
      };
      const calm = await needed([]);
      const stormy = await needed([throttled({ probability: 0.1 })]);
      console.log(`      ${String(stormy)} calls for ${String(calm)}: ${(stormy / calm).toFixed(3)}`);
      expect(calm).to.be.above(300);
      expect(stormy / calm).to.be.at.most(1.1);
    },
  );

  it(
    row(19, "simulated", "nothing for a minute, then half of the calls, then all: everything is done by the next up"),
    async () => {
      const trial = Trial.simulated();
      const { cloud } = trial;
      cloud.setFaults([throttled({})]);
      const began = cloud.clock.monotonic();
      for (; cloud.clock.monotonic() - began < 60_000;) {
        cloud.calls = [];
        const { ok, message } = await trial.up(staff);
        expect(ok).to.equal(false);
        expect(message).to.include("lower ciam:rate").and.to.include("RequestLimitExceeded");
        // About the first call and nothing else.
        expect(cloud.calls.length).to.be.at.most(5);
      }
      cloud.setFaults([throttled({ every: 2 })]);
      await trial.up(staff);
      cloud.setFaults([]);
      await trial.settles(staff);
    },
  );

  it(
    row(19, "simulated", "in an outage of a minute a few calls are tried again, and then each is made once"),
    async () => {
      const { cloud } = Trial.simulated();
      cloud.setFaults([throttled({ effect: "http", status: 503 })]);
      const client = cloud.client();
      const attempts: number[] = [];
      for (const began = cloud.clock.monotonic(); cloud.clock.monotonic() - began < 60_000;) {
        cloud.calls = [];
        const failed: unknown = await client.call("ListUserStore", {}).catch((error: unknown) => error);
        expect(failed).to.be.instanceOf(CiamError);
        attempts.push(cloud.calls.length);
        cloud.clock.advance(1_000);
      }
      const made = attempts.reduce((sum, one) => sum + one, 0);
      console.log(`      ${String(made)} attempts for ${String(attempts.length)} calls`);
      expect(made / attempts.length).to.be.at.most(3);
      expect(Math.max(...attempts)).to.be.at.most(5);
      // The budget for repetitions is used up.
      expect(attempts.slice(-20)).to.deep.equal(Array.from({ length: 20 }, () => 1));
    },
  );

  it(row(19, "over HTTP", "a storm in which every other call is refused is ridden out"), async () => {
    const trial = await Trial.overHttp();
    await trial.cloud.setFaults([throttled({ every: 2, times: 20 })]);
    succeeded(await trial.up(staff));
    await trial.cloud.setFaults([]);
    await trial.isSettled(staff);
    await trial.cloud.close();
  });

  for (const action of ["ListJobs", SUBMIT]) {
    it(row(20, "simulated", `where only ${action} is throttled`), async () => {
      const trial = Trial.simulated({}, { batch: { users: 1 } });
      const { cloud } = trial;
      cloud.setFaults([throttled({ action, every: 2, times: 3 })]);
      succeeded(await trial.up(staff));
      const others = cloud.service.journal.report().calls.filter((call) => call.action !== action);
      expect(others.every(({ outcome }) => outcome === "OK")).to.equal(true);
      cloud.setFaults([]);
      await trial.isSettled(staff);
    });
  }

  it(row(20, "simulated", "the allowance of another action is not made smaller"), async () => {
    const trial = Trial.simulated();
    const { cloud } = trial;
    const client = cloud.client();
    cloud.setFaults([throttled({ action: "ListJobs", times: 3 })]);
    await client.call("ListJobs", { UserStoreId: cloud.storeId });
    const began = cloud.clock.monotonic();
    for (let call = 0; call < 30; call++) await client.call("ListUserStore", {});
    expect(cloud.clock.monotonic() - began).to.be.at.most(2_000);
  });

  it(row(20, "over HTTP", "where only the look at a job is throttled, everything is done"), async () => {
    const trial = await Trial.overHttp();
    await trial.cloud.setFaults([throttled({ action: "ListJobs", times: 3 })]);
    succeeded(await trial.up(staff));
    await trial.isSettled(staff);
    await trial.cloud.close();
  });
});
