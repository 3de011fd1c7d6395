import { entryOf, type Chapter } from "./types";

const user = entryOf("user");
const permanent = entryOf("permanent");

/** Codes about users, their passwords and the groups and organisations they are in. */
export const aboutUsers: Chapter = {
  "FailedOperation.UserNameAlreadyExists": user(
    "the user name is taken by another user of the store",
    "choose another user name, or adopt that user",
  ),
  "FailedOperation.PhoneNumberAlreadyExists": user(
    "the phone number is taken by another user of the store",
    "correct the phone number, or adopt that user",
  ),
  "FailedOperation.EmailAlreadyExists": user(
    "the e-mail address is taken by another user of the store",
    "correct the e-mail address, or adopt that user",
  ),
  "FailedOperation.UserNameIsNull": user("the user name is missing", "give the user a user name"),
  "FailedOperation.PhoneNumberIsNull": user("the phone number is missing", "give the user a phone number"),
  "FailedOperation.EmailIsNull": user("the e-mail address is missing", "give the user an e-mail address"),
  "FailedOperation.PasswordIsNull": user("the password is missing", "give the user a password"),
  "FailedOperation.AttributeFormatError": user(
    "an attribute of the user does not match the format the store demands",
    "compare the values with the regular expressions in the console, under the custom attributes of the store",
  ),
  "FailedOperation.IndexedAttributeTooLong": user(
    "an indexed attribute is longer than 512 characters",
    "shorten the indexed attribute",
  ),
  "FailedOperation.UserGroupNotFound": user(
    "the user group does not exist in this store",
    "check the group id; it must be the id of a group of the same store, not its name",
  ),
  "FailedOperation.OrgNotFound": user(
    "the organisation does not exist",
    "check the organisation id; organisations exist on the mainland endpoint only",
  ),
  "FailedOperation.UserNotFound": user(
    "the user does not exist in this store",
    "it may have been deleted outside of this program: refresh, then try again",
  ),
  "FailedOperation.PrimaryUserNotFound": user(
    "the user to link to does not exist in this store",
    "check the id of the primary user",
  ),
  "FailedOperation.SecondaryUserNotFound": user(
    "the user to be linked does not exist in this store",
    "check the id of the secondary user",
  ),
  "FailedOperation.AccountAlreadyBeLinked": user(
    "the user is linked to another account already",
    "link a user that is still a primary account; a link cannot be undone",
  ),
  "FailedOperation.UserIsFreeze": user(
    "the user is frozen, so its password cannot be set",
    "set the user's status to NORMAL first",
  ),
  "FailedOperation.InvalidUserStatusEnum": user("the user status is not a known one", "use NORMAL, LOCK or FREEZE"),
  "FailedOperation.UserStatusRequired": user("the user status is missing", "use NORMAL, LOCK or FREEZE"),
  "FailedOperation.QueryUsersParameterMustInWhitelist": permanent(
    "users cannot be searched by this attribute",
    "search by id, userName, phoneNumber, email, userGroup, a WeChat, QQ or Alipay id, lastModifiedDate or an indexed attribute",
  ),
  "FailedOperation.QueryUsersSortParameterMustInWhitelist": permanent(
    "users cannot be sorted by this attribute",
    "sort by id, userName, phoneNumber, email, userGroup, a WeChat, QQ or Alipay id, lastModifiedDate or an indexed attribute",
  ),
  "FailedOperation.QueryUsersParameterRepeat": permanent(
    "the search names the same attribute twice",
    "give one condition for each attribute",
  ),
};
