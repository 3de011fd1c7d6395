import { expect } from "chai";
import fc from "fast-check";
import { runHistory } from "./runHistory";
import { history, type History } from "./history";

const SEEDS = Number(process.env.CIAM_CHAOS_SEEDS ?? 500);
const SEED = Number(process.env.CIAM_CHAOS_SEED ?? 1);
/** Replays a single history, as the report of its failure says. */
const PATH = process.env.CIAM_CHAOS_HISTORY;

/** Refusing everything loses nobody either, so at least this many must end with every job as declared. */
const AT_REST = 0.4;
const ENOUGH_TO_COUNT = 200;

/** In fast-check's terms. */
interface Part {
  readonly numRuns: number;
  readonly seed: number;
  readonly path?: string;
}

/** One half of the histories. Each has its own file, so that mocha gives it a process, and so a processor. */
export function loseNobody(half: 0 | 1): void {
  if (PATH === undefined) liveThrough({ numRuns: Math.ceil(SEEDS / 2), seed: SEED + half });
  else if (half === 0) liveThrough({ numRuns: SEEDS, seed: SEED, path: PATH });
}

function liveThrough(part: Part): void {
  describe("jobs that are renamed, reverted, moved, cloned and restored, and marks that others write", function () {
    this.timeout(0);

    it(`lose nobody an account (${String(part.numRuns)} histories from seed ${String(part.seed)})`, async () => {
      let atRest = 0;
      const one = async (history: History): Promise<void> => {
        if ((await runHistory(history)).isAtRest) atRest++;
      };
      const found = await fc.check(fc.asyncProperty(history, one), part);
      if (found.failed) expect.fail(reportOf(found));
      if (part.numRuns >= ENOUGH_TO_COUNT) expect(atRest / part.numRuns, "ended at rest").to.be.above(AT_REST);
    });
  });
}

/** The failure, the smallest history that shows it, and the way to replay it. */
function reportOf({ errorInstance, seed, counterexamplePath, counterexample }: fc.RunDetails<[History]>): string {
  return [
    errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
    `Replay: CIAM_CHAOS_SEED=${String(seed)} CIAM_CHAOS_HISTORY=${counterexamplePath ?? ""} npx mocha dist/tests/chaos/histories/histories1.test.js`,
    `Keep it in tests/chaos/histories/known.ts under the name of what happens: ${JSON.stringify(counterexample?.[0])}`,
  ].join("\n");
}
