const F = "FailedOperation.";
const userForm = ["AttributeFormatError", "EmailAlreadyExists", "IndexedAttributeTooLong", "OrgNotFound"].map(
  (code) => F + code,
);
const takenOrUnknown = ["PhoneNumberAlreadyExists", "UserGroupNotFound", "UserNameAlreadyExists"].map(
  (code) => F + code,
);
const dataFlow = [`${F}DataFlowTooManyRequests`, `${F}ImportUserIsEmpty`];

/**
 * The error codes specific to an action. Of the vendor's SDKs only the one for Go has them, in comments, and its
 * package for CIAM is in no registry, so this list was made by hand. A test checks that it names no code that the SDK
 * for Python lacks, and omits none.
 */
export const codesOfActions: Readonly<Partial<Record<string, readonly string[]>>> = {
  CreateUserStore: [`${F}UserStoreAlreadyExists`, "InternalError.UserStoreCreateSecretFail"],
  UpdateUserStore: [`${F}UserStoreAlreadyExists`, `${F}UserStoreNotExist`],
  DeleteUserStore: [`${F}UserStoreNotExist`, "InternalError.UserStoreDeleteUserFail"],
  CreateUser: [
    ...userForm,
    ...takenOrUnknown,
    ...["EmailIsNull", "PasswordIsNull", "PhoneNumberIsNull", "UserNameIsNull"].map((code) => F + code),
  ],
  UpdateUser: [...userForm, ...takenOrUnknown, `${F}UserNotFound`],
  UpdateUserStatus: [`${F}InvalidUserStatusEnum`, `${F}UserNotFound`, `${F}UserStatusRequired`],
  SetPassword: [`${F}PasswordIsNull`, `${F}UserIsFreeze`, `${F}UserNotFound`],
  ResetPassword: [`${F}UserIsFreeze`, `${F}UserNotFound`],
  LinkAccount: [
    `${F}AccountAlreadyBeLinked`,
    `${F}InvalidUserStatusEnum`,
    `${F}PrimaryUserNotFound`,
    `${F}SecondaryUserNotFound`,
  ],
  DescribeUser: [
    `${F}QueryUsersParameterMustInWhitelist`,
    `${F}QueryUsersParameterRepeat`,
    `${F}QueryUsersSortParameterMustInWhitelist`,
  ],
  CreateUserGroup: [`${F}UserGroupNameAlreadyExists`],
  UpdateUserGroup: [`${F}UserGroupNameAlreadyExists`, `${F}UserGroupNotFound`],
  CreateApiImportUserJob: dataFlow,
  CreateFileExportUserJob: dataFlow,
  ListJobs: dataFlow,
};

/** Codes that every action lists. */
export const codesOfEveryAction: readonly string[] = [
  "AuthFailure",
  "DryRunOperation",
  "FailedOperation",
  `${F}InvalidTenant`,
  `${F}InvalidUserStore`,
  `${F}QuotaLimitExceeded`,
  "InternalError",
  "InternalError.UnknownError",
  "InvalidParameter",
  "InvalidParameter.ParameterIllegal",
  "InvalidParameterValue",
  "LimitExceeded",
  "MissingParameter",
  "OperationDenied",
  "RequestLimitExceeded",
  "RequestLimitExceeded.FrequentRequest",
  "RequestLimitExceeded.RepeatRequest",
  "ResourceInUse",
  "ResourceInsufficient",
  "ResourceNotFound",
  "ResourceUnavailable",
  "ResourcesSoldOut",
  "UnauthorizedOperation",
  "UnauthorizedOperation.TenantNotActivated",
  "UnknownParameter",
  "UnsupportedOperation",
];

/** Codes that the store and group actions list in addition; they plainly belong to operations of the console only. */
export const codesOfTheConsole: readonly string[] = [
  ...["AuthSourceNameAlreadyExists", "AuthSourceNotFound", "UserPropertyCodeAlreadyExists"].map((code) => F + code),
  `${F}UserPropertyNotFound`,
  `${F}UserStoreDomainAlreadyExists`,
  "InternalError.JudgeUserExistException",
  ...[
    "EnabledAuthSourceCanNotBeDeleted",
    "EnabledAuthSourceCanNotBeUpdated",
    "InternalUserProperty",
    "LinkedAppUserPropertyCanNotBeDeleted",
    "LinkedAuthSourceCanNotBeClosed",
    "LinkedAuthSourceCanNotBeDeleted",
    "LinkedAuthSourceUserPropertyCanNotBeDeleted",
    "LinkedUserPropertyCanNotBeDeleted",
    "PlatformDomainSuffixCanNotBeUsed",
    "WhenUserExistUserPropertyCanNotBeDeleted",
  ].map((code) => `UnsupportedOperation.${code}`),
];

/** Codes of every product. They are in the documentation only, some of them in CIAM's SDKs as well. */
export const codesOfEveryProduct: readonly string[] = `
AuthFailure.InvalidAuthorization AuthFailure.InvalidSecretId AuthFailure.SecretIdNotFound AuthFailure.SignatureExpire
AuthFailure.SignatureFailure AuthFailure.TokenFailure AuthFailure.MFAFailure AuthFailure.UnauthorizedOperation
UnauthorizedOperation ActionOffline InvalidAction NoSuchProduct NoSuchVersion UnsupportedRegion UnsupportedProtocol
InvalidRequest MissingParameter UnknownParameter InvalidParameter InvalidParameterValue RequestLimitExceeded
RequestLimitExceeded.IPLimitExceeded RequestLimitExceeded.UinLimitExceeded
RequestLimitExceeded.GlobalRegionUinLimitExceeded RequestSizeLimitExceeded ResponseSizeLimitExceeded LimitExceeded
ResourceInUse ResourceInsufficient ResourceNotFound ResourceUnavailable IpInBlacklist IpNotInWhitelist
DryRunOperation FailedOperation UnsupportedOperation InternalError ServiceUnavailable`
  .trim()
  .split(/\s+/);
