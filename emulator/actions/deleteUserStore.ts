import type { RequestOf } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import type { Handler } from "../service/services";
import { emptyStore } from "../directory/stores";

/** Everything in the store goes with it. */
export const deleteUserStore: Handler<RequestOf<"DeleteUserStore">> = (services, { UserPoolId }) => {
  if (services.db.run("DELETE FROM stores WHERE id = ?", UserPoolId) === 0) {
    throw new ApiError("FailedOperation.UserStoreNotExist");
  }
  emptyStore(services, UserPoolId);
  return {};
};
