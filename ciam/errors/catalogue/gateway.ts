import { REPORT_BUG } from "../bugError";
import { entryOf, type Chapter } from "./types";

const throttled = entryOf("throttled");
const unknown = entryOf("unknown-outcome");
const permanent = entryOf("permanent");

const SLOW_DOWN = "lower ciam:rate, or run fewer programs at a time under this account";
const LATER = "try again later; if it goes on, give the request id to Tencent Cloud support";
const CHECK_INPUT = "compare the inputs with the documentation of the action";
const BUG = `${REPORT_BUG}, with the action and the request id`;

/** Codes shared by every product of the cloud. */
export const aboutGateway: Chapter = {
  RequestLimitExceeded: throttled("too many requests a second", SLOW_DOWN),
  "RequestLimitExceeded.FrequentRequest": throttled("the requests come too fast", SLOW_DOWN),
  "RequestLimitExceeded.IPLimitExceeded": throttled("too many requests a second from this address", SLOW_DOWN),
  "RequestLimitExceeded.UinLimitExceeded": throttled("too many requests a second for this account", SLOW_DOWN),
  "RequestLimitExceeded.GlobalRegionUinLimitExceeded": throttled(
    "too many requests a second for this account over all regions",
    SLOW_DOWN,
  ),
  // The service may have executed the first of the two requests: this is no throttle, despite the first half of the
  // code.
  "RequestLimitExceeded.RepeatRequest": unknown(
    "the service takes the request for a repetition of an earlier one",
    "look whether the earlier one was executed before trying again",
  ),
  RequestSizeLimitExceeded: permanent("the request is larger than 10 MB", "send fewer users in one import"),
  ResponseSizeLimitExceeded: permanent("the answer is larger than the service can send", "ask for smaller pages"),

  InvalidAction: permanent("the service does not know the action", "check ciam:endpoint and the region"),
  ActionOffline: permanent("the action has been withdrawn", "look for its successor in the API's history"),
  NoSuchProduct: permanent("the endpoint does not serve CIAM", "check ciam:endpoint"),
  NoSuchVersion: permanent("the endpoint does not serve version 2022-03-31 of CIAM", "check ciam:endpoint"),
  UnsupportedRegion: permanent(
    "CIAM is not offered in this region",
    "set ciam:region: ap-singapore with the international endpoint, ap-guangzhou with the mainland one",
  ),
  UnsupportedProtocol: permanent("the request was neither GET nor POST", BUG),
  InvalidRequest: permanent("the body of the request is malformed", BUG),
  MissingParameter: permanent("a required parameter is missing", CHECK_INPUT),
  UnknownParameter: permanent("a parameter is not known to the service", CHECK_INPUT),
  InvalidParameter: permanent("a parameter has a wrong type or format", CHECK_INPUT),
  "InvalidParameter.ParameterIllegal": permanent("a parameter is not allowed", CHECK_INPUT),
  InvalidParameterValue: permanent("a parameter has a wrong value", CHECK_INPUT),

  LimitExceeded: permanent("a quota is used up", "remove what is no longer needed, or ask for a greater quota"),
  ResourceInUse: permanent("the resource is in use", "remove what uses it first"),
  ResourceInsufficient: permanent("the service has no more of this resource", LATER),
  ResourcesSoldOut: permanent("the resource is sold out", LATER),
  ResourceNotFound: permanent("the resource does not exist", "check the ids, the endpoint and the account"),
  ResourceUnavailable: permanent("the resource cannot be used now", "check its state in the console"),
  UnsupportedOperation: permanent("the operation is not supported", "check the state of the resource in the console"),
  DryRunOperation: permanent("the request was a dry run and would have succeeded", "send it without DryRun"),

  FailedOperation: unknown("the operation failed", LATER),
  InternalError: unknown("the service failed", LATER),
  "InternalError.UnknownError": unknown("the service failed for a reason it does not know", LATER),
  ServiceUnavailable: unknown("the service is not available at present", LATER),
};
