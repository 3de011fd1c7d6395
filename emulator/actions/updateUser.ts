import type { RequestOf } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import { requireFree } from "../directory/identities";
import { logEvent } from "../directory/logs";
import { shown } from "../directory/pages";
import type { Handler, Services } from "../service/services";
import { requireStore } from "../directory/stores";
import { attributesOf, emptyAsNull, indexedAttributes, inStoredForm, type StoredUser } from "../directory/userForm";
import { requireOrganisations, requireValid } from "../directory/userRules";
import { replaceUser, requireUser } from "../directory/users";

const identities = ["UserName", "PhoneNumber", "Email"] as const;
const texts = ["Nickname", "Address", ...indexedAttributes] as const;

export const updateUser: Handler<RequestOf<"UpdateUser">> = (services, request) => {
  requireStore(services, request.UserStoreId);
  const before = requireUser(services, request.UserStoreId, request.UserId);
  requireOrganisations(services, request.UserOrg);
  const now = services.clock.now();
  const after = inStoredForm(services.config(), { ...updated(services, before, request), LastModifiedDate: now });
  requireValid(services, after);
  requireFree(services, after);
  replaceUser(services, after);
  logEvent(services, request.UserStoreId, "USER_UPDATE", request.UserId, now);
  return { User: shown(services, after, !services.config().updateReplyMasked) };
};

function updated({ config }: Services, before: StoredUser, request: RequestOf<"UpdateUser">): StoredUser {
  const { updateEmptyString, updateOmittedFields, userGroupMode } = config();
  const user: StoredUser = { ...before };
  if (updateOmittedFields === "clear") {
    for (const name of texts) user[name] = null;
    Object.assign(user, { Birthdate: null, UserGroups: [], CustomAttributes: [] });
  }
  for (const name of [...identities, ...texts]) {
    const value = request[name];
    if (value === undefined) continue;
    if (value === "" && updateEmptyString === "refuse") {
      throw new ApiError("FailedOperation.AttributeFormatError", `the attribute ${name} must not be empty`);
    }
    user[name] = value === "" && updateEmptyString === "keep" ? (before[name] ?? null) : emptyAsNull(value);
  }
  if (request.Birthdate !== undefined) user.Birthdate = request.Birthdate;
  if (request.CustomizationAttributes) user.CustomAttributes = attributesOf(request.CustomizationAttributes);
  if (request.UserOrg) user.UserOrgs = [...new Set(request.UserOrg)];
  if (request.UserGroup) {
    const kept = userGroupMode === "add" ? (before.UserGroups ?? []) : [];
    user.UserGroups = [...new Set([...kept, ...request.UserGroup])];
  }
  return user;
}
