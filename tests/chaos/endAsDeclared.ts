import { expect } from "chai";
import fc from "fast-check";
import { scenario } from "./scenario";
import { walk } from "./walk";

const SEEDS = Number(process.env.CIAM_CHAOS_SEEDS ?? 7_000);
const SEED = Number(process.env.CIAM_CHAOS_SEED ?? 1);
/** With it a single case is replayed, as the report of its failure says. */
const PATH = process.env.CIAM_CHAOS_PATH;

/** As fast-check takes it. */
interface Part {
  readonly numRuns: number;
  readonly seed: number;
  readonly path?: string;
}

/** One half of the scenarios. Each has a file of its own, so that mocha gives each a process, and so a processor. */
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

/** What went wrong, the smallest scenario in which it does, and how to see it again; nothing when all went well. */
async function findFailure(part: Part): Promise<string | undefined> {
  const found = await fc.check(fc.asyncProperty(scenario, walk), part);
  if (!found.failed) return undefined;
  const { counterexamplePath, counterexample, errorInstance } = found;
  return [
    errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
    `Replay: CIAM_CHAOS_SEED=${String(found.seed)} CIAM_CHAOS_PATH=${counterexamplePath ?? ""} npx mocha dist/tests/chaos/chaos1.test.js`,
    `Keep it in tests/chaos/found.ts under the name of what happens: ${JSON.stringify(counterexample)}`,
  ].join("\n");
}
