import type { RequestOf } from "../../provider/ciam/actions";
import { shown } from "../pages";
import type { Handler } from "../services";
import { requireStore } from "../stores";
import { findUser } from "../users";

/** Answers null for an unknown id: the action lists no UserNotFound, and its field may be null. */
export const describeUserById: Handler<RequestOf<"DescribeUserById">> = (
  services,
  { UserStoreId, UserId, Original },
) => {
  requireStore(services, UserStoreId);
  const user = findUser(services, UserStoreId, UserId);
  return { User: user ? shown(services, user, Original) : null };
};
