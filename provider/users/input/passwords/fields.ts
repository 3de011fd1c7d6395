import { isBase64 } from "./base64";
import { isRandom, isRandomHex } from "./random";

/** Whether a field is written as digests and salts are. */
export function isToken(field: string): boolean {
  return /^[\w+/.-]+=*$/.test(field);
}

/** `v=19`, `m=65536,t=3,p=4`, `rounds=5000` */
export function isParameters(field: string): boolean {
  return /^[a-z]{1,10}=\d+(?:,[a-z]{1,10}=\d+)*$/.test(field);
}

/** Whether a field is longer than any word: words that are joined to a phrase do not count as one. */
export function isLong(field: string): boolean {
  return isToken(field) && field.length >= 31 && (!/[-_.]/.test(field) || isRandom(field));
}

/** Whether a field beside others is a digest: random from a length on, or longer than any word. */
function isDigest(field: string, length: number): boolean {
  if (!isToken(field)) return false;
  return isLong(field) || (field.length >= length && isRandom(field, 2.6)) || isRandomHex(field);
}

/** Names of functions that make a hash of a password, as they stand before one, if they are no words besides. */
const FUNCTION =
  /^(?:x-)?(?:hmac|s?md[2456](?![a-z\d])|i?s?sha-?\d{1,3}(?![a-z])|pbkdf|(?:b|s|y|des|md5|sha\d*|blow)crypt|argon2(?!\d)|scram-|cram-|ntlm|lanman|phpass|ripemd|rmd\d{3}|tiger\d{3}|blake[23]|sm3(?![a-z\d])|pkcs\d)/i;

/** What directories and frameworks call the form of a password, plaintext among them, or say that it is elsewhere. */
const SCHEME =
  /^(?:s?sha|[a-z\d-]*crypt|argon|blake|tiger|whirlpool|noop|plain|plaintext|clear|cleartext|none|sasl|kerberos|krb5|unix|external|xor|aes\d*|3?des|enc)$/;

/** `{SCHEME}…` in capitals or small letters. What people put into braces is followed by something else. */
export function hasScheme(text: string): boolean {
  const [, scheme = "", rest = ""] = /^\{([A-Za-z][\w.+, -]{1,30})\}(.*)$/s.exec(text) ?? [];
  const isName = scheme === scheme.toLowerCase() || scheme === scheme.toUpperCase();
  if (FUNCTION.test(scheme) || (isName && SCHEME.test(scheme.toLowerCase()))) return true;
  if (rest === "") return false;
  return isDigest(rest, 13) || (/^[A-Za-z0-9+/]{6,}={1,2}$/.test(rest) && rest.length % 4 === 0);
}

const SEPARATORS = ["$", ":", ";", ",", "|", "."] as const;

/** Nothing that people put between separators: a salt, a number, parameters, or nothing. */
const FIELDS = /^[\w+/.,=:;|$*-]+$/;

/** A word or a number to begin with. */
const FIRST = /^(?:[a-z]{3,}|[A-Z]{3,}|[A-Z][a-z]{2,}|\d{3})\d*(?:[_-][A-Za-z0-9]+)*$/;

/** `name$…$…`, `1000:…:…`, `salt.…`: a digest, and what belongs to it, between separators of one kind. */
export function isInFields(text: string): boolean {
  if (!FIELDS.test(text)) return false;
  const [, ofPage = ""] = /^sha\d+-(.+)$/.exec(text) ?? [];
  return isBase64(ofPage) || SEPARATORS.some((separator) => areFields(text.split(separator), separator));
}

function areFields(fields: readonly string[], separator: (typeof SEPARATORS)[number]): boolean {
  const [first = "", second, ...others] = fields;
  if (second === undefined) return false;
  if (fields.some((field) => field.length >= 43 && isBase64(field))) return true;
  // A dot is a sign of many alphabets.
  if (separator === ".") return false;
  if (FUNCTION.test(first) && fields.at(-1) !== "") return true;
  const last = others.at(-1);
  // `crypt$sa$sa…`, `CRYPT:…`: the crypt of old, which begins with its salt.
  if (/^crypt$/i.test(first) && fields.at(-1)?.length === 13)
    return last === undefined ? isRandom(second, 2.6) : last.startsWith(second);
  // One of two is the salt, and where that is a number the other one is no word.
  if (last === undefined)
    return separator === ":" && [first, second].some(isNumber) && isDigest(longer(first, second), 20);
  if (separator === "$" && isLong(last)) return true;
  if (!FIRST.test(first)) return false;
  const isCounted = [second, ...others].some((field) => isNumber(field) || isParameters(field));
  return isDigest(last, isCounted || first === "crypt" ? 13 : 20);
}

function isNumber(field: string): boolean {
  return /^\d+$/.test(field);
}

function longer(a: string, b: string): string {
  return a.length > b.length ? a : b;
}

/** An object: a hash with all that belongs to it, or something else that nobody types. */
export function isJson(text: string): boolean {
  if (!/^(?:\{\s*"|\[\s*\{).*[}\]]$/s.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
