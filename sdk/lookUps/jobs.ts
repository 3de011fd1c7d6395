import { jobsOf, type JobInfo } from "../../provider/lookUps/jobs";
import { asking, lookUpNames, storeIdIn, type LookUpOptions } from "./connection";

/** The connection for a look-up of jobs, and which of them. */
export interface ListJobsOptions extends LookUpOptions {
  /** Only these jobs; ids that the store does not know are ignored. Default: all that the store remembers. */
  jobIds?: readonly string[] | undefined;
}

/**
 * All import and export jobs of a user store, the newest first.
 *
 * Works in a Pulumi program, where it runs in a preview too, and in any other script.
 *
 * @throws RunError with one sentence when there is no such store, or for the reasons of {@link getUserStores}.
 *
 * @example
 * ```ts
 * import * as ciam from "pulumi-tencentcloud-ciam";
 *
 * export const refused = ciam
 *   .listJobs("0123456789abcdef0123456789abcdef")
 *   .then((jobs) => jobs.filter(({ failedUsers }) => failedUsers.length > 0).map(({ id }) => id));
 * ```
 */
export function listJobs(userStoreId: string, options: ListJobsOptions = {}): Promise<JobInfo[]> {
  return asking(listJobs, options, (calls) => jobsOf(calls, storeIdIn(userStoreId), options.jobIds), {
    ...lookUpNames,
    jobIds: true,
  });
}
