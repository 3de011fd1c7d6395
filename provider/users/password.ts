import type { PasswordEncryptType } from "./user";

const bcrypt = /^\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}$/;

const forms: Readonly<Record<PasswordEncryptType, { pattern: RegExp; description: string }>> = {
  SHA1: { pattern: /^(?:[0-9a-f]{40}|[A-Za-z0-9+/]{27}=)$/i, description: "40 hex digits, or 28 characters of base64" },
  MD5: { pattern: /^(?:[0-9a-f]{32}|[A-Za-z0-9+/]{22}==)$/i, description: "32 hex digits, or 24 characters of base64" },
  BCRYPT: { pattern: bcrypt, description: "60 characters that begin with $2a$, $2b$ or $2y$" },
};

/** What a hash of this type looks like, unless the password does. */
export function hashMismatch(password: string, type: PasswordEncryptType): string | undefined {
  const { pattern, description } = forms[type];
  return pattern.test(password) ? undefined : description;
}

/** Hashes no password of a person looks like, and what they are. */
const hashes: readonly { pattern: RegExp; means: string }[] = [
  { pattern: bcrypt, means: "set passwordEncryptType to BCRYPT" },
  { pattern: /^[0-9a-f]{40}$/i, means: "set passwordEncryptType to SHA1" },
  { pattern: /^[0-9a-f]{32}$/i, means: "set passwordEncryptType to MD5" },
  {
    pattern: /^(?:\$(?:1|5|6|y|argon2(?:id|i|d))\$|\{(?:SSHA|SHA|SMD5|MD5)\d*\}|pbkdf2[_:$-])/i,
    means: "CIAM imports SHA1, MD5 and BCRYPT only",
  },
];

/** What to do about a plaintext password that looks like a hash, if it does. */
export function hashWithoutType(password: string): string | undefined {
  return hashes.find(({ pattern }) => pattern.test(password))?.means;
}
