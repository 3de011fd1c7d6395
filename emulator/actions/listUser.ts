import type { RequestOf } from "../../provider/ciam/actions";
import { pageOfUsers } from "../pages";
import type { Handler } from "../services";
import { requireStore } from "../stores";
import { userConditions } from "../userFilters";

export const listUser: Handler<RequestOf<"ListUser">> = (
  services,
  { UserStoreId, Filters = [], Pageable, Original },
) => {
  requireStore(services, UserStoreId);
  return pageOfUsers(services, userConditions(services, UserStoreId, Filters), { page: Pageable, original: Original });
};
