import fc from "fast-check";
import { parentPort, workerData } from "node:worker_threads";
import { scenario } from "./scenario";
import { walk } from "./walk";

/** A part of the scenarios, walked through on a processor of its own. */
export interface Shard {
  readonly seeds: number;
  readonly seed: number;
  /** With it a single case is replayed, as the report of its failure says. */
  readonly path?: string;
}

/** What went wrong, the smallest scenario in which it does, and how to see it again; nothing when all went well. */
export async function findFailure({ seeds, seed, path }: Shard): Promise<string | undefined> {
  const replay = path === undefined ? {} : { path };
  const found = await fc.check(fc.asyncProperty(scenario, walk), { numRuns: seeds, seed, ...replay });
  if (!found.failed) return undefined;
  const { counterexamplePath, counterexample, errorInstance } = found;
  return [
    errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
    `Replay: CIAM_CHAOS_SEED=${String(found.seed)} CIAM_CHAOS_PATH=${counterexamplePath ?? ""} npx mocha dist/tests/chaos/chaos.test.js`,
    `Keep it in tests/chaos/found.ts under the name of what happens: ${JSON.stringify(counterexample)}`,
  ].join("\n");
}

// Written by the test that started this worker.
if (parentPort) void findFailure(workerData as Shard).then((failure) => parentPort?.postMessage(failure));
