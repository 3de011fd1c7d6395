import type { Calls } from "../reconcile/run";

/** A user store as it is now. */
export interface UserStoreInfo {
  /** CIAM's id of it, as `userStoreId` of a UserImportJob takes it. */
  userStoreId: string;
  /** Its name, unique in the account. */
  name: string;
  /** What it is for; may be empty. */
  description: string;
  /** The address of a picture; may be empty. */
  logo: string;
  /** Users in it. */
  userCount: number;
  /** Prefix of the store's own domain; null while it has none. */
  domain: string | null;
  /** When it was created, in milliseconds since the epoch; null if the service does not say. */
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
