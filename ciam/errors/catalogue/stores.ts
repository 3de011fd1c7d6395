import { entryOf, type Chapter } from "./types";

const slot = entryOf("slot");
const unknown = entryOf("unknown-outcome");
const permanent = entryOf("permanent");

/** A name that is taken may be one's own: a resource that was renamed, or a creation that nobody recorded. */
const taken = (kind: string): string =>
  `if it belongs to this program under a former resource name, keep it by the resource option aliases: [{ name: "the former name" }]; ` +
  `otherwise choose another name, take the ${kind} over with adoptExisting: true, use it by its id, or delete it in the console if an interrupted \`pulumi up\` left it behind`;

/** What to do about a user store whose name is taken. */
export const STORE_TAKEN = taken("store");

/** What to do about a user group whose name is taken. */
export const GROUP_TAKEN = taken("group");

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
  "FailedOperation.UserStoreAlreadyExists": permanent("a user store of this name exists already", STORE_TAKEN),
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
    GROUP_TAKEN,
  ),
  "FailedOperation.DataFlowTooManyRequests": slot(
    "two import or export jobs run already",
    "wait until one of them has ended; a store runs two jobs at a time",
  ),
  "FailedOperation.ImportUserIsEmpty": permanent("the import has no users", "give at least one user"),
};
