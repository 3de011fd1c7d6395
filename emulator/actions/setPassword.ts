import type { RequestOf } from "../../provider/ciam/actions";
import { givePassword } from "../passwords";
import type { Handler } from "../services";

export const setPassword: Handler<RequestOf<"SetPassword">> = (services, { UserStoreId, UserId, Password }) => {
  givePassword(services, UserStoreId, UserId, Password);
  return {};
};
