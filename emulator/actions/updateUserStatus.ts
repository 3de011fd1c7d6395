import { settableUserStatuses, type RequestOf } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import { logEvent } from "../directory/logs";
import type { Handler } from "../service/services";
import { requireStore } from "../directory/stores";
import { withStatus } from "../directory/userForm";
import { replaceUser, requireUser } from "../directory/users";

export const updateUserStatus: Handler<RequestOf<"UpdateUserStatus">> = (services, { UserStoreId, UserId, Status }) => {
  requireStore(services, UserStoreId);
  const user = requireUser(services, UserStoreId, UserId);
  if (Status === "") throw new ApiError("FailedOperation.UserStatusRequired");
  if (!settableUserStatuses.some((status) => status === Status)) {
    throw new ApiError("FailedOperation.InvalidUserStatusEnum");
  }
  const now = services.clock.now();
  replaceUser(services, {
    ...withStatus(user, Status, now, services.config().adminLockType),
    LastModifiedDate: now,
  });
  logEvent(services, UserStoreId, "USER_UPDATE", UserId, now);
  return {};
};
