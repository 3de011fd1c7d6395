import type { ApiError } from "../service/apiError";

/**
 * What the vendor's SDKs say in Chinese about each error code, word for word (tencentcloud-sdk-python-ciam 3.1.97,
 * Apache-2.0): the nearest to the service's own texts, which are not published.
 */
const texts: Readonly<Partial<Record<string, string>>> = {
  AuthFailure: "CAM签名/鉴权错误。",
  DryRunOperation: "DryRun 操作，代表请求将会是成功的，只是多传了 DryRun 参数。",
  FailedOperation: "操作失败。",
  "FailedOperation.AccountAlreadyBeLinked": "从账号已经被融合过，不允许再次融合。",
  "FailedOperation.AttributeFormatError": "用户属性格式异常。",
  "FailedOperation.AuthSourceNameAlreadyExists": "认证源名称已存在。",
  "FailedOperation.AuthSourceNotFound": "认证源不存在。",
  "FailedOperation.DataFlowTooManyRequests": "已存在2个有效的任务，请等待其中一部分完成后重试。",
  "FailedOperation.EmailAlreadyExists": "该邮箱已被用户绑定。",
  "FailedOperation.EmailIsNull": "邮箱地址不能为空。",
  "FailedOperation.ImportUserIsEmpty": "导入用户时，用户为空。",
  "FailedOperation.IndexedAttributeTooLong": "indexedAttribute最长512字符。",
  "FailedOperation.InvalidTenant": "无效租户。",
  "FailedOperation.InvalidUserStatusEnum": "状态枚举值错误，请参考接口文档。",
  "FailedOperation.InvalidUserStore": "无效用户池。",
  "FailedOperation.OrgNotFound": "组织机构不存在",
  "FailedOperation.PasswordIsNull": "密码不能为空。",
  "FailedOperation.PhoneNumberAlreadyExists": "该手机号已被用户绑定。",
  "FailedOperation.PhoneNumberIsNull": "电话号码不能为空。",
  "FailedOperation.PrimaryUserNotFound": "主用户不存在。",
  "FailedOperation.QueryUsersParameterMustInWhitelist":
    "查询条件必须包含id, userName, phoneNumber, email, userGroup, alipayUserId, wechatOpenId,wechatUnionId, qqOpenId, qqUnionId,lastModifiedDate, indexedAttribute1, indexedAttribute2,indexedAttribute3, indexedAttribute4, indexedAttribute5重的一个或者多个。",
  "FailedOperation.QueryUsersParameterRepeat": "查询用户条件不能有重复的条件。",
  "FailedOperation.QueryUsersSortParameterMustInWhitelist":
    "Sort条件的PropertyKey必须在id, userName, phoneNumber, email, userGroup, alipayUserId, wechatOpenId,wechatUnionId, qqOpenId, qqUnionId,lastModifiedDate, indexedAttribute1, indexedAttribute2,indexedAttribute3, indexedAttribute4, indexedAttribute5中。",
  "FailedOperation.QuotaLimitExceeded": "配额超限，如有需求请联系客服人员。",
  "FailedOperation.SecondaryUserNotFound": "从用户不存在。",
  "FailedOperation.UserGroupNameAlreadyExists": "用户组名称已存在。",
  "FailedOperation.UserGroupNotFound": "用户组不存在。",
  "FailedOperation.UserIsFreeze": "用户已被冻结。",
  "FailedOperation.UserNameAlreadyExists": "用户名称已存在。",
  "FailedOperation.UserNameIsNull": "用户名不能为空。",
  "FailedOperation.UserNotFound": "用户不存在。",
  "FailedOperation.UserPropertyCodeAlreadyExists": "属性标识已存在。",
  "FailedOperation.UserPropertyNotFound": "用户属性不存在。",
  "FailedOperation.UserStatusRequired": "更新状态必传。",
  "FailedOperation.UserStoreAlreadyExists": "已存在相同用户目录名。",
  "FailedOperation.UserStoreDomainAlreadyExists": "已存在相同域名。",
  "FailedOperation.UserStoreNotExist": "用户目录不存在。",
  InternalError: "内部错误。",
  "InternalError.JudgeUserExistException": "判断存在用户内部请求错误，请稍后重试。",
  "InternalError.UnknownError": "未知错误。",
  "InternalError.UserStoreCreateSecretFail": "创建用户目录时创建密钥失败。",
  "InternalError.UserStoreDeleteUserFail": "删除用户目录时删除用户失败。",
  InvalidParameter: "参数错误。",
  "InvalidParameter.ParameterIllegal": "请求参数不合法。",
  InvalidParameterValue: "参数取值错误。",
  LimitExceeded: "超过配额限制。",
  MissingParameter: "缺少参数错误。",
  OperationDenied: "操作被拒绝。",
  RequestLimitExceeded: "请求的次数超过了频率限制。",
  "RequestLimitExceeded.FrequentRequest": "请求过于频繁，请稍后再试。",
  "RequestLimitExceeded.RepeatRequest": "请求重复，请稍后再试。",
  ResourceInUse: "资源被占用。",
  ResourceInsufficient: "资源不足。",
  ResourceNotFound: "资源不存在。",
  ResourceUnavailable: "资源不可用。",
  ResourcesSoldOut: "资源售罄。",
  UnauthorizedOperation: "未授权操作。",
  "UnauthorizedOperation.TenantNotActivated": "服务未开通。",
  UnknownParameter: "未知参数错误。",
  UnsupportedOperation: "操作不支持。",
  "UnsupportedOperation.EnabledAuthSourceCanNotBeDeleted": "认证源已启用，不允许删除。",
  "UnsupportedOperation.EnabledAuthSourceCanNotBeUpdated": "认证源已启用，不允许更新。",
  "UnsupportedOperation.InternalUserProperty": "内置属性不支持该操作。",
  "UnsupportedOperation.LinkedAppUserPropertyCanNotBeDeleted": "属性被应用关联，不允许删除。",
  "UnsupportedOperation.LinkedAuthSourceCanNotBeClosed": "认证源被应用关联，不允许关闭。",
  "UnsupportedOperation.LinkedAuthSourceCanNotBeDeleted": "认证源被应用关联，不允许删除。",
  "UnsupportedOperation.LinkedAuthSourceUserPropertyCanNotBeDeleted": "属性被认证源关联，不允许删除。",
  "UnsupportedOperation.LinkedUserPropertyCanNotBeDeleted": "属性被其它模块关联，不允许删除。",
  "UnsupportedOperation.PlatformDomainSuffixCanNotBeUsed": "不允许使用平台域名后缀作为自有域名后缀。",
  "UnsupportedOperation.WhenUserExistUserPropertyCanNotBeDeleted": "用户池下已存在用户，用户属性不允许被删除。",
};

/**
 * The message of an error for a caller who asked for Chinese, with what else is known of it behind in English. A code
 * without a text has that of its family.
 */
export function inChinese({ code, detail, message }: ApiError): string | undefined {
  const own = textOf(code);
  const text = own ?? textOf(code.split(".", 1)[0] ?? "");
  const more = own === undefined ? message : detail;
  return text === undefined || more === undefined ? text : `${text} (${more})`;
}

function textOf(code: string): string | undefined {
  return Object.hasOwn(texts, code) ? texts[code] : undefined;
}
