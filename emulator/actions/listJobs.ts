import type { RequestOf } from "../../ciam/actions";
import { listJobs as jobsOf } from "../jobs/jobs";
import type { Handler } from "../service/services";
import { requireStore } from "../directory/stores";

/** Unknown ids are ignored. */
export const listJobs: Handler<RequestOf<"ListJobs">> = (services, { UserStoreId, JobIds = [] }) => {
  requireStore(services, UserStoreId);
  return { JobSet: jobsOf(services, UserStoreId, JobIds) };
};
