import { expect } from "chai";
import fc from "fast-check";
import { scenario } from "./scenario/scenario";
import { walk } from "./scenario/walk";

const SEEDS = Number(process.env.CIAM_CHAOS_SEEDS ?? 1_200);
const SEED = Number(process.env.CIAM_CHAOS_SEED ?? 1);
/** Replays a single case, as the report of its failure says. */
const PATH = process.env.CIAM_CHAOS_PATH;

/** In fast-check's terms. */
interface Part {
  readonly numRuns: number;
  readonly seed: number;
  readonly path?: string;
}

/** One half of the scenarios. Each has its own file, so that mocha gives it a process, and so a processor. */
export function endAsDeclared(half: 0 | 1): void {
  if (PATH === undefined) walkThrough({ numRuns: Math.ceil(SEEDS / 2), seed: SEED + half });
  else if (half === 0) walkThrough({ numRuns: SEEDS, seed: SEED, path: PATH });
}

function walkThrough(part: Part): void {
  describe("a store, its programs and a service that fails", function () {
    this.timeout(0);

    it(`end as declared, whatever happened on the way (${String(part.numRuns)} scenarios from seed ${String(part.seed)})`, async () => {
      const failure = await findFailure(part);
      if (failure !== undefined) expect.fail(failure);
    });
  });
}

/** The failure, the smallest scenario that shows it, and the way to replay it; undefined without a failure. */
async function findFailure(part: Part): Promise<string | undefined> {
  const found = await fc.check(fc.asyncProperty(scenario, walk), part);
  if (!found.failed) return undefined;
  const { counterexamplePath, counterexample, errorInstance } = found;
  return [
    errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
    `Replay: CIAM_CHAOS_SEED=${String(found.seed)} CIAM_CHAOS_PATH=${counterexamplePath ?? ""} npx mocha dist/tests/chaos/chaos1.test.js`,
    `Keep it in tests/chaos/cases/found.ts under the name of what happens: ${JSON.stringify(counterexample)}`,
  ].join("\n");
}
