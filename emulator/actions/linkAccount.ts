import type { RequestOf } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import { logEvent } from "../directory/logs";
import type { Handler } from "../service/services";
import { requireStore } from "../directory/stores";
import { findUser, replaceUser } from "../directory/users";

/** Merges the secondary account into the primary one. No action separates them again. */
export const linkAccount: Handler<RequestOf<"LinkAccount">> = (services, request) => {
  const { UserStoreId, PrimaryUserId, SecondaryUserId, UserLinkedOnAttribute } = request;
  requireStore(services, UserStoreId);
  const primary = findUser(services, UserStoreId, PrimaryUserId);
  if (!primary) throw new ApiError("FailedOperation.PrimaryUserNotFound");
  const secondary = findUser(services, UserStoreId, SecondaryUserId);
  if (!secondary) throw new ApiError("FailedOperation.SecondaryUserNotFound");
  if (UserLinkedOnAttribute !== "PHONENUMBER" && UserLinkedOnAttribute !== "EMAIL") {
    throw new ApiError("InvalidParameterValue", "UserLinkedOnAttribute is PHONENUMBER or EMAIL");
  }
  if (primary.UserId === secondary.UserId)
    throw new ApiError("InvalidParameterValue", "a user cannot be linked to itself");
  if (!secondary.Primary || !primary.Primary) throw new ApiError("FailedOperation.AccountAlreadyBeLinked");
  if ([primary, secondary].some(({ Status }) => Status === "FREEZE"))
    throw new ApiError("FailedOperation.InvalidUserStatusEnum");
  const now = services.clock.now();
  replaceUser(services, { ...secondary, Primary: false, LastModifiedDate: now });
  logEvent(services, UserStoreId, "ACCOUNT_LINKING", PrimaryUserId, now);
  return {};
};
