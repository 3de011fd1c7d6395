import type { RequestOf } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import { shown } from "../directory/pages";
import type { Handler } from "../service/services";
import { requireStore } from "../directory/stores";
import { deletedUser, findUser } from "../directory/users";

export const describeUserById: Handler<RequestOf<"DescribeUserById">> = (
  services,
  { UserStoreId, UserId, Original },
) => {
  requireStore(services, UserStoreId);
  const user = findUser(services, UserStoreId, UserId) ?? deletedUser(services, UserStoreId, UserId);
  if (!user && services.config().unknownUserById === "refuse") throw new ApiError("FailedOperation.UserNotFound");
  return { User: user ? shown(services, user, Original) : null };
};
