import type { CiamUserGroup } from "../../../ciam/actions";
import type { Calls } from "../run";
import { readAll } from "./pages";

/**
 * All groups of a store, in the order of the service: the filter's keys are too poorly documented to rely on. Mainland
 * endpoint only.
 */
export function everyGroup(calls: Calls, userStoreId: string): Promise<CiamUserGroup[]> {
  return readAll(
    { calls, action: "ListUserGroups" },
    async (Pageable) => {
      const { Total, Content } = await calls.call("ListUserGroups", { UserStoreId: userStoreId, Pageable });
      return { total: Total ?? 0, items: Content ?? [] };
    },
    ({ UserGroupId }) => UserGroupId,
  );
}
