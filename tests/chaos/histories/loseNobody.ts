import { expect } from "chai";
import fc from "fast-check";
import { live } from "./chronicle";
import { history, type History } from "./history";

const SEEDS = Number(process.env.CIAM_CHAOS_SEEDS ?? 3_000);
const SEED = Number(process.env.CIAM_CHAOS_SEED ?? 1);
/** With it a single history is replayed, as the report of its failure says. */
const PATH = process.env.CIAM_CHAOS_HISTORY;

/** One half of the histories. Each has a file of its own, so that mocha gives each a process, and so a processor. */
export function loseNobody(half: 0 | 1): void {
  describe("programs that are renamed, reverted, moved, cloned and restored", function () {
    this.timeout(0);
    const [numRuns, seed] = [Math.ceil(SEEDS / 2), SEED + half];

    it(`lose nobody an account (${String(numRuns)} histories from seed ${String(seed)})`, async () => {
      let atRest = 0;
      let lived = 0;
      const one = async (history: History): Promise<void> => {
        const { isAtRest } = await live(history);
        lived++;
        if (isAtRest) atRest++;
      };
      const path = PATH === undefined ? {} : { path: PATH };
      const found = await fc.check(fc.asyncProperty(history, one), { numRuns, seed, ...path });
      if (found.failed) {
        const { counterexamplePath, counterexample, errorInstance } = found;
        const message = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
        expect.fail(
          [
            message,
            `Replay: CIAM_CHAOS_SEED=${String(found.seed)} CIAM_CHAOS_HISTORY=${counterexamplePath ?? ""} npx mocha dist/tests/chaos/histories/histories1.test.js`,
            `Keep it in tests/chaos/histories/known.ts under the name of what happens: ${JSON.stringify(counterexample)}`,
          ].join("\n"),
        );
      }
    });
  });
}
