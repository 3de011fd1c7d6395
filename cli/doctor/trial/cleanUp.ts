import { CiamError } from "../../../ciam/errors";
import type { Bench } from "../service/bench";
import { hasEnded } from "../../../ciam/actions";
import { findLeftovers, removeLeftovers, type Removed } from "./leftovers";

/** The time for which new users may stay out of lists, where it was not seen. */
const LAG_MS = 5_000;

/** The same where users were awaited and never listed: they may come much later. */
export const LONG_LAG_MS = 120_000;

/** A running import of the doctor's is not waited for any longer. */
const JOBS_MS = 5 * 60_000;
const LOOK_MS = 500;

/** A connection that breaks now and then is no reason to leave users in a store. */
const TRIES = 3;
const BETWEEN_MS = 2_000;

/** The number of things removed; `isImporting` if an import still runs that may bring more. */
export interface Cleaned {
  readonly removed: Removed;
  readonly isImporting: boolean;
}

/** Cleans up, and again where the service could not be reached for a moment. */
export async function cleanUpAtLast(bench: Bench, lagMs?: number): Promise<Cleaned> {
  for (let left = TRIES - 1; ; left--) {
    try {
      return await cleanUp(bench, lagMs);
    } catch (error) {
      if (left === 0 || !(error instanceof CiamError)) throw error;
      await bench.sleep(BETWEEN_MS);
    }
  }
}

/**
 * Removes all that doctors have made in a store, also what an import is about to bring: it waits for the imports that
 * run, and looks again when new users have had the time to be listed.
 */
export async function cleanUp(bench: Bench, lagMs = LAG_MS): Promise<Cleaned> {
  const before = await removeLeftovers(bench, await findLeftovers(bench));
  const isImporting = !(await importsEnded(bench));
  await bench.sleep(lagMs);
  const after = await removeLeftovers(bench, await findLeftovers(bench));
  const removed = {
    users: before.users + after.users,
    groups: before.groups + after.groups,
    stores: before.stores + after.stores,
  };
  return { removed, isImporting };
}

async function importsEnded(bench: Bench): Promise<boolean> {
  const began = bench.clock.monotonic();
  while (bench.clock.monotonic() - began < JOBS_MS) {
    const { JobSet } = await bench.call("ListJobs", { UserStoreId: bench.storeId });
    if ((JobSet ?? []).every((job) => job.Type !== "IMPORT_USER" || hasEnded(job))) return true;
    await bench.sleep(LOOK_MS);
  }
  return false;
}
