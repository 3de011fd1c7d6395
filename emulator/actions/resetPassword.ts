import type { RequestOf } from "../../ciam/actions";
import { givePassword } from "../directory/passwords";
import type { Handler } from "../service/services";

/** Makes up a password and answers it, this once. */
export const resetPassword: Handler<RequestOf<"ResetPassword">> = (services, { UserStoreId, UserId }) => {
  const Password = `Aa1!${services.random.id().slice(0, 12)}`;
  givePassword(services, UserStoreId, UserId, Password);
  return { Password };
};
