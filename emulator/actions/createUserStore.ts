import type { RequestOf } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import type { Handler } from "../service/services";
import { requireStoreName } from "../directory/stores";
import { emptyAsNull } from "../directory/userForm";

export const createUserStore: Handler<RequestOf<"CreateUserStore">> = (services, request) => {
  const { db, clock, random, config } = services;
  requireStoreName(services, request.UserPoolName);
  if (db.count("SELECT count(*) AS n FROM stores") >= config().maxStores)
    throw new ApiError("FailedOperation.QuotaLimitExceeded");
  const UserStoreId = random.id();
  db.run(
    "INSERT INTO stores (id, name, description, logo, created) VALUES (?, ?, ?, ?, ?)",
    UserStoreId,
    request.UserPoolName,
    emptyAsNull(request.UserPoolDesc),
    emptyAsNull(request.UserPoolLogo),
    clock.now(),
  );
  return { UserStoreId };
};
