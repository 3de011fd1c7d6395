import { CiamError } from "../ciamError";

/** What an error means to whoever called. The codes of the service are compared in this folder and nowhere else. */

/** The code of a request that is larger than the service takes. */
export const REQUEST_TOO_LARGE = "RequestSizeLimitExceeded";

/** There is no such user: whoever wanted it gone has what they wanted. */
export function isUserGone(error: unknown): boolean {
  return hasCode(error, "FailedOperation.UserNotFound");
}

/** The store is not known under these credentials. Whether it was deleted cannot be told from that. */
export function isStoreUnknown(error: unknown): boolean {
  return hasCode(error, "FailedOperation.InvalidUserStore");
}

/** A store of this name, or a group of this name in its store, is there already. */
export function isNameTaken(error: unknown): boolean {
  return hasCode(error, "FailedOperation.UserStoreAlreadyExists", "FailedOperation.UserGroupNameAlreadyExists");
}

/** This endpoint has no such action, or these credentials no right to it. Others they may have. */
export function isActionDenied(error: unknown): boolean {
  return matches(error, /^InvalidAction$|UnauthorizedOperation/);
}

/** A parameter was refused. Of a page, its size is the only one that may be at fault. */
export function isPageRefused(error: unknown): boolean {
  return matches(error, /^InvalidParameter/);
}

/** The service does not search, or sort, by what it was asked to. */
export function isSearchRefused(error: unknown): boolean {
  return matches(error, /MustInWhitelist$/);
}

/** Perhaps one call named more users than the service takes at once: no maximum is documented, nor its code. */
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

/** One user cannot be so; others can. */
export function isAboutOneUser(error: unknown): error is CiamError {
  return error instanceof CiamError && error.class === "user";
}

/** The service takes the request for a repetition of one it has a memory of, and which may have been carried out. */
export function isTakenForRepetition(error: CiamError): boolean {
  return hasCode(error, "RequestLimitExceeded.RepeatRequest");
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof CiamError && codes.includes(error.code);
}

function matches(error: unknown, pattern: RegExp): boolean {
  return error instanceof CiamError && pattern.test(error.code);
}
