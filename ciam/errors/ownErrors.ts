import { isLoopback } from "../endpoint";
import { REPORT_BUG } from "./bugError";
import { failedCall, type CiamError } from "./ciamError";
import { REQUEST_TOO_LARGE } from "./catalogue/meanings";

/** Errors that no service answered: the connection or the answer was faulty. */

const LOOK_FIRST = "check what the service did before you try again; the next update does that by itself";
const CHECK_NETWORK = "check the network, the proxy settings and ciam:endpoint, then try again";

/** The service refuses anything larger, however it counts a megabyte. */
export const LARGEST_REQUEST = 10 * 1024 * 1024;

export function requestTooLarge(action: string, bytes: number): CiamError {
  return failedCall({
    action,
    code: REQUEST_TOO_LARGE,
    class: "permanent",
    meaning: `the request has ${String(bytes)} bytes, which is more than the ${String(LARGEST_REQUEST)} the service takes; it was not sent`,
    remedy: "send fewer users in one import",
  });
}

export function requestInvalid(action: string, where: string): CiamError {
  return failedCall({
    action,
    code: "Request.Invalid",
    class: "permanent",
    meaning: `the request does not fit the action at ${where}; it was not sent`,
    remedy: `compare the request with the type of the action; if it was not yours, ${REPORT_BUG}`,
  });
}

/** No connection came about, so nothing was executed. */
export function unreachable(action: string, url: string, code: string): CiamError {
  const { host, hostname } = new URL(url);
  const error = (name: string, meaning: string, remedy: string) =>
    failedCall({ action, code: `Network.${name}`, class: "unreachable", meaning, remedy });
  if (code === "ECONNREFUSED") {
    return isLoopback(hostname)
      ? error(
          "ConnectionRefused",
          `nothing listens on ${host}`,
          "start the emulator there (npx --no-install ciam-emulator), or correct ciam:endpoint",
        )
      : error("ConnectionRefused", `${host} refuses connections`, CHECK_NETWORK);
  }
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return error("NameNotFound", `the name ${hostname} could not be resolved`, CHECK_NETWORK);
  }
  if (isTlsCode(code)) {
    return error(
      "TlsFailed",
      `no secure connection to ${host} could be made: ${code}`,
      "check the certificates on the way to the service; NODE_EXTRA_CA_CERTS adds those of a company proxy",
    );
  }
  return error("Unreachable", `${host} cannot be reached: ${code}`, CHECK_NETWORK);
}

export function isTlsCode(code: string): boolean {
  return /^(?:CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|EPROTO$|HOSTNAME_MISMATCH$)/.test(code);
}

/** The connection broke after the request may have arrived. */
export function connectionLost(action: string, host: string, code: string): CiamError {
  return unknownOutcome(action, "Network.ConnectionLost", `the connection to ${host} broke before the answer: ${code}`);
}

export function timedOut(action: string, host: string, ms: number): CiamError {
  return unknownOutcome(action, "Network.Timeout", `${host} did not answer within ${String(ms / 1000)} s`);
}

/** The caller aborted while the request was under way. */
export function abandoned(action: string, host: string): CiamError {
  return unknownOutcome(action, "Network.Aborted", `the call was given up before ${host} answered`);
}

export function truncated(action: string): CiamError {
  return unknownOutcome(action, "Response.Truncated", "the answer broke off in the middle");
}

export function responseTooLarge(action: string, limit: number): CiamError {
  return unknownOutcome(action, "Response.TooLarge", `the answer has more than ${String(limit)} bytes`);
}

export function notJson(action: string, contentType: string): CiamError {
  return unknownOutcome(action, "Response.NotJson", `the answer is not JSON but ${contentType}`);
}

/** `where` consists of member names only, never their values. */
export function malformed(action: string, where: string): CiamError {
  return unknownOutcome(action, "Response.Malformed", `the answer is not one of this action: ${where}`);
}

export function redirected(action: string, host: string): CiamError {
  return failedCall({
    action,
    code: "Response.Redirected",
    class: "permanent",
    meaning: `${host} sent the request on to another place, where a signed request must not go`,
    remedy: "check ciam:endpoint, and whether a proxy or a login page stands in between",
    notExecuted: false,
  });
}

export function badStatus(action: string, host: string, status: number): CiamError {
  const code = `Response.HttpStatus${String(status)}`;
  const meaning = `${host} answered with HTTP status ${String(status)} and not as the API does`;
  // A failing gateway may have passed the request on first; a refusing one has not understood it.
  if (status >= 500 || status === 408 || status === 429) return unknownOutcome(action, code, meaning);
  return failedCall({
    action,
    code,
    class: "permanent",
    meaning,
    remedy: "check ciam:endpoint, and whether a proxy stands in between",
    notExecuted: false,
  });
}

function unknownOutcome(action: string, code: string, meaning: string): CiamError {
  return failedCall({ action, code, class: "unknown-outcome", meaning, remedy: LOOK_FIRST });
}
