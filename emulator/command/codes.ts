import { errorCatalogue } from "../../ciam/errors/catalogue";

/** An error code and the way to cause it here. */
export interface CodeEntry {
  readonly code: string;
  readonly by: "behaviour" | "fault";
  readonly how: string;
}

/** Codes that the emulator models, each with its cause; the tests cause each of them in this way. */
const causes: Readonly<Record<string, string>> = {
  "AuthFailure.InvalidAuthorization":
    "any action, with no signed parameters and no Authorization header or a malformed one",
  "AuthFailure.SecretIdNotFound": "any action, with a SecretId that is not the emulator's",
  "AuthFailure.SignatureExpire": "any action, when the clocks are five minutes apart (`POST clock` with skewMs)",
  "AuthFailure.SignatureFailure": "any action, with a wrong SecretKey",
  "AuthFailure.TokenFailure": "any action without the token that the switch `token` asks for",
  InvalidAction: "an action that does not exist, or not with `actionSet: international`",
  NoSuchVersion: "a version other than 2022-03-31, or 2021-04-20",
  UnsupportedRegion: "a region that is not among the switch `regions`",
  UnsupportedProtocol: "any method but POST and GET",
  MissingParameter: "a parameter or header is left out",
  UnknownParameter: "a parameter that the action does not have",
  InvalidParameter: "a parameter of the wrong type, or no JSON",
  InvalidParameterValue: "CreateUserStore with an empty name; a page of 0; a Format that is none",
  RequestLimitExceeded: "more than 20 calls of an action in a second (`ratePerSecond`)",
  "RequestLimitExceeded.RepeatRequest": "the same import twice, with the switch `repeatedImportMs`",
  RequestSizeLimitExceeded:
    "a body of more than 10 MB (`bodyLimit`), a query of more than 32 KB, a form of more than 1 MB",
  LimitExceeded: "an import of more users than `maxImportUsers`",
  ResourceInsufficient: "a write when the database is as large as `maxDatabaseMB`",
  "FailedOperation.AttributeFormatError": "CreateUser or UpdateUser with an e-mail that is none",
  "FailedOperation.IndexedAttributeTooLong": "CreateUser or UpdateUser with an indexed attribute of 513 characters",
  "FailedOperation.UserNameAlreadyExists": "CreateUser or UpdateUser with a taken user name",
  "FailedOperation.PhoneNumberAlreadyExists": "CreateUser or UpdateUser with a taken phone number",
  "FailedOperation.EmailAlreadyExists": "CreateUser or UpdateUser with a taken e-mail",
  "FailedOperation.UserNameIsNull": "CreateUser with an empty user name",
  "FailedOperation.PhoneNumberIsNull": "CreateUser with an empty phone number",
  "FailedOperation.EmailIsNull": "CreateUser with an empty e-mail",
  "FailedOperation.PasswordIsNull": "CreateUser or SetPassword with an empty password",
  "FailedOperation.UserGroupNotFound": "CreateUser, UpdateUser or UpdateUserGroup with an unknown group",
  "FailedOperation.OrgNotFound":
    "CreateUser or UpdateUser with an organisation that the switch `organisations` does not name",
  "FailedOperation.UserNotFound": "UpdateUser, UpdateUserStatus, SetPassword or ResetPassword of nobody",
  "FailedOperation.UserStatusRequired": "UpdateUserStatus with an empty status",
  "FailedOperation.InvalidUserStatusEnum": "UpdateUserStatus with a status that is none",
  "FailedOperation.UserIsFreeze": "SetPassword or ResetPassword of a frozen user",
  "FailedOperation.PrimaryUserNotFound": "LinkAccount to nobody",
  "FailedOperation.SecondaryUserNotFound": "LinkAccount of nobody",
  "FailedOperation.AccountAlreadyBeLinked": "LinkAccount of a user who is linked already",
  "FailedOperation.QueryUsersParameterMustInWhitelist": "DescribeUser by nickname",
  "FailedOperation.QueryUsersSortParameterMustInWhitelist": "DescribeUser sorted by nickname",
  "FailedOperation.QueryUsersParameterRepeat": "DescribeUser with one attribute twice",
  "FailedOperation.InvalidUserStore": "any action on users, groups, jobs or logs of an unknown store",
  "FailedOperation.UserStoreAlreadyExists": "CreateUserStore or UpdateUserStore with a taken name",
  "FailedOperation.UserStoreNotExist": "UpdateUserStore or DeleteUserStore of an unknown store",
  "FailedOperation.QuotaLimitExceeded": "more stores, groups or users than `maxStores` and its like allow",
  "FailedOperation.UserGroupNameAlreadyExists": "CreateUserGroup or UpdateUserGroup with a taken name",
  "FailedOperation.DataFlowTooManyRequests": "a third job while two are unfinished",
  "FailedOperation.ImportUserIsEmpty": "CreateApiImportUserJob with no users",
};

/** Every published code of CIAM, and the way to cause it here. */
export function describeCodes(): CodeEntry[] {
  return [...errorCatalogue.keys()].sort().map((code) => {
    const cause = causes[code];
    return cause === undefined
      ? { code, by: "fault", how: `by a rule: {"action":"*","effect":"code","code":"${code}"}` }
      : { code, by: "behaviour", how: cause };
  });
}
