import fc from "fast-check";
import { scenario } from "./scenario";
import { walk } from "./walk";

const SEEDS = Number(process.env.CIAM_CHAOS_SEEDS ?? 10_000);
const SEED = Number(process.env.CIAM_CHAOS_SEED ?? Date.now() % 2 ** 31);

describe("a store, its programs and a service that fails", function () {
  this.timeout(0);

  it(`end as declared, whatever happened on the way (${String(SEEDS)} seeds from ${String(SEED)})`, async () => {
    await fc.assert(fc.asyncProperty(scenario, walk), {
      numRuns: SEEDS,
      seed: SEED,
      // A failure prints its seed, its path and the smallest scenario; the seed alone replays it.
      verbose: fc.VerbosityLevel.None,
    });
  });
});
