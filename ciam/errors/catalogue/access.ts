import { REPORT_BUG } from "../bugError";
import { entryOf, type Chapter } from "./types";

const clock = entryOf("clock");
const token = entryOf("token");
const permanent = entryOf("permanent");

const ASK_CAM = "allow the action ciam:* (or the single ciam action) for this sub-account or role in CAM";

/** Codes about the caller and its address. */
export const aboutAccess: Chapter = {
  AuthFailure: permanent("the caller could not be authenticated", "check the credentials"),
  "AuthFailure.InvalidAuthorization": permanent(
    "the Authorization header is malformed",
    `check the secret id for stray characters; if there are none, ${REPORT_BUG}`,
  ),
  "AuthFailure.InvalidSecretId": permanent(
    "the secret id is not that of an API key",
    "use an API key of Tencent Cloud (console: CAM, API keys)",
  ),
  "AuthFailure.SecretIdNotFound": permanent(
    "the secret id is not known",
    "check that the key exists and is enabled, and that no blanks came along when it was copied",
  ),
  "AuthFailure.SignatureExpire": clock(
    "the time of the request is more than five minutes from the service's",
    "set the clock of this machine",
  ),
  "AuthFailure.SignatureFailure": permanent(
    "the signature does not fit",
    "check that secret id and secret key belong together and that no blanks came along when they were copied",
  ),
  "AuthFailure.TokenFailure": token(
    "the temporary token is not valid, or no longer so",
    "fetch new temporary credentials; id, key and token must come from the same issue",
  ),
  "AuthFailure.MFAFailure": permanent(
    "multi-factor authentication failed",
    "use a sub-account whose API calls need no second factor",
  ),
  "AuthFailure.UnauthorizedOperation": permanent("the caller is not allowed to do this", ASK_CAM),
  UnauthorizedOperation: permanent("the caller is not allowed to do this", ASK_CAM),
  OperationDenied: permanent(
    "the operation is denied",
    "check the account's state in the console, and its rights in CAM",
  ),
  IpInBlacklist: permanent("the address of this machine is on a deny list", "call from another network"),
  IpNotInWhitelist: permanent(
    "the address of this machine is not on the allow list",
    "add the address to the allow list, or call from another network",
  ),
};
