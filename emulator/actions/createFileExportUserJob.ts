import type { RequestOf } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import { createJob } from "../jobs/jobs";
import type { Handler } from "../service/services";
import { requireStore } from "../directory/stores";

/** The file can be fetched at the job's Location once it is COMPLETED. */
export const createFileExportUserJob: Handler<RequestOf<"CreateFileExportUserJob">> = (services, request) => {
  const { UserStoreId, Format: format = "NDJSON", Filters: filters = [], ExportPropertyMaps: columns = [] } = request;
  requireStore(services, UserStoreId);
  if (format !== "NDJSON" && format !== "CSV") throw new ApiError("InvalidParameterValue", "Format is NDJSON or CSV");
  const users = services.db.count("SELECT count(*) AS n FROM users WHERE store = ?", UserStoreId);
  const order = { format, filters, columns } as const;
  return { Job: createJob(services, UserStoreId, { type: "EXPORT_USER", format, order, users }) };
};
