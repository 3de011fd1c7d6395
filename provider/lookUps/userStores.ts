import type { Calls } from "../reconcile/run";

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

/** All user stores of the account, in the order of the service. */
export async function userStoresOf(calls: Calls): Promise<UserStoreInfo[]> {
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
}
