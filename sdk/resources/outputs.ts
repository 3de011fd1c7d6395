// Written by `make reference` from `provider/resources/userImportJob/state/outputSchema.ts`: change that.

/** How the users of a job stand to their declaration. */
export type JobStatus = "InSync" | "Degraded" | "Pending";

/** Counts of the last run, or of the last refresh. */
export interface ImportSummary {
  /** Users in the sets. */
  declared: number;

  /** Users the last run imported. */
  created: number;

  /** Existing users that the last run adopted. */
  adopted: number;

  /** Users whose fields, password or status the last run changed. */
  updated: number;

  /** Users the last run deleted, froze or released. */
  removed: number;

  /** Users that could not be updated to match the program. */
  failed: number;

  /** Existing users left alone under `conflictPolicy: "skip"`. */
  skipped: number;

  /** Users that differ from their declaration, which did not change. */
  drifted: number;

  /** Users that carry this job's mark but are not declared. */
  orphans: number;

  /** Users of the store that this resource does not manage. */
  unmanaged: number;
}

/** An import job of the last run. */
export interface ImportJob {
  /** CIAM's id of it; `listJobs` and `ciam jobs` know it by this. */
  id: string;

  /** `PENDING`, `PROCESSING`, `COMPLETED`, `FAILED`, or `FORGOTTEN` when CIAM no longer lists it. */
  status: string;

  /** Users sent with it. */
  submitted: number;

  /** Users it refused. */
  failed: number;

  /** When it was created, in milliseconds since the epoch; null if the service does not say. */
  createdDate: number | null;
}

/** A user that could not be updated to match the program. */
export interface FailedUser {
  /** The name of its set. */
  set: string;

  /** Its key in that set. */
  key: string;

  /** Its first identity, masked. */
  identity: string;

  /** CIAM's code, or one of this provider, as in `Conflict.UserExists`. */
  code: string;

  /** Why, in words of CIAM or of the provider, without any value of the user. */
  reason: string;

  /** What to do about it, in a sentence. */
  remedy: string;
}

/** At most 20 failed users by name, and the number of all. */
export interface FailedUsers {
  /** All of them. */
  count: number;

  /** The first 20, by set and key. */
  users: FailedUser[];
}
