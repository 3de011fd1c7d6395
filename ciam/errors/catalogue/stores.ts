import { entryOf, type Chapter } from "./types";

const slot = entryOf("slot");
const unknown = entryOf("unknown-outcome");
const permanent = entryOf("permanent");

/** Codes about the tenant, its stores and groups, and the jobs that run in them. */
export const aboutStores: Chapter = {
  "FailedOperation.InvalidTenant": permanent(
    "the account is not a valid CIAM tenant",
    "check that the credentials belong to the account in which CIAM is activated",
  ),
  "UnauthorizedOperation.TenantNotActivated": permanent(
    "CIAM is not activated in this account",
    "open the CIAM console once and activate the service, then try again",
  ),
  "FailedOperation.QuotaLimitExceeded": permanent(
    "a quota of CIAM is used up",
    "remove what is no longer needed, or ask Tencent Cloud support for a greater quota",
  ),
  "FailedOperation.InvalidUserStore": permanent(
    "the user store was not found",
    "check the user store id, and that endpoint and account are those the store was created in",
  ),
  "FailedOperation.UserStoreNotExist": permanent(
    "the user store was not found",
    "check the user store id, and that endpoint and account are those the store was created in",
  ),
  "FailedOperation.UserStoreAlreadyExists": permanent(
    "a user store of this name exists already",
    "choose another name, take the store over with adoptExisting: true, use it by its id, or delete it in the console if an interrupted `pulumi up` left it behind",
  ),
  "InternalError.UserStoreCreateSecretFail": unknown(
    "the user store was not completely created: its secret could not be made",
    "look in the console whether the store exists and remove it before trying again",
  ),
  "InternalError.UserStoreDeleteUserFail": unknown(
    "the users of the store could not all be deleted",
    "some of them may be gone; delete the store again later",
  ),
  "FailedOperation.UserGroupNameAlreadyExists": permanent(
    "a user group of this name exists already in the store",
    "choose another name, take the group over with adoptExisting: true, use it by its id, or delete it in the console if an interrupted `pulumi up` left it behind",
  ),
  "FailedOperation.DataFlowTooManyRequests": slot(
    "two import or export jobs run already",
    "wait until one of them has ended; a store runs two jobs at a time",
  ),
  "FailedOperation.ImportUserIsEmpty": permanent("the import has no users", "give at least one user"),
};
