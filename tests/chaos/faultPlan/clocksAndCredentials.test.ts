import { expect } from "chai";
import { emulatorCredentials, type Credentials } from "../../../ciam/credentials";
import { row } from "../../support/faultPlan";
import { count, staff, SUBMIT, succeeded, Trial } from "./trial";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The lead of the service's clock. */
const SKEWS: Readonly<Record<string, number>> = {
  "four minutes and 59 seconds ahead": 5 * MINUTE - 1_000,
  "four minutes and 59 seconds behind": -5 * MINUTE + 1_000,
  "five minutes and a second ahead": 5 * MINUTE + 1_000,
  "five minutes and a second behind": -5 * MINUTE - 1_000,
  "a day ahead": DAY,
  "a day behind": -DAY,
};

const refusedForTime = (calls: readonly { outcome: string }[]): number =>
  calls.filter(({ outcome }) => outcome === "AuthFailure.SignatureExpire").length;

describe("clocks that differ", function () {
  this.timeout(60_000);

  for (const [what, skewMs] of Object.entries(SKEWS)) {
    const isRefused = Math.abs(skewMs) > 5 * MINUTE;

    it(
      row(27, "simulated", `the service is ${what}: ${isRefused ? "one call is refused" : "nobody notices"}`),
      async () => {
        const trial = Trial.simulated();
        const { clock, journal } = trial.cloud.service;
        clock.change({ skewMs: skewMs });
        journal.reset();
        succeeded(await trial.up(staff));
        expect(refusedForTime(journal.report().calls)).to.equal(isRefused ? 1 : 0);
        await trial.isSettled(staff);
      },
    );

    it(
      row(27, "over HTTP", `the service is ${what}: ${isRefused ? "one call is refused" : "nobody notices"}`),
      async () => {
        const trial = await Trial.overHttp();
        await trial.cloud.admin("POST", "/clock", { skewMs });
        succeeded(await trial.up(staff));
        expect(refusedForTime(await trial.cloud.journal())).to.equal(isRefused ? 1 : 0);
        await trial.cloud.admin("POST", "/clock", { skewMs: 0 });
        await trial.isSettled(staff);
        await trial.cloud.close();
      },
    );
  }

  it(
    row(27, "simulated", "a clock that jumps while a job is waited for ends no wait early and sends nothing twice"),
    async () => {
      for (const jump of [DAY, -DAY]) {
        const trial = Trial.simulated({ jobProcessingMs: 10_000 }, { timeouts: { job: "1m" } });
        let looks = 0;
        trial.cloud.twist = (action, json) => {
          if (action === "ListJobs" && ++looks === 3) trial.cloud.service.clock.change({ skewMs: jump });
          return json;
        };
        succeeded(await trial.up(staff));
        expect(count(trial.cloud.calls, SUBMIT)).to.equal(1);
        await trial.isSettled(staff);
      }
    },
  );

  it(row(27, "simulated", "a run over midnight is signed for the day that each call is made on"), async () => {
    const trial = Trial.simulated({ jobPendingMs: 2_000, jobProcessingMs: 6_000 });
    const { clock } = trial.cloud;
    // The command takes a second to start, the job several.
    clock.advance(DAY - (clock.now() % DAY) - 4_000);
    trial.began = clock.monotonic();
    const day = new Date(clock.now()).getUTCDate();
    succeeded(await trial.up(staff));
    expect(new Date(clock.now()).getUTCDate()).to.not.equal(day);
    const { calls } = trial.cloud.service.journal.report();
    expect(calls.every(({ outcome }) => outcome === "OK")).to.equal(true);
    await trial.isSettled(staff);
  });
});

describe("credentials that change", function () {
  this.timeout(60_000);

  /** Temporary credentials that are issued again on request. */
  function issued(tokens: readonly string[]) {
    let at = 0;
    const source = {
      asked: 0,
      get: (): Promise<Credentials> => Promise.resolve({ ...emulatorCredentials, token: tokens[at] ?? "" }),
      invalidate: (): void => {
        source.asked++;
        at = Math.min(at + 1, tokens.length - 1);
      },
    };
    return source;
  }

  it(row(28, "simulated", "a token that expires at any call is fetched anew once, and the run goes on"), async () => {
    const calm = Trial.simulated({ token: "one" });
    calm.cloud.credentials = issued(["one"]);
    succeeded(await calm.up(staff));
    const calls = calm.cloud.calls.length;
    for (let expiresAt = 0; expiresAt < calls; expiresAt++) {
      const trial = Trial.simulated({ token: "one" });
      const { cloud } = trial;
      const source = issued(["one", "two"]);
      cloud.credentials = source;
      cloud.meanwhile({ atCall: expiresAt, act: () => cloud.service.configure({ token: "two" }) });
      succeeded(await trial.up(staff));
      expect(source.asked, `at call ${String(expiresAt)}`).to.equal(1);
      await trial.isSettled(staff);
    }
  });

  it(
    row(28, "simulated", "a token that is not to be had anew is said, and the next up goes on from there"),
    async () => {
      const trial = Trial.simulated({ token: "one" }, { batch: { users: 1 } });
      const { cloud } = trial;
      cloud.credentials = issued(["one"]);
      cloud.meanwhile({ atCall: 12, act: () => cloud.service.configure({ token: "two" }) });
      const { ok, message } = await trial.up(staff);
      expect(ok).to.equal(false);
      expect(message).to.match(/AuthFailure\.TokenFailure/);
      cloud.credentials = issued(["two"]);
      await trial.settles(staff);
    },
  );

  it(
    row(28, "simulated", "a key that is revoked in the middle of a run is said, and the next up goes on from there"),
    async () => {
      const trial = Trial.simulated({}, { batch: { users: 1 } });
      const { cloud } = trial;
      const right = cloud.credentials;
      const wrong = { get: () => Promise.resolve({ ...emulatorCredentials, secretKey: "revoked" }) };
      cloud.meanwhile({ atCall: 12, act: () => (cloud.credentials = wrong) });
      const { ok, message } = await trial.up(staff);
      expect(ok).to.equal(false);
      expect(message)
        .to.match(/AuthFailure\.SignatureFailure/)
        .and.to.not.include("revoked");
      cloud.credentials = right;
      await trial.settles(staff);
    },
  );

  it(row(28, "over HTTP", "a token that expires in the middle of a run is fetched anew once"), async () => {
    const trial = await Trial.overHttp();
    const source = issued(["one", "two"]);
    trial.cloud.options = { credentials: source };
    await trial.cloud.admin("PATCH", "/config", { token: "two" });
    succeeded(await trial.up(staff));
    expect(source.asked).to.equal(1);
    await trial.cloud.admin("PATCH", "/config", { token: null });
    await trial.isSettled(staff);
    await trial.cloud.close();
  });

  it(row(28, "over HTTP", "a key that is not the right one any more ends the run with what to check"), async () => {
    const trial = await Trial.overHttp();
    const wrong = { ...emulatorCredentials, secretKey: "rotated" };
    trial.cloud.options = { credentials: { get: () => Promise.resolve(wrong) } };
    const { ok, message } = await trial.up(staff);
    expect(ok).to.equal(false);
    expect(message)
      .to.match(/AuthFailure\.SignatureFailure/)
      .and.to.include("secret id and secret key belong together");
    trial.cloud.options = {};
    await trial.settles(staff);
    await trial.cloud.close();
  });
});

describe("a wrong address", function () {
  this.timeout(60_000);

  const REFUSALS: Readonly<Record<string, RegExp>> = {
    UnsupportedRegion: /set ciam:region/,
    UnauthorizedOperation: /allow the action .*in CAM/,
    "AuthFailure.UnauthorizedOperation": /allow the action .*in CAM/,
    "UnauthorizedOperation.TenantNotActivated": /activate/,
    "FailedOperation.InvalidTenant": /the account in which CIAM is activated/,
    "FailedOperation.InvalidUserStore": /check the user store id|pulumi state delete/,
  };
  for (const [code, remedy] of Object.entries(REFUSALS)) {
    it(row(29, "over HTTP", `${code} is not tried again, and what to do is said`), async () => {
      const trial = await Trial.overHttp();
      await trial.cloud.setFaults([{ action: "DescribeUser", effect: "code", code }]);
      const { ok, message } = await trial.up(staff);
      expect(ok).to.equal(false);
      expect(message).to.include(code).and.to.match(remedy);
      expect(count(trial.cloud.calls, "DescribeUser")).to.equal(1);
      expect(trial.cloud.writes).to.deep.equal([]);
      await trial.cloud.setFaults([]);
      await trial.settles(staff);
      await trial.cloud.close();
    });
  }
});
