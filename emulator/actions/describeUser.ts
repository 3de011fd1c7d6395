import type { RequestOf } from "../../ciam/actions";
import { pageOfUsers } from "../directory/pages";
import type { Handler } from "../service/services";
import { requireStore } from "../directory/stores";
import { queryConditions, queryOrder } from "../directory/userQuery";

export const describeUser: Handler<RequestOf<"DescribeUser">> = (services, request) => {
  const { UserStoreId, Filters = [], Sort, Pageable, Original } = request;
  requireStore(services, UserStoreId);
  const condition = queryConditions(services, UserStoreId, Filters);
  return pageOfUsers(services, condition, { page: Pageable, original: Original, order: queryOrder(Sort) });
};
