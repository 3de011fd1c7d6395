import { actions, isActionName } from "../actions";
import { entryFor } from "./catalogue";
import { failedCall, type CiamError } from "./ciamError";

export interface ServiceReply {
  readonly code: string;
  readonly requestId?: string | undefined;
  /** The service's own words, cleared of everything that was sent; only shown where ours say too little. */
  readonly said?: string | undefined;
  /** Instead of the catalogue's, for what only the caller knows: the endpoint, for one. */
  readonly remedy?: string | undefined;
}

/** The error for a code the service answered. */
export function errorFromService(action: string, { code, requestId, said, remedy }: ServiceReply): CiamError {
  const entry = entryFor(code);
  if (!entry) {
    return failedCall({
      action,
      code,
      // An unknown refusal of a write may have come after half the work.
      class: isWrite(action) ? "unknown-outcome" : "permanent",
      meaning: said ? `the service says: ${said}` : "the service answered with an error it does not document",
      remedy: remedy ?? "look the code up in the API's documentation, or give the request id to Tencent Cloud support",
      requestId,
    });
  }
  return failedCall({
    action,
    code,
    class: entry.class,
    meaning: said && SAYS_LITTLE.test(code) ? `${entry.meaning}: ${said}` : entry.meaning,
    remedy: remedy ?? entry.remedy,
    requestId,
  });
}

/** Codes whose meaning depends on which parameter or which resource the service has in mind. */
const SAYS_LITTLE =
  /^(?:InvalidParameter|InvalidParameterValue|MissingParameter|UnknownParameter)(?:\.|$)|^(?:FailedOperation|LimitExceeded|OperationDenied|ResourceInUse|ResourceNotFound|ResourceUnavailable|UnsupportedOperation|UnauthorizedOperation)$/;

function isWrite(action: string): boolean {
  return !isActionName(action) || actions[action].kind === "write";
}
