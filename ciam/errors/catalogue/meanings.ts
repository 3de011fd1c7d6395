import { CiamError } from "../ciamError";

/** The meaning of an error to the caller. Only this folder compares codes of the service. */

/** The code of a request that is larger than the service takes. */
export const REQUEST_TOO_LARGE = "RequestSizeLimitExceeded";

/** The user does not exist, so a deletion has reached its goal. */
export function isUserGone(error: unknown): boolean {
  return hasCode(error, "FailedOperation.UserNotFound");
}

/** The store is unknown under these credentials. That does not prove its deletion. */
export function isStoreUnknown(error: unknown): boolean {
  return hasCode(error, "FailedOperation.InvalidUserStore");
}

/** A store of this name, or a group of this name in its store, exists already. */
export function isNameTaken(error: unknown): boolean {
  return hasCode(error, "FailedOperation.UserStoreAlreadyExists", "FailedOperation.UserGroupNameAlreadyExists");
}

/** This endpoint lacks the action, or these credentials lack the right to it. Other actions may work. */
export function isActionDenied(error: unknown): boolean {
  return matches(error, /^InvalidAction$|UnauthorizedOperation/);
}

/** The service was reached, let the caller in, and gave this for an answer. */
export function isAnswer(error: unknown): error is CiamError {
  if (!(error instanceof CiamError) || /^(?:Network|Request|Response)\./.test(error.code)) return false;
  return error.class !== "throttled" && error.class !== "clock" && error.class !== "token";
}

/** The service said no, and did nothing. */
export function isRefusal(error: unknown): error is CiamError {
  return isAnswer(error) && (error.class !== "unknown-outcome" || isTakenForRepetition(error));
}

/** This endpoint lacks the action: nobody has it there. */
export function isActionUnknown(error: unknown): boolean {
  return hasCode(error, "InvalidAction");
}

/** The action does not know the parameter. */
export function isParameterUnknown(error: unknown): boolean {
  return hasCode(error, "UnknownParameter");
}

/** The endpoint does not serve the region. */
export function isRegionRefused(error: unknown): boolean {
  return hasCode(error, "UnsupportedRegion");
}

/** The time of a request is too far from the service's. */
export function isTimeRefused(error: unknown): error is CiamError {
  return error instanceof CiamError && error.class === "clock";
}

/** A password cannot be set, because the user is frozen. */
export function isUserFrozen(error: unknown): boolean {
  return hasCode(error, "FailedOperation.UserIsFreeze");
}

/** A parameter was refused. In a request for a page, only its size can be the reason. */
export function isPageRefused(error: unknown): boolean {
  return matches(error, /^InvalidParameter/);
}

/** The service does not search or sort by the requested key. */
export function isSearchRefused(error: unknown): boolean {
  return matches(error, /MustInWhitelist$/);
}

/** The call may have named more users than the service takes at once: neither a maximum nor its code is documented. */
export function isTooManyAtOnce(error: unknown): boolean {
  return matches(error, /^(?:InvalidParameter|LimitExceeded|RequestSizeLimitExceeded)/);
}

/** An import is larger than the service takes. */
export function isTooLarge(error: unknown): boolean {
  return matches(error, /^RequestSizeLimitExceeded|^LimitExceeded$|^InvalidParameterValue\.TooLarge$/);
}

/** Both of the store's job slots are taken. */
export function isSlotTaken(error: unknown): boolean {
  return error instanceof CiamError && error.class === "slot";
}

/** This one user is refused; others may pass. */
export function isAboutOneUser(error: unknown): error is CiamError {
  return error instanceof CiamError && error.class === "user";
}

/** The service takes the request for a repetition of an earlier one, which may have been executed. */
export function isTakenForRepetition(error: CiamError): boolean {
  return hasCode(error, "RequestLimitExceeded.RepeatRequest");
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof CiamError && codes.includes(error.code);
}

function matches(error: unknown, pattern: RegExp): boolean {
  return error instanceof CiamError && pattern.test(error.code);
}
