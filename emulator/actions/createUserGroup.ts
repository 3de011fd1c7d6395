import type { RequestOf } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import { requireGroup } from "../directory/groups";
import type { Handler } from "../service/services";
import { requireStore } from "../directory/stores";
import { emptyAsNull } from "../directory/userForm";

export const createUserGroup: Handler<RequestOf<"CreateUserGroup">> = (services, request) => {
  const { db, clock, random } = services;
  requireStore(services, request.UserStoreId);
  requireGroup(services, request);
  const groups = db.count("SELECT count(*) AS n FROM groups WHERE store = ?", request.UserStoreId);
  if (groups >= services.config().maxGroupsPerStore) throw new ApiError("FailedOperation.QuotaLimitExceeded");
  const UserGroupId = random.id();
  const now = clock.now();
  db.run(
    "INSERT INTO groups (id, store, name, description, created, modified) VALUES (?, ?, ?, ?, ?, ?)",
    UserGroupId,
    request.UserStoreId,
    request.DisplayName,
    emptyAsNull(request.Description),
    now,
    now,
  );
  return { UserGroupId };
};
