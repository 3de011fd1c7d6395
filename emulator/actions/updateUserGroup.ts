import type { RequestOf } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import { requireGroup } from "../directory/groups";
import type { Handler } from "../service/services";
import { requireStore } from "../directory/stores";
import { emptyAsNull } from "../directory/userForm";

export const updateUserGroup: Handler<RequestOf<"UpdateUserGroup">> = (services, request) => {
  const { db, clock } = services;
  const { UserStoreId, UserGroupId, DisplayName, Description } = request;
  requireStore(services, UserStoreId);
  if (!db.get("SELECT 1 FROM groups WHERE id = ? AND store = ?", UserGroupId, UserStoreId)) {
    throw new ApiError("FailedOperation.UserGroupNotFound");
  }
  requireGroup(services, request);
  db.run("UPDATE groups SET name = ?, modified = ? WHERE id = ?", DisplayName, clock.now(), UserGroupId);
  if (Description !== undefined) {
    db.run("UPDATE groups SET description = ? WHERE id = ?", emptyAsNull(Description), UserGroupId);
  }
  return {};
};
