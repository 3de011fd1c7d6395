import type { RequestOf } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import type { Handler } from "../service/services";
import { requireStoreName } from "../directory/stores";
import { emptyAsNull } from "../directory/userForm";

export const updateUserStore: Handler<RequestOf<"UpdateUserStore">> = (services, request) => {
  const { db } = services;
  const { UserPoolId: id, UserPoolName: name, UserPoolDesc: description, UserPoolLogo: logo } = request;
  if (!db.get("SELECT 1 FROM stores WHERE id = ?", id)) throw new ApiError("FailedOperation.UserStoreNotExist");
  if (name !== undefined) {
    requireStoreName(services, name, id);
    db.run("UPDATE stores SET name = ? WHERE id = ?", name, id);
  }
  if (description !== undefined) db.run("UPDATE stores SET description = ? WHERE id = ?", emptyAsNull(description), id);
  if (logo !== undefined) db.run("UPDATE stores SET logo = ? WHERE id = ?", emptyAsNull(logo), id);
  return {};
};
