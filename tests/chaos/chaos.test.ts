import { expect } from "chai";
import fc from "fast-check";
import { scenario } from "./scenario";
import { walk } from "./walk";

const SEEDS = Number(process.env.CIAM_CHAOS_SEEDS ?? 10_000);
const SEED = Number(process.env.CIAM_CHAOS_SEED ?? 1);
/** With it a single case is replayed, as the report of its failure says. */
const PATH = process.env.CIAM_CHAOS_PATH;

describe("a store, its programs and a service that fails", function () {
  this.timeout(0);

  it(`end as declared, whatever happened on the way (${String(SEEDS)} scenarios from seed ${String(SEED)})`, async () => {
    const path = PATH === undefined ? {} : { path: PATH };
    const found = await fc.check(fc.asyncProperty(scenario, walk), { numRuns: SEEDS, seed: SEED, ...path });
    if (found.failed) expect.fail(reportOf(found));
  });
});

/** The part of a report that matters here; its type has one form for each way to fail. */
type Report = Pick<fc.RunDetails<unknown>, "seed" | "counterexamplePath" | "counterexample" | "errorInstance">;

/** What went wrong, the smallest scenario in which it does, and how to see it again. */
function reportOf({ seed, counterexamplePath, counterexample, errorInstance }: Report): string {
  return [
    errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
    `Replay: CIAM_CHAOS_SEED=${String(seed)} CIAM_CHAOS_PATH=${counterexamplePath ?? ""} npx mocha dist/tests/chaos/chaos.test.js`,
    `Keep it in tests/chaos/found.ts under the name of what happens: ${JSON.stringify(counterexample)}`,
  ].join("\n");
}
