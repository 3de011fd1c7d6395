import type { RequestOf } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import { logEvent } from "../directory/logs";
import type { Handler } from "../service/services";
import { requireStore } from "../directory/stores";
import { findUser, removeUser } from "../directory/users";

/** Deletes all users or none; the answer says nothing about a single id. */
export const deleteUsers: Handler<RequestOf<"DeleteUsers">> = (services, { UserStoreId, UserIds }) => {
  const { deleteUnknownIds, maxDeleteUsers } = services.config();
  requireStore(services, UserStoreId);
  if (UserIds.length > maxDeleteUsers) {
    throw new ApiError("InvalidParameterValue", `UserIds has at most ${String(maxDeleteUsers)} ids`);
  }
  const known = [...new Set(UserIds)].filter((id) => findUser(services, UserStoreId, id));
  if (deleteUnknownIds === "refuse" && known.length < new Set(UserIds).size) {
    throw new ApiError("FailedOperation.UserNotFound");
  }
  for (const id of known) {
    removeUser(services, id);
    logEvent(services, UserStoreId, "USER_DELETE", id, services.clock.now());
  }
  return {};
};
