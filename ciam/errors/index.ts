import { actions, isActionName } from "../actions";
import { entryFor, type ErrorClass } from "./catalogue";

export { errorCatalogue, type CatalogueEntry, type ErrorClass } from "./catalogue";
export { UsageError } from "./usageError";

export interface CiamErrorDetails {
  /** Of the API; anything else is taken for a write. */
  readonly action: string;
  /** A code of the service, or one of ours: `Network.…`, `Response.…`, `Request.…`. */
  readonly code: string;
  readonly class: ErrorClass;
  /** A clause that can follow "CreateUser: ". Never a value that was sent or received. */
  readonly meaning: string;
  readonly remedy: string;
  readonly requestId?: string | undefined;
  /** Default: true for every class but `unknown-outcome`. */
  readonly notExecuted?: boolean;
}

/**
 * A call that failed. It is built from scratch and keeps no cause: the errors of an HTTP library carry the
 * Authorization header and the body, passwords included, into whatever prints them.
 */
export class CiamError extends Error {
  override readonly name = "CiamError";
  readonly action: string;
  readonly code: string;
  readonly class: ErrorClass;
  readonly requestId?: string;
  /** What the reader can do about it. */
  readonly remedy: string;
  /** Was the call certainly not executed? */
  readonly notExecuted: boolean;

  constructor(details: CiamErrorDetails) {
    const { action, code, meaning, requestId } = details;
    super(`${action}: ${meaning} (${code}${requestId === undefined ? "" : `, request ${requestId}`})`);
    this.action = action;
    this.code = code;
    this.class = details.class;
    if (requestId !== undefined) this.requestId = requestId;
    this.remedy = details.remedy;
    this.notExecuted = details.notExecuted ?? details.class !== "unknown-outcome";
  }

  toJSON(): Record<string, unknown> {
    const { name, message, action, code, requestId, remedy, notExecuted } = this;
    return { name, message, action, code, class: this.class, requestId, remedy, notExecuted };
  }
}

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
    return new CiamError({
      action,
      code,
      // An unknown refusal of a write may have come after half the work.
      class: isWrite(action) ? "unknown-outcome" : "permanent",
      meaning: said ? `the service says: ${said}` : "the service answered with an error it does not document",
      remedy: remedy ?? "look the code up in the API's documentation, or give the request id to Tencent Cloud support",
      requestId,
    });
  }
  return new CiamError({
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
