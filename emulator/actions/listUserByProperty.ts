import type { RequestOf } from "../../provider/ciam/actions";
import { ApiError } from "../apiError";
import { holderOf } from "../identities";
import { shown } from "../pages";
import type { Handler } from "../services";
import { requireStore } from "../stores";
import { findUser } from "../users";

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
