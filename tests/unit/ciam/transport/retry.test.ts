import { expect } from "chai";
import { CiamError, failedCall, errorFromService, type ErrorClass } from "../../../../ciam/errors";
import { RetryBudget, withRetries, type Repair, type RetryOptions } from "../../../../ciam/transport/retry";
import { failureOf } from "../../../support/failure";
import { FakeClock } from "../../../support/fakeClock";

describe("a call that fails", () => {
  const expected: Record<ErrorClass, { read: number; write: number }> = {
    throttled: { read: 5, write: 5 },
    unreachable: { read: 5, write: 5 },
    "unknown-outcome": { read: 5, write: 1 },
    slot: { read: 1, write: 1 },
    user: { read: 1, write: 1 },
    permanent: { read: 1, write: 1 },
    clock: { read: 2, write: 2 },
    token: { read: 2, write: 2 },
  };

  for (const [errorClass, attempts] of Object.entries(expected) as [ErrorClass, { read: number; write: number }][]) {
    for (const kind of ["read", "write"] as const) {
      it(`is made ${times(attempts[kind])} when it is a ${kind} and the error is "${errorClass}"`, async () => {
        const calls = failing(errorClass);
        const error = await failureOf(withRetries(calls.attempt, options({ kind })));
        expect(error).to.be.instanceOf(CiamError);
        expect(calls.made).to.equal(attempts[kind]);
      });
    }
  }

  it("answers as soon as an attempt succeeds", async () => {
    const calls = failing("throttled", 2);
    expect(await withRetries(calls.attempt, options({ kind: "write" }))).to.equal("answer");
    expect(calls.made).to.equal(3);
  });

  it("waits longer from attempt to attempt, by chance and within bounds", async () => {
    const clock = new FakeClock();
    const full = options({ clock, random: () => 1 });
    await failureOf(withRetries(failing("unreachable").attempt, full));
    await failureOf(withRetries(failing("throttled").attempt, full));
    expect(clock.slept).to.deep.equal([200, 400, 800, 1600, 1000, 2000, 4000, 8000]);
    const none = new FakeClock();
    await failureOf(withRetries(failing("unreachable").attempt, options({ clock: none, random: () => 0 })));
    expect(none.slept).to.deep.equal([0, 0, 0, 0]);
  });

  it("is repaired at once, and once for each reason", async () => {
    const clock = new FakeClock();
    const repairs: Repair[] = [];
    const errors: ErrorClass[] = ["clock", "token", "clock"];
    const attempt = () => Promise.reject(errorOf(errors.shift() ?? "permanent"));
    const repair = (what: Repair) => repairs.push(what) > 0;
    expect(await failureOf(withRetries(attempt, options({ clock, repair })))).to.include({ class: "clock" });
    expect(repairs).to.deep.equal(["clock", "token"]);
    expect(clock.slept).to.deep.equal([]);
  });

  it("is not made again when there is nothing to repair it with", async () => {
    const calls = failing("token");
    await failureOf(withRetries(calls.attempt, options({ repair: () => false })));
    expect(calls.made).to.equal(1);
  });

  it("is made only once when the budget is used up, and more often after successes", async () => {
    const budget = new RetryBudget();
    let made = 0;
    for (let i = 0; i < 10; i++) {
      const calls = failing("unreachable");
      await failureOf(withRetries(calls.attempt, options({ budget })));
      made += calls.made;
    }
    expect(made).to.equal(10 + 20);
    for (let i = 0; i < 5; i++) await withRetries(() => Promise.resolve(1), options({ budget }));
    const calls = failing("unreachable");
    await failureOf(withRetries(calls.attempt, options({ budget })));
    expect(calls.made).to.equal(2);
  });

  it("is not made again for a caller who is gone", async () => {
    const calls = failing("throttled");
    await failureOf(withRetries(calls.attempt, options({ signal: AbortSignal.abort() })));
    expect(calls.made).to.equal(1);
  });

  it("is not made again for an error that is not of the service", async () => {
    let made = 0;
    const attempt = () => {
      made++;
      return Promise.reject(new TypeError("a bug"));
    };
    expect(await failureOf(withRetries(attempt, options({ kind: "read" })))).to.be.instanceOf(TypeError);
    expect(made).to.equal(1);
  });

  it("is never repeated as a write for any code that may have been executed", async () => {
    for (const code of ["InternalError", "InternalError.Any", "RequestLimitExceeded.RepeatRequest", "Novel.Code"]) {
      let made = 0;
      const attempt = () => {
        made++;
        return Promise.reject(errorFromService("CreateUser", { code }));
      };
      await failureOf(withRetries(attempt, options({ kind: "write" })));
      expect(made, code).to.equal(1);
    }
  });
});

function options(given: Partial<RetryOptions>): RetryOptions {
  return {
    kind: "read",
    clock: new FakeClock(),
    random: () => 0.5,
    budget: new RetryBudget(),
    repair: () => true,
    ...given,
  };
}

function errorOf(errorClass: ErrorClass): CiamError {
  return failedCall({ action: "Any", code: "Any.Code", class: errorClass, meaning: "it failed", remedy: "none" });
}

function failing(errorClass: ErrorClass, failures = Infinity) {
  const calls = {
    made: 0,
    attempt: (): Promise<string> =>
      ++calls.made <= failures ? Promise.reject(errorOf(errorClass)) : Promise.resolve("answer"),
  };
  return calls;
}

function times(count: number): string {
  return count === 1 ? "once" : `${String(count)} times`;
}
