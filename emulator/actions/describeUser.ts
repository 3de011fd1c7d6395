import type { RequestOf } from "../../provider/ciam/actions";
import { pageOfUsers } from "../pages";
import type { Handler } from "../services";
import { requireStore } from "../stores";
import { queryConditions, queryOrder } from "../userQuery";

export const describeUser: Handler<RequestOf<"DescribeUser">> = (services, request) => {
  const { UserStoreId, Filters = [], Sort, Pageable, Original } = request;
  requireStore(services, UserStoreId);
  const condition = queryConditions(services, UserStoreId, Filters);
  return pageOfUsers(services, condition, { page: Pageable, original: Original, order: queryOrder(Sort) });
};
