import type { CiamJob } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import { isBusy, type Row } from "../service/database";
import { exportUsers, type ExportOrder } from "./exporter";
import { importUsers, type Failure, type ImportOrder } from "./importer";
import type { Services } from "../service/services";

export type JobOrder =
  | { readonly type: "IMPORT_USER"; readonly format: "NDJSON"; readonly order: ImportOrder; readonly users: number }
  | {
      readonly type: "EXPORT_USER";
      readonly format: "NDJSON" | "CSV";
      readonly order: ExportOrder;
      readonly users: number;
    };

/** Records a job; its work is done at the first question after its time has come. */
export function createJob(services: Services, store: string, { type, format, order, users }: JobOrder): CiamJob {
  const { db, clock, config, random } = services;
  requireSlot(services, store);
  const { jobPendingMs, jobProcessingMs, jobProcessingMsPerThousandUsers } = config();
  const created = clock.now();
  const processing = created + jobPendingMs;
  const ends = processing + jobProcessingMs + Math.ceil((users * jobProcessingMsPerThousandUsers) / 1000);
  const id = random.id();
  db.run(
    "INSERT INTO jobs (id, store, type, format, created, processing, ends, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    id,
    store,
    type,
    format,
    created,
    processing,
    ends,
    JSON.stringify(order),
  );
  return jobOf(
    services,
    { id, type, format, created, processing: Infinity, settled: 0, failures: null, result: null },
    created,
  );
}

/**
 * Does the work of every job that is due, in the order of their ends. A job's progress depends on the clock alone, so
 * an emulator that was stopped meanwhile, or another process on the same file, finds it just as far. The transaction
 * ensures that only one of them does the work.
 */
export function settleJobs(services: Services): void {
  const { db, clock } = services;
  for (;;) {
    const due = db.get("SELECT id FROM jobs WHERE settled = 0 AND ends <= ? ORDER BY ends, seq LIMIT 1", clock.now());
    if (!due) return;
    settleOrFail(services, String(due.id));
  }
}

/** A job that cannot be done, for example because the database is full, ends FAILED instead of coming up for ever. */
function settleOrFail(services: Services, id: string): void {
  const { db, log } = services;
  try {
    db.transaction(() => {
      const job = db.get("SELECT * FROM jobs WHERE id = ? AND settled = 0", id);
      if (job) settle(services, job);
    });
  } catch (error) {
    // Another process is writing, perhaps this very job: the next question shows the result.
    if (isBusy(error)) throw error;
    log(`job ${id} failed: ${error instanceof Error ? error.message : String(error)}`);
    db.run(
      "UPDATE jobs SET settled = 1, payload = NULL, status = 'FAILED', failures = '[]' WHERE id = ? AND settled = 0",
      id,
    );
  }
}

/** Brings a job to its next status, or to its end, at once; returns its status, or undefined for an unknown job. */
export function advanceJob(services: Services, id: string, to: "next" | "end"): string | undefined {
  const { db, clock } = services;
  settleJobs(services);
  const now = clock.now();
  const job = db.get("SELECT processing, settled FROM jobs WHERE id = ?", id);
  if (!job) return undefined;
  const early = Math.max(0, Number(job.processing) - now);
  if (to === "next" && early > 0) {
    db.run("UPDATE jobs SET processing = processing - ?, ends = ends - ? WHERE id = ?", early, early, id);
  } else if (job.settled === 0) {
    db.run("UPDATE jobs SET processing = processing - ?, ends = ? WHERE id = ?", early, now, id);
  }
  settleJobs(services);
  const after = db.get("SELECT status, settled FROM jobs WHERE id = ?", id);
  return after?.settled === 1 ? String(after.status) : "PROCESSING";
}

/** The jobs that the service still remembers; without ids, all jobs of the store. */
export function listJobs(services: Services, store: string, ids: readonly string[]): CiamJob[] {
  const { db, clock, config } = services;
  const { jobRetentionMs, listOrder, unknownJobIds } = config();
  const now = clock.now();
  if (
    unknownJobIds === "refuse" &&
    !ids.every((id) => db.get("SELECT 1 FROM jobs WHERE id = ? AND store = ?", id, store))
  )
    throw new ApiError("InvalidParameterValue", "JobIds has an id that no job of the store has");
  const forgotten = jobRetentionMs === null ? -Infinity : now - jobRetentionMs;
  const jobs = db
    .all(
      "SELECT id, type, format, created, processing, ends, settled, status, failures, result IS NOT NULL AS result FROM jobs WHERE store = ? ORDER BY seq",
      store,
    )
    .filter(
      ({ id, settled, ends }) =>
        (settled === 0 || Number(ends) >= forgotten) && (ids.length === 0 || ids.includes(String(id))),
    )
    .map((row) => jobOf(services, row, now));
  return listOrder === "created" ? jobs : jobs.reverse();
}

function requireSlot({ db, config }: Services, store: string): void {
  const { jobsAtOnce, jobLimitScope, jobLimitCountsExports } = config();
  const kinds = jobLimitCountsExports ? "" : "AND type = 'IMPORT_USER'";
  const valid =
    jobLimitScope === "store"
      ? db.count(`SELECT count(*) AS n FROM jobs WHERE settled = 0 ${kinds} AND store = ?`, store)
      : db.count(`SELECT count(*) AS n FROM jobs WHERE settled = 0 ${kinds}`);
  if (valid >= jobsAtOnce) throw new ApiError("FailedOperation.DataFlowTooManyRequests");
}

function settle(services: Services, job: Row): void {
  const { db, config } = services;
  const id = String(job.id);
  const done = "UPDATE jobs SET settled = 1, payload = NULL, status = ?, failures = ?, result = ? WHERE id = ?";
  // The orders were written by createJob, for a job of the same type.
  const order: unknown = JSON.parse(String(job.payload));
  if (job.type === "EXPORT_USER") {
    db.run(done, "COMPLETED", null, exportUsers(services, String(job.store), order as ExportOrder), id);
    return;
  }
  const { failures, broken } = importUsers(services, String(job.store), order as ImportOrder, Number(job.ends));
  const failed = broken || (failures.length > 0 && config().partialFailure === "FAILED");
  db.run(done, failed ? "FAILED" : "COMPLETED", JSON.stringify(failures), null, id);
}

function jobOf({ config, endpoint }: Services, row: Row, now: number): CiamJob {
  // Written by settle.
  const failures = typeof row.failures === "string" ? (JSON.parse(row.failures) as Failure[]) : [];
  const { failureList } = config();
  return {
    Id: String(row.id),
    Status: row.settled === 1 ? String(row.status) : now >= Number(row.processing) ? "PROCESSING" : "PENDING",
    Type: String(row.type),
    CreatedDate: Number(row.created),
    Format: String(row.format),
    Location: row.result === 1 ? `${endpoint}/_emulator/exports/${String(row.id)}` : null,
    ErrorDetails:
      failureList === "FailedUsers"
        ? []
        : failures.map(({ identification, reason }) => ({ UserId: identification, Error: reason })),
    FailedUsers:
      failureList === "ErrorDetails"
        ? []
        : failures.map(({ identification, reason }) => ({
            FailedUserIdentification: identification,
            FailedReason: reason,
          })),
  };
}

/** Makes the newest import break down after a fraction of its users. */
export function breakNewestJob({ db }: Services, at: number): void {
  const job = db.get(
    "SELECT id, payload FROM jobs WHERE settled = 0 AND type = 'IMPORT_USER' ORDER BY seq DESC LIMIT 1",
  );
  if (!job) return;
  // Written by createJob.
  const order = JSON.parse(String(job.payload)) as ImportOrder;
  const broken: ImportOrder = { ...order, breaksAfter: Math.floor(order.users.length * at) };
  db.run("UPDATE jobs SET payload = ? WHERE id = ?", JSON.stringify(broken), String(job.id));
}
