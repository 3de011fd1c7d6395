import { userStoresOf, type UserStoreInfo } from "../../provider/lookUps/userStores";
import { asking, type LookUpOptions } from "./connection";

/**
 * All user stores of the account, in the order of the service. Mainland endpoint only.
 *
 * Works in a Pulumi program, where it runs in a preview too, and in any other script.
 *
 * @throws RunError with one sentence when there are no credentials, the endpoint has no such action, or CIAM refuses.
 *
 * @example
 * ```ts
 * import * as ciam from "pulumi-tencentcloud-ciam";
 *
 * export const stores = ciam.getUserStores().then((found) => found.map(({ name, userCount }) => `${name}: ${userCount}`));
 * ```
 */
export function getUserStores(options: LookUpOptions = {}): Promise<UserStoreInfo[]> {
  return asking(getUserStores, options, userStoresOf);
}
