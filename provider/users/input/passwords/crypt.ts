import { isLong, isParameters, isToken } from "./fields";
import { isRandom, isRandomHex } from "./random";

/**
 * The crypt of old, 13 signs, and its extension, 20 after a `_`. Of 13 letters and digits alone nobody can tell whether
 * a password manager made them, so such a one is found by the set it is in; a dot or slash and the last sign tell.
 */
export function isOldCrypt(text: string): boolean {
  if (/^_[./0-9A-Za-z]{3}\.[./0-9A-Za-z]{15}$/.test(text)) return true;
  return /^(?=.*[./])[./0-9A-Za-z]{12}[.26AEIMQUYcgkosw]$/.test(text) && !/\d{3}$/.test(text) && isRandom(text, 2.6);
}

/**
 * The reversible signs of a router: where its key begins, 0 to 15, and a byte for each sign of the password. The bytes of
 * plain signs have their highest bit unset.
 */
export function isRouterPassword(text: string): boolean {
  if (!/^(?:0\d|1[0-5])(?:[0-7][0-9A-F]){4,}$/.test(text)) return false;
  return (text.match(/[A-F]/g) ?? []).length >= 2;
}

/** `$id$…` of any id: the last field is the digest, others are salts, numbers and parameters. */
export function isModularCrypt(text: string): boolean {
  // The digest may be bytes as they are.
  if (/^\$\w{1,3}\$\d{1,6}\$.{20,}$/s.test(text)) return true;
  const [, id = "", rest = ""] = /^\$+([A-Za-z0-9][\w.+,=@-]{0,30})\$+(?!\$)([\w+/.,=*$-]+)$/.exec(text) ?? [];
  const fields = rest.split(/[$*]+/).filter((field) => field !== "");
  const last = fields.at(-1);
  if (last === undefined) return false;
  // `$1$…$…` is no word with a dollar for an S.
  if (fields.length > 1 && /^\d[a-z]?$/.test(id)) return true;
  if (fields.some((field) => isParameters(field) || isRandomHex(field))) return true;
  // One digest for each of some functions: `sha-1=…,sha-256=…`.
  if (last.split(/[,=]/).some((part) => part.length >= 43 && isLong(part))) return true;
  if (fields.length > 2 && fields.every((field) => /^[0-9a-f]+$/i.test(field))) return true;
  if (!isToken(last)) return false;
  if (isLong(last)) return true;
  // `$P$…`: nobody writes so much after a dollar, a letter and a dollar, whether it has digits or not.
  if (fields.length === 1 && /^[A-Za-z]$/.test(id) && last.length >= 28) return true;
  if (fields.length === 1) return /^\d$/.test(id) && last.length >= 8 && isRandom(last, last.length < 13 ? 2.2 : 2.6);
  return (last.length >= 13 && isRandom(last, 2.6)) || (last.length >= 20 && /\d|^.{1,3}$/.test(id));
}
