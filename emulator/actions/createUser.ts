import type { RequestOf } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import { fingerprint } from "../directory/credential";
import { requireFree } from "../directory/identities";
import { logEvent } from "../directory/logs";
import { shown } from "../directory/pages";
import type { Handler } from "../service/services";
import { requireStore } from "../directory/stores";
import { attributesOf, blankUser, emptyAsNull, indexedAttributes, inStoredForm } from "../directory/userForm";
import { badPassword, isAllowedPassword, requireOrganisations, requireValid } from "../directory/userRules";
import { insertUser, requireRoom } from "../directory/users";

/** Answers the user unmasked, as the published reply shows it. */
export const createUser: Handler<RequestOf<"CreateUser">> = (services, request) => {
  requireStore(services, request.UserStoreId);
  if (request.UserName === "") throw new ApiError("FailedOperation.UserNameIsNull");
  if (request.PhoneNumber === "") throw new ApiError("FailedOperation.PhoneNumberIsNull");
  if (request.Email === "") throw new ApiError("FailedOperation.EmailIsNull");
  if (request.Password === "") throw new ApiError("FailedOperation.PasswordIsNull");
  requireOrganisations(services, request.UserOrg);
  requireRoom(services, request.UserStoreId, 1);
  const now = services.clock.now();
  const user = inStoredForm(services.config(), {
    ...blankUser(services, request.UserStoreId, now),
    ...Object.fromEntries(indexedAttributes.map((name) => [name, emptyAsNull(request[name])])),
    UserName: request.UserName,
    PhoneNumber: request.PhoneNumber,
    Email: request.Email,
    Nickname: emptyAsNull(request.Nickname),
    Address: emptyAsNull(request.Address),
    Birthdate: request.Birthdate ?? null,
    UserGroups: request.UserGroup ?? [],
    UserOrgs: request.UserOrg ?? [],
    CustomAttributes: attributesOf(request.CustomizationAttributes),
  });
  requireValid(services, user);
  if (!isAllowedPassword(services, request.Password)) throw badPassword();
  requireFree(services, user);
  insertUser(services, user, fingerprint({ Password: request.Password }, services.random));
  logEvent(services, request.UserStoreId, "USER_CREATE", user.UserId, now);
  return { User: shown(services, user, true) };
};
