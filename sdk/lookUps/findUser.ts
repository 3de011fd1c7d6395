import { userOf, type UserInfo, type UserQuery } from "../../provider/lookUps/findUser";
import { asking, storeIdIn, type LookUpOptions } from "./connection";

/**
 * One user of a store, found by the UserId or by an identity in any spelling (`ALICE@example.com`, `+86-13800008000`);
 * `undefined` when there is none.
 *
 * Works in a Pulumi program, where it runs in a preview too, and in any other script. For users that the program itself
 * declares use `userId()` of their UserImportJob.
 *
 * @throws RunError with one sentence when there is no such store, when two users match, or for the reasons of
 *   {@link getUserStores}.
 *
 * @example
 * ```ts
 * import * as ciam from "pulumi-tencentcloud-ciam";
 *
 * const admin = ciam.findUser("0123456789abcdef0123456789abcdef", { email: "admin@example.com" });
 * export const adminId = admin.then((user) => user?.userId);
 * ```
 */
export function findUser(
  userStoreId: string,
  query: UserQuery,
  options: LookUpOptions = {},
): Promise<UserInfo | undefined> {
  return asking(findUser, options, (calls) => userOf(calls, storeIdIn(userStoreId), query));
}
