import type { RequestOf } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import { holderOf } from "../directory/identities";
import { shown } from "../directory/pages";
import type { Handler } from "../service/services";
import { requireStore } from "../directory/stores";
import { findUser } from "../directory/users";

export const listUserByProperty: Handler<RequestOf<"ListUserByProperty">> = (services, request) => {
  const { UserStoreId, PropertyCode, PropertyValue, Original } = request;
  requireStore(services, UserStoreId);
  if (PropertyCode !== "phoneNumber" && PropertyCode !== "email") {
    throw new ApiError("InvalidParameterValue", "PropertyCode is phoneNumber or email");
  }
  const holder = holderOf(services, UserStoreId, PropertyCode === "email" ? "Email" : "PhoneNumber", PropertyValue);
  const user = holder === undefined ? undefined : findUser(services, UserStoreId, holder);
  return { Users: user ? [shown(services, user, Original)] : [] };
};
