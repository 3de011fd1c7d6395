import { userGroupsOf, type UserGroupInfo } from "../../provider/lookUps/userGroups";
import { asking, storeIdIn, type LookUpOptions } from "./connection";

/**
 * All groups of a user store, in the order of the service. Mainland endpoint only.
 *
 * Works in a Pulumi program, where it runs in a preview too, and in any other script.
 *
 * @throws RunError with one sentence when there is no such store, or for the reasons of {@link getUserStores}.
 *
 * @example Groups that are managed elsewhere and named in files:
 * ```ts
 * import * as ciam from "pulumi-tencentcloud-ciam";
 *
 * const userStoreId = "0123456789abcdef0123456789abcdef";
 * const groups = ciam
 *   .getUserGroups(userStoreId)
 *   .then((found) => Object.fromEntries(found.map(({ displayName, userGroupId }) => [displayName, userGroupId])));
 * new ciam.UserImportJob("staff", { userStoreId, groups, userSets: { staff: ciam.usersFromFile("users/staff.csv") } });
 * ```
 */
export function getUserGroups(userStoreId: string, options: LookUpOptions = {}): Promise<UserGroupInfo[]> {
  return asking(getUserGroups, options, (calls) => userGroupsOf(calls, storeIdIn(userStoreId)));
}
