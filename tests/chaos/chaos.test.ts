import { expect } from "chai";
import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { findFailure, type Shard } from "./shard";

const SEEDS = Number(process.env.CIAM_CHAOS_SEEDS ?? 10_000);
const SEED = Number(process.env.CIAM_CHAOS_SEED ?? 1);
const PATH = process.env.CIAM_CHAOS_PATH;
/** One for each of two processors. */
const SHARDS = 2;

describe("a store, its programs and a service that fails", function () {
  this.timeout(0);

  it(`end as declared, whatever happened on the way (${String(SEEDS)} scenarios from seed ${String(SEED)})`, async () => {
    if (PATH !== undefined) {
      expect(await findFailure({ seeds: SEEDS, seed: SEED, path: PATH })).to.equal(undefined);
      return;
    }
    const shards = Array.from({ length: SHARDS }, (_, at) => ({ seeds: Math.ceil(SEEDS / SHARDS), seed: SEED + at }));
    const failures = await Promise.all(shards.map(inWorker));
    const found = failures.filter((failure) => failure !== undefined);
    if (found.length > 0) expect.fail(found.join("\n\n"));
  });
});

async function inWorker(shard: Shard): Promise<string | undefined> {
  const worker = new Worker(join(__dirname, "shard.js"), { workerData: shard });
  const [failure] = (await once(worker, "message")) as [string | undefined];
  await worker.terminate();
  return failure;
}
