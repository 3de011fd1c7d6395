import { published as publishedApi } from "../../../tools/published/derive";

/** Error codes that every product has; those of CIAM are in the vendor's SDKs, these only in its documents. */
const everyProduct = `
AuthFailure.InvalidAuthorization AuthFailure.InvalidSecretId AuthFailure.SecretIdNotFound AuthFailure.SignatureExpire
AuthFailure.SignatureFailure AuthFailure.TokenFailure AuthFailure.MFAFailure AuthFailure.UnauthorizedOperation
UnauthorizedOperation ActionOffline InvalidAction NoSuchProduct NoSuchVersion UnsupportedRegion UnsupportedProtocol
InvalidRequest MissingParameter UnknownParameter InvalidParameter InvalidParameterValue RequestLimitExceeded
RequestLimitExceeded.IPLimitExceeded RequestLimitExceeded.UinLimitExceeded
RequestLimitExceeded.GlobalRegionUinLimitExceeded RequestSizeLimitExceeded ResponseSizeLimitExceeded LimitExceeded
ResourceInUse ResourceInsufficient ResourceNotFound ResourceUnavailable IpInBlacklist IpNotInWhitelist
DryRunOperation FailedOperation UnsupportedOperation InternalError ServiceUnavailable`;

/** Error codes as Tencent Cloud publishes them: for CIAM, and for every product. */
export const published: ReadonlySet<string> = new Set([
  ...publishedApi().codes,
  ...everyProduct.split(/\s+/).filter((code) => code !== ""),
]);
