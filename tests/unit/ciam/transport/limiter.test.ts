import { expect } from "chai";
import { UsageError } from "../../../../ciam/errors";
import { checkedRate, TokenBuckets, type Allowance } from "../../../../ciam/transport/limiter";
import { FakeClock } from "../../../support/fakeClock";

const listing: Allowance = { host: "ciam.example.com", secretId: "AKID1", action: "ListUser" };

describe("the rate limiter", () => {
  it("never lets more than 20 requests through in any second", async () => {
    for (const rate of [1, 10, 15, 19.5, 20]) {
      const { times } = await run(100, rate);
      expect(mostInASecond(times), `at ${String(rate)}/s`).to.be.at.most(20);
    }
  });

  it("keeps the rate it was given", async () => {
    const { times } = await run(151, 15);
    expect(times.at(-1)).to.be.within(9_500, 10_100);
  });

  it("lets a few through at once after a rest", async () => {
    const { times } = await run(6, 15);
    expect(times.filter((time) => time === 0)).to.have.length(5);
  });

  it("counts each action and each account by itself", async () => {
    const clock = new FakeClock();
    const limiter = new TokenBuckets(clock);
    const others = [
      { ...listing, action: "ListJobs" },
      { ...listing, secretId: "AKID2" },
      { ...listing, host: "h" },
    ];
    for (const allowance of [listing, ...others]) {
      for (let i = 0; i < 5; i++) await limiter.acquire(allowance, 15);
    }
    expect(clock.slept).to.deep.equal([]);
  });

  it("shares one allowance among all who ask", async () => {
    const clock = new FakeClock();
    const limiter = new TokenBuckets(clock);
    await Promise.all(Array.from({ length: 80 }, () => limiter.acquire({ ...listing }, 15)));
    expect(clock.monotonic()).to.be.within(4_900, 5_100);
  });

  it("goes slowly after the service complained, and comes back", async () => {
    const clock = new FakeClock();
    const limiter = new TokenBuckets(clock);
    await limiter.acquire(listing, 15);
    limiter.slowDown(listing);
    const before = clock.monotonic();
    for (let i = 0; i < 10; i++) await limiter.acquire(listing, 15);
    expect(clock.monotonic() - before).to.be.within(1_800, 2_400);
    clock.advance(20_000);
    const rested = clock.monotonic();
    for (let i = 0; i < 20; i++) await limiter.acquire(listing, 15);
    expect(clock.monotonic() - rested).to.be.within(900, 1_100);
  });

  it("does not stop altogether however often the service complains", async () => {
    const clock = new FakeClock();
    const limiter = new TokenBuckets(clock);
    for (let i = 0; i < 10; i++) {
      await limiter.acquire(listing, 15);
      limiter.slowDown(listing);
    }
    expect(clock.monotonic()).to.be.at.most(20_000);
  });

  it("lets a caller leave the queue", async () => {
    const limiter = new TokenBuckets(new FakeClock());
    for (let i = 0; i < 5; i++) await limiter.acquire(listing, 15);
    const given = new Error("given up");
    const left = await limiter.acquire(listing, 15, AbortSignal.abort(given)).catch((reason: unknown) => reason);
    expect(left).to.equal(given);
  });

  it("takes no rate above the service's, nor none", () => {
    for (const rate of [0, -1, 20.5, NaN, Infinity]) expect(() => checkedRate(rate)).to.throw(UsageError, /ciam:rate/);
    expect(checkedRate(20)).to.equal(20);
  });
});

async function run(requests: number, rate: number): Promise<{ times: number[] }> {
  const clock = new FakeClock();
  const limiter = new TokenBuckets(clock);
  const times: number[] = [];
  for (let i = 0; i < requests; i++) {
    await limiter.acquire(listing, rate);
    times.push(clock.monotonic());
  }
  return { times };
}

/** Windows are open at their end, less a hair against rounding. */
function mostInASecond(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + 999.999).length));
}
