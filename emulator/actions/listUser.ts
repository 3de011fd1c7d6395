import type { RequestOf } from "../../ciam/actions";
import { pageOfUsers } from "../directory/pages";
import type { Handler } from "../service/services";
import { requireStore } from "../directory/stores";
import { userConditions } from "../directory/userFilters";

export const listUser: Handler<RequestOf<"ListUser">> = (
  services,
  { UserStoreId, Filters = [], Pageable, Original },
) => {
  requireStore(services, UserStoreId);
  return pageOfUsers(services, userConditions(services, UserStoreId, Filters), { page: Pageable, original: Original });
};
