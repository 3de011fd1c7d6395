import type { CiamError } from "../../../../ciam/errors";
import { isSlotTaken, isTakenForRepetition } from "../../../../ciam/errors/catalogue/meanings";
import { hasEnded } from "../../../../ciam/actions";
import type { Trial } from "../trial";
import type { SecondStore } from "./secondStore";

/** The answer to an import, or an export, that was sent while others ran. */
export type Outcome = "taken" | "no slot" | "repetition" | { readonly refusal: CiamError };

/** The observations of jobs that were sent without waiting for those before. */
export interface Crowd {
  /** The same import a second time, and how long after the first one was sent. */
  readonly repeated: Outcome;
  readonly repeatedAfterMs: number;
  /** The time after which a repetition was taken after all; undefined if it never was. */
  readonly takenAfterMs: { readonly least: number; readonly most: number } | undefined;
  /** The number of the doctor's jobs that were taken before one found no slot; undefined if none was refused. */
  readonly full: number | undefined;
  /** At the end: true if none of the doctor's imports had ended; `strangers` counts jobs of others that had not. */
  readonly allUnfinished: boolean;
  readonly strangers: number;
  /** True if no other store of the account has a job that has not ended; undefined if nobody can tell. */
  readonly othersAreIdle: boolean | undefined;
  readonly besideExport: BesideExport | undefined;
  readonly inSecondStore: Outcome | undefined;
}

/** The number of imports that found a slot while an export ran. */
type BesideExport = { readonly imports: number; readonly allUnfinished: boolean } | { readonly refusal: CiamError };

/** More jobs than these the doctor never starts at once. */
const MOST_JOBS = 6;

/** For so long a refused repetition is tried again. */
const REPEATS_FOR_MS = 30_000;
const REPEAT_EVERY_MS = 5_000;
const LOOK_MS = 500;

/** Sends imports of one guest each until the service has no slot for another one, and then what else may need a slot. */
export async function crowd(
  trial: Trial,
  { secondStore, mayExport }: { readonly secondStore: SecondStore | undefined; readonly mayExport: boolean },
): Promise<Crowd> {
  await trial.settled();
  const { clock } = trial.bench;
  const jobs: string[] = [];
  const send = async (role: string, store?: string): Promise<Outcome> => {
    const result = await trial.submit([trial.guest(role)], store);
    if ("job" in result && store === undefined) jobs.push(result.job);
    return "job" in result ? "taken" : outcomeOf(result.refusal);
  };
  const began = clock.monotonic();
  const first = await send("i1");
  const repeated = await send("i1");
  const repeatedAfterMs = clock.monotonic() - began;
  let full = first === "no slot" || repeated === "no slot" ? jobs.length : undefined;
  for (let n = 2; full === undefined && jobs.length < MOST_JOBS; n++) {
    const outcome = await send(`i${String(n)}`);
    if (outcome === "no slot") full = jobs.length;
    else if (outcome !== "taken") break;
  }
  const isFull = full !== undefined && full > 0;
  const inSecondStore = isFull && secondStore ? await send("j", secondStore.id) : undefined;
  const running = await runningJobs(trial);
  const othersAreIdle = await areOthersIdle(trial, secondStore);
  const takenAfterMs = repeated === "repetition" ? await repeatUntilTaken(trial, began) : undefined;
  await trial.settled();
  if (inSecondStore === "taken") await settledIn(trial, secondStore);
  const besideExport = isFull && mayExport ? await crowdBesideExport(trial, full ?? 0) : undefined;
  return {
    repeated,
    repeatedAfterMs,
    takenAfterMs,
    full,
    allUnfinished: jobs.every((id) => running.has(id)),
    strangers: [...running].filter((id) => !jobs.includes(id)).length,
    othersAreIdle,
    besideExport,
    inSecondStore,
  };
}

function outcomeOf(refusal: CiamError): Outcome {
  if (isSlotTaken(refusal)) return "no slot";
  return isTakenForRepetition(refusal) ? "repetition" : { refusal };
}

/**
 * Starts an export, and imports until as many run as without one. Only a guest of the doctor's is asked for; a store with
 * other users is not exported from at all.
 */
async function crowdBesideExport(trial: Trial, most: number): Promise<BesideExport> {
  const tried = await trial.bench.tried("CreateFileExportUserJob", {
    UserStoreId: trial.storeId,
    Format: "NDJSON",
    Filters: [{ Key: "condition", Values: [trial.run.nameOf("i1")], Logic: true }],
    ExportPropertyMaps: [{ UserPropertyCode: "userName", ColumnName: "userName" }],
  });
  if ("refusal" in tried) return tried;
  const jobs = [tried.reply.Job.Id];
  for (let n = 1; n <= most; n++) {
    const result = await trial.submit([trial.guest(`q${String(n)}`)]);
    if ("refusal" in result) break;
    jobs.push(result.job);
  }
  const running = await runningJobs(trial);
  await trial.settled();
  return { imports: jobs.length - 1, allUnfinished: jobs.every((id) => running.has(id)) };
}

async function runningJobs(trial: Trial, UserStoreId = trial.storeId): Promise<ReadonlySet<string>> {
  const { JobSet } = await trial.bench.call("ListJobs", { UserStoreId });
  return new Set((JobSet ?? []).filter((job) => !hasEnded(job)).map(({ Id }) => Id));
}

/** A store is not removed under a running import. */
async function settledIn(trial: Trial, store: SecondStore | undefined): Promise<void> {
  while (store && (await runningJobs(trial, store.id)).size > 0) await trial.bench.sleep(LOOK_MS);
}

async function areOthersIdle(trial: Trial, secondStore: SecondStore | undefined): Promise<boolean | undefined> {
  const tried = await trial.bench.tried("ListUserStore", {});
  if ("refusal" in tried) return undefined;
  const others = (tried.reply.UserStoreSet ?? [])
    .map(({ UserStoreId }) => UserStoreId)
    .filter((id) => id !== trial.storeId && id !== secondStore?.id);
  if (others.length > MOST_STORES) return undefined;
  for (const UserStoreId of others) {
    const listed = await trial.bench.tried("ListJobs", { UserStoreId });
    if ("refusal" in listed) return undefined;
    if (!(listed.reply.JobSet ?? []).every(hasEnded)) return false;
  }
  return true;
}

/** More stores than these are not asked one by one. */
const MOST_STORES = 20;

async function repeatUntilTaken(trial: Trial, began: number): Promise<Crowd["takenAfterMs"]> {
  const { clock } = trial.bench;
  let least = 0;
  while (clock.monotonic() - began < REPEATS_FOR_MS) {
    await trial.bench.sleep(REPEAT_EVERY_MS);
    const asked = clock.monotonic();
    const result = await trial.submit([trial.guest("i1")]);
    if ("job" in result) return { least, most: clock.monotonic() - began };
    if (!isTakenForRepetition(result.refusal)) return undefined;
    least = asked - began;
  }
  return undefined;
}
