import type { ErrorClass } from "./catalogue/types";

export interface CiamErrorDetails {
  /** An action of the API; any other name counts as a write. */
  readonly action: string;
  /** A code of the service, or one of ours: `Network.…`, `Response.…`, `Request.…`. */
  readonly code: string;
  readonly class: ErrorClass;
  /** A clause that can follow "CreateUser: ". Never contains a value that was sent or received. */
  readonly meaning: string;
  readonly remedy: string;
  readonly requestId?: string | undefined;
  /** Default: true for every class but `unknown-outcome`. */
  readonly notExecuted?: boolean;
}

/**
 * A failed call: a `ServiceError` or an `AmbiguousError`. It is built from scratch and keeps no cause: errors of an
 * HTTP library carry the Authorization header and the body, passwords included, into every printout.
 */
export abstract class CiamError extends Error {
  /** One name for both kinds: programs that check it ask whether a call failed. */
  override readonly name = "CiamError";
  readonly action: string;
  readonly code: string;
  readonly class: ErrorClass;
  readonly requestId?: string;
  /** The reader's remedy. */
  readonly remedy: string;
  /** True if the call was certainly not executed. */
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

/** CIAM refused the call, or the call never reached it: it was not executed. */
export class ServiceError extends CiamError {}

/** The outcome of the call is unknown: look at the store before sending it again. */
export class AmbiguousError extends CiamError {}

/** The error of a failed call, of the kind that its class implies. */
export function failedCall(details: CiamErrorDetails): CiamError {
  return details.class === "unknown-outcome" ? new AmbiguousError(details) : new ServiceError(details);
}
