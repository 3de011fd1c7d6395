import type { RequestOf } from "../../provider/ciam/actions";
import { listJobs as jobsOf } from "../jobs";
import type { Handler } from "../services";
import { requireStore } from "../stores";

/** Unknown ids are passed over. */
export const listJobs: Handler<RequestOf<"ListJobs">> = (services, { UserStoreId, JobIds = [] }) => {
  requireStore(services, UserStoreId);
  return { JobSet: jobsOf(services, UserStoreId, JobIds) };
};
