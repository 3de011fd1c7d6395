import type { RequestOf } from "../../provider/ciam/actions";
import { ApiError } from "../apiError";
import { requireGroup } from "../groups";
import type { Handler } from "../services";
import { requireStore } from "../stores";
import { emptyAsNull } from "../userForm";

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
