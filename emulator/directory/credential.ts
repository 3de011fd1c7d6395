import { createHash, timingSafeEqual } from "node:crypto";
import type { ImportUser } from "../../ciam/actions";
import type { Random } from "../service/random";

/** A password as it was sent: a plain one, or a hash with its kind and salt. */
export type SentCredential = Pick<ImportUser, "Password" | "PasswordEncryptTypeEnum" | "Salt">;

/**
 * The stored trace of a password: enough to compare a later one, and no more, because the database may be an
 * unprotected file.
 */
export function fingerprint(sent: SentCredential, random: Random): string | null {
  if (sent.Password === undefined) return null;
  const grain = random.id();
  return `${grain}$${digest(grain, sent)}`;
}

export function fits(sent: SentCredential, kept: string): boolean {
  const [grain = "", expected = ""] = kept.split("$");
  const shown = digest(grain, sent);
  return shown.length === expected.length && timingSafeEqual(Buffer.from(shown), Buffer.from(expected));
}

function digest(grain: string, { Password, PasswordEncryptTypeEnum, Salt }: SentCredential): string {
  return createHash("sha256")
    .update(JSON.stringify([grain, Password, PasswordEncryptTypeEnum ?? null, Salt ?? null]))
    .digest("hex");
}
