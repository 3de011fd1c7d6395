import { everyGroup } from "../reconcile/observe/groups";
import type { Calls } from "../reconcile/run";

/** A user group as it is now. */
export interface UserGroupInfo {
  /** CIAM's id of it, as `userGroups` of a user takes it. */
  userGroupId: string;
  /** Its name, unique in the store. */
  displayName: string;
  /** What it is for; may be empty. */
  description: string;
  /** When it was created, in milliseconds since the epoch; null if the service does not say. */
  createdDate: number | null;
}

/** All groups of a user store, in the order of the service. */
export async function userGroupsOf(calls: Calls, userStoreId: string): Promise<UserGroupInfo[]> {
  const groups = await everyGroup(calls, userStoreId);
  return groups.map((group) => ({
    userGroupId: group.UserGroupId,
    displayName: group.DisplayName ?? "",
    description: group.Description ?? "",
    createdDate: group.CreatedDate ?? null,
  }));
}
