import type { RequestOf } from "../../ciam/actions";
import { givePassword } from "../directory/passwords";
import type { Handler } from "../service/services";

export const setPassword: Handler<RequestOf<"SetPassword">> = (services, { UserStoreId, UserId, Password }) => {
  givePassword(services, UserStoreId, UserId, Password);
  return {};
};
