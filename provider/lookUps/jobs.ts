import type { CiamJob } from "../../ciam/actions";
import type { Calls } from "../reconcile/run";

/** An import or export job as it is now. */
export interface JobInfo {
  /** CIAM's id of it. */
  id: string;
  /** `IMPORT_USER` or `EXPORT_USER`. CIAM does not tell who started it. */
  type: string;
  /** `PENDING`, `PROCESSING`, `COMPLETED` or `FAILED`. */
  status: string;
  /** `NDJSON` or `CSV`. */
  format: string;
  /** When it was created, in milliseconds since the epoch; null if the service does not say. */
  createdDate: number | null;
  /**
   * The address of a finished export's file, else null. Anybody with the address can read the users: keep it secret.
   */
  location: string | null;
  /** The users that an import refused; none of another job. */
  failedUsers: JobFailure[];
}

/** A user that a job refused. */
export interface JobFailure {
  /** The service's name for the user, often an identity in full; empty if it gives none. */
  identification: string;
  /** Why it was refused, in the service's own words; empty if it gives none. */
  reason: string;
}

/**
 * All import and export jobs of a user store, the newest first.
 *
 * @param jobIds only these; ids that the store does not know are ignored
 */
export async function jobsOf(calls: Calls, userStoreId: string, jobIds?: readonly string[]): Promise<JobInfo[]> {
  // The service takes an empty list as all jobs.
  if (jobIds?.length === 0) return [];
  const { JobSet } = await calls.call("ListJobs", {
    UserStoreId: userStoreId,
    ...(jobIds && { JobIds: [...jobIds] }),
  });
  return (JobSet ?? [])
    .map((job) => ({
      id: job.Id,
      type: job.Type ?? "",
      status: job.Status,
      format: job.Format ?? "",
      createdDate: job.CreatedDate ?? null,
      location: job.Location ?? null,
      failedUsers: failuresOf(job),
    }))
    .sort((a, b) => (b.createdDate ?? 0) - (a.createdDate ?? 0));
}

type Job = Pick<CiamJob, "FailedUsers" | "ErrorDetails">;

/** The two lists of a job may be about the same users. */
function failuresOf({ FailedUsers, ErrorDetails }: Job): JobFailure[] {
  const failures = new Map<string, JobFailure>();
  const told = [
    ...(FailedUsers ?? []).map((user) => ({
      identification: user.FailedUserIdentification,
      reason: user.FailedReason,
    })),
    ...(ErrorDetails ?? []).map((detail) => ({ identification: detail.UserId, reason: detail.Error })),
  ];
  for (const { identification, reason } of told) {
    const failure = { identification: identification ?? "", reason: reason ?? "" };
    failures.set(JSON.stringify(failure), failure);
  }
  return [...failures.values()];
}
