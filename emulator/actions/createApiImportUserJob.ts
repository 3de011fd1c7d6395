import type { RequestOf } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import { importOrder } from "../jobs/importer";
import { createJob } from "../jobs/jobs";
import type { Handler } from "../service/services";
import { requireStore } from "../directory/stores";
import { requireRoom } from "../directory/users";

/** Accepts users; the job decides whether each of them gets an account. */
export const createApiImportUserJob: Handler<RequestOf<"CreateApiImportUserJob">> = (services, request) => {
  const { UserStoreId, DataFlowUserCreateList: users } = request;
  const { maxImportUsers } = services.config();
  requireStore(services, UserStoreId);
  if (users.length === 0) throw new ApiError("FailedOperation.ImportUserIsEmpty");
  if (maxImportUsers !== null && users.length > maxImportUsers) {
    throw new ApiError("LimitExceeded", `an import takes at most ${String(maxImportUsers)} users`);
  }
  services.repeats.requireNew(request, services.clock.now(), services.config());
  requireRoom(services, UserStoreId, users.length);
  const order = importOrder(services, users);
  return {
    Job: createJob(services, UserStoreId, { type: "IMPORT_USER", format: "NDJSON", order, users: users.length }),
  };
};
