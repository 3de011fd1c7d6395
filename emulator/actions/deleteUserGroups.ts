import type { CiamUserGroupDeletedInfo, RequestOf } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import type { Handler, Services } from "../service/services";
import { requireStore } from "../directory/stores";
import { replaceUser, userOf } from "../directory/users";

/**
 * Members lose the group. Unknown ids are ignored: the action lists no error for them. Groups that an application uses
 * are reported in a successful answer.
 */
export const deleteUserGroups: Handler<RequestOf<"DeleteUserGroups">> = (services, { UserStoreId, UserGroupIds }) => {
  const { groupsInUse, deletedGroupInUse, maxDeleteGroups } = services.config();
  requireStore(services, UserStoreId);
  if (UserGroupIds.length > maxDeleteGroups) {
    throw new ApiError("InvalidParameterValue", `UserGroupIds has at most ${String(maxDeleteGroups)} ids`);
  }
  const used = UserGroupIds.filter((id) => groupsInUse.includes(id));
  for (const id of UserGroupIds) {
    if (deletedGroupInUse === "deleted" || !used.includes(id)) deleteGroup(services, UserStoreId, id);
  }
  return { UserGroupDeletedInfo: inUse(used) };
};

function deleteGroup(services: Services, store: string, id: string): void {
  const { db } = services;
  if (db.run("DELETE FROM groups WHERE id = ? AND store = ?", id, store) === 0) return;
  for (const row of db.all("SELECT doc FROM users WHERE id IN (SELECT user FROM members WHERE grp = ?)", id)) {
    const user = userOf(row);
    replaceUser(services, { ...user, UserGroups: (user.UserGroups ?? []).filter((group) => group !== id) });
  }
}

/** Neither the information nor its members are documented as nullable, so without a report they are empty. */
function inUse(groups: readonly string[]): CiamUserGroupDeletedInfo {
  return {
    ErrorMessage: groups.length > 0 ? "applications use these groups" : "",
    AppAssociatedUserGroupIds: groups.map((UserGroupId) => ({
      UserGroupId,
      ApplicationId: "0".repeat(32),
      ApplicationName: "an application",
    })),
  };
}
