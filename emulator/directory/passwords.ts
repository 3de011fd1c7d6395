import { ApiError } from "../service/apiError";
import { fingerprint, fits, type SentCredential } from "./credential";
import type { Services } from "../service/services";
import { requireStore } from "./stores";
import { badPassword, isAllowedPassword } from "./userRules";
import { requireUser } from "./users";

export function givePassword(services: Services, store: string, userId: string, password: string): void {
  requireStore(services, store);
  const user = requireUser(services, store, userId);
  if (password === "") throw new ApiError("FailedOperation.PasswordIsNull");
  if (user.Status === "FREEZE") throw new ApiError("FailedOperation.UserIsFreeze");
  if (!isAllowedPassword(services, password)) throw badPassword();
  services.db.run(
    "UPDATE users SET credential = ? WHERE id = ?",
    fingerprint({ Password: password }, services.random),
    userId,
  );
}

/** True if the user was last given this credential. For tests; the API has no such question. */
export function hasCredential({ db }: Services, userId: string, sent: SentCredential): boolean {
  const kept = db.get("SELECT credential FROM users WHERE id = ?", userId)?.credential;
  return typeof kept === "string" && fits(sent, kept);
}
