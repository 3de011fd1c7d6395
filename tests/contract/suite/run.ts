import type { Driver } from "./api";
import { titleOf } from "./case";
import { cases } from "./cases";
import { targetFrom, type OpenTarget } from "./target";

/** Runs the suite with a client: against the endpoint in the environment, else against an emulator. */
export function runSuite(driver: Driver): void {
  const target = targetFrom(process.env);
  const here = cases.filter(({ needs }) => !needs.some((need) => target.lacks.has(need)));

  describe(`the contract, by ${driver.name}, at ${target.name}`, function () {
    if (target.lacks.size > 0) {
      // The service decides when jobs end.
      this.timeout(600_000);
      const left = `${String(cases.length - here.length)} of ${String(cases.length)} cases`;
      process.stdout.write(`${left} are left out here: they need ${[...target.lacks].join(", ")}\n`);
    }
    let open: OpenTarget;
    before(async () => {
      open = await target.open();
    });
    after(() => open.close());

    for (const about of new Set(here.map((one) => one.about))) {
      describe(about, () => {
        for (const one of here.filter((other) => other.about === about)) {
          it(titleOf(one), async () => {
            const bench = await open.bench(one.needs, driver);
            try {
              await one.body(bench);
            } finally {
              await open.clear(bench);
            }
          });
        }
      });
    }
  });
}
