import { createHmac } from "node:crypto";
import stringify from "safe-stable-stringify";
import type { DeclaredUser } from "../../users/user";

/**
 * What is remembered of a declared credential: enough to see that it changed, nothing to log in with. The key is
 * itself a secret of the state, because a bare hash of a password can be guessed.
 */
export function credentialMark(user: DeclaredUser, key: string): string | null {
  if (user.password === undefined) return null;
  const declared = stringify([user.password, user.salt ?? null, user.passwordEncryptType ?? null]);
  return createHmac("sha256", Buffer.from(key, "hex")).update(declared).digest("hex").slice(0, 32);
}
