import { entryOf, type Chapter } from "./types";

const unknown = entryOf("unknown-outcome");
const permanent = entryOf("permanent");

/**
 * Codes that the store and group actions list but that plainly belong to the console. They are published, so they are
 * known here, but no action of this API is likely to answer them.
 */
export const aboutConsole: Chapter = {
  "FailedOperation.AuthSourceNameAlreadyExists": permanent(
    "an authentication source of this name exists already",
    "choose another name in the console",
  ),
  "FailedOperation.AuthSourceNotFound": permanent(
    "the authentication source does not exist",
    "check the authentication sources of the store in the console",
  ),
  "FailedOperation.UserPropertyCodeAlreadyExists": permanent(
    "a custom attribute with this code exists already",
    "choose another code in the console",
  ),
  "FailedOperation.UserPropertyNotFound": permanent(
    "the custom attribute does not exist in this store",
    "create the custom attribute in the console, or correct its code",
  ),
  "FailedOperation.UserStoreDomainAlreadyExists": permanent(
    "the domain name of the user store is taken",
    "choose another domain name in the console",
  ),
  "InternalError.JudgeUserExistException": unknown(
    "the service failed while it looked whether a user exists",
    "try again later; if it goes on, give the request id to Tencent Cloud support",
  ),
  "UnsupportedOperation.EnabledAuthSourceCanNotBeDeleted": permanent(
    "an enabled authentication source cannot be deleted",
    "disable it in the console first",
  ),
  "UnsupportedOperation.EnabledAuthSourceCanNotBeUpdated": permanent(
    "an enabled authentication source cannot be changed",
    "disable it in the console first",
  ),
  "UnsupportedOperation.InternalUserProperty": permanent(
    "a built-in attribute cannot be changed",
    "use a custom attribute instead",
  ),
  "UnsupportedOperation.LinkedAppUserPropertyCanNotBeDeleted": permanent(
    "an attribute that an application uses cannot be deleted",
    "take the attribute out of the application in the console first",
  ),
  "UnsupportedOperation.LinkedAuthSourceCanNotBeClosed": permanent(
    "an authentication source that an application uses cannot be closed",
    "take it out of the application in the console first",
  ),
  "UnsupportedOperation.LinkedAuthSourceCanNotBeDeleted": permanent(
    "an authentication source that an application uses cannot be deleted",
    "take it out of the application in the console first",
  ),
  "UnsupportedOperation.LinkedAuthSourceUserPropertyCanNotBeDeleted": permanent(
    "an attribute that an authentication source uses cannot be deleted",
    "take the attribute out of the authentication source in the console first",
  ),
  "UnsupportedOperation.LinkedUserPropertyCanNotBeDeleted": permanent(
    "an attribute in use cannot be deleted",
    "find out in the console what uses the attribute and take it out there first",
  ),
  "UnsupportedOperation.PlatformDomainSuffixCanNotBeUsed": permanent(
    "the domain suffix belongs to the platform",
    "choose another domain name in the console",
  ),
  "UnsupportedOperation.WhenUserExistUserPropertyCanNotBeDeleted": permanent(
    "an attribute cannot be deleted while users have values for it",
    "remove the values first",
  ),
};
