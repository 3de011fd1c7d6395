import type { RequestOf } from "../../provider/ciam/actions";
import type { Handler } from "../services";
import { requireStore } from "../stores";
import { replaceUser, userOf } from "../users";

/** Members lose the group. Unknown ids are passed over: the action lists no error for them. */
export const deleteUserGroups: Handler<RequestOf<"DeleteUserGroups">> = (services, { UserStoreId, UserGroupIds }) => {
  const { db } = services;
  requireStore(services, UserStoreId);
  for (const id of UserGroupIds) {
    if (db.run("DELETE FROM groups WHERE id = ? AND store = ?", id, UserStoreId) === 0) continue;
    for (const row of db.all("SELECT doc FROM users WHERE id IN (SELECT user FROM members WHERE grp = ?)", id)) {
      const user = userOf(row);
      replaceUser(services, { ...user, UserGroups: (user.UserGroups ?? []).filter((group) => group !== id) });
    }
  }
  return { UserGroupDeletedInfo: null };
};
