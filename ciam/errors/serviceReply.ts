import { actions, isActionName } from "../actions";
import { entryFor } from "./catalogue";
import { failedCall, type CiamError } from "./ciamError";

export interface ServiceReply {
  readonly code: string;
  readonly requestId?: string | undefined;
  /** The service's own words, cleared of all values sent; shown only where ours say too little. */
  readonly said?: string | undefined;
  /** Replaces the catalogue's remedy where only the caller knows it, for instance by the endpoint. */
  readonly remedy?: string | undefined;
}

/** The error for a code from the service. */
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

/** Codes whose meaning depends on the parameter or resource concerned. */
const SAYS_LITTLE =
  /^(?:InvalidParameter|InvalidParameterValue|MissingParameter|UnknownParameter)(?:\.|$)|^(?:FailedOperation|LimitExceeded|OperationDenied|ResourceInUse|ResourceNotFound|ResourceUnavailable|UnsupportedOperation|UnauthorizedOperation)$/;

function isWrite(action: string): boolean {
  return !isActionName(action) || actions[action].kind === "write";
}
