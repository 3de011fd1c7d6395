import { asking, type LookUpOptions } from "./connection";

/** A user store as it is now. */
export interface UserStoreInfo {
  userStoreId: string;
  name: string;
  description: string;
  logo: string;
  /** Users in it. */
  userCount: number;
  /** Prefix of the store's own domain; null while it has none. */
  domain: string | null;
  /** Milliseconds since the epoch; null if the service does not say. */
  createdDate: number | null;
}

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
  return asking(getUserStores, options, async (calls) => {
    const { UserStoreSet } = await calls.call("ListUserStore", {});
    return (UserStoreSet ?? []).map((store) => ({
      userStoreId: store.UserStoreId,
      name: store.UserStoreName ?? "",
      description: store.UserStoreDesc ?? "",
      logo: store.UserStoreLogo ?? "",
      userCount: store.UserNum ?? 0,
      domain: store.UserStoreProtocolHost ?? null,
      createdDate: store.CreateDate ?? null,
    }));
  });
}
