/** CIAM's API: its actions, its errors, and a client that is careful with both. */
export * from "./actions";
export { CiamClient, type CallOptions, type CiamClientOptions, type Language } from "./client";
export { systemClock, type Clock } from "./clock";
export * from "./credentials";
export {
  embeddedAt,
  INTERNATIONAL_HOST,
  MAINLAND_HOST,
  parseEndpoint,
  type Endpoint,
  type EndpointKind,
} from "./endpoint";
export {
  AmbiguousError,
  CiamError,
  errorCatalogue,
  errorFromService,
  ServiceError,
  UsageError,
  type CatalogueEntry,
  type CiamErrorDetails,
  type ErrorClass,
} from "./errors";
export { ALGORITHM, scopeDate, sign, type Tc3Request, type Tc3Signature } from "./transport/tc3";
export {
  checkedRate,
  DEFAULT_RATE,
  GREATEST_RATE,
  noLimit,
  processLimiter,
  TokenBuckets,
  type Allowance,
  type RateLimiter,
} from "./transport/limiter";
export { LARGEST_REQUEST } from "./errors/ownErrors";
export { httpTransport } from "./transport/httpTransport";
export { defaultTransport, type Transport, type TransportReply, type TransportRequest } from "./transport";
