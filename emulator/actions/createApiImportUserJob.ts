import type { RequestOf } from "../../provider/ciam/actions";
import { ApiError } from "../apiError";
import { importOrder } from "../importer";
import { createJob } from "../jobs";
import { requireNew } from "../repeats";
import type { Handler } from "../services";
import { requireStore } from "../stores";
import { requireRoom } from "../users";

/** Takes users in; whether each of them becomes one is the job's affair. */
export const createApiImportUserJob: Handler<RequestOf<"CreateApiImportUserJob">> = (services, request) => {
  const { UserStoreId, DataFlowUserCreateList: users } = request;
  const { maxImportUsers } = services.config();
  requireStore(services, UserStoreId);
  if (users.length === 0) throw new ApiError("FailedOperation.ImportUserIsEmpty");
  if (maxImportUsers !== null && users.length > maxImportUsers) {
    throw new ApiError("LimitExceeded", `an import takes at most ${String(maxImportUsers)} users`);
  }
  requireNew(services, request);
  requireRoom(services, UserStoreId, users.length);
  const order = importOrder(services, users);
  return {
    Job: createJob(services, UserStoreId, { type: "IMPORT_USER", format: "NDJSON", order, users: users.length }),
  };
};
