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

/** Whether a field beside others is a digest: random from a length on, or longer than any word. */
function isDigest(field: string, length: number): boolean {
  if (!isToken(field)) return false;
  return field.length >= 31 || (field.length >= length && isRandom(field, 2.6)) || isRandomHex(field);
}

/** Names of functions that make a hash of a password, as they stand before one. */
const FUNCTION =
  /^(?:x-)?(?:hmac|s?md[2456](?![a-z\d])|i?s?sha-?\d|s?sha$|pbkdf|[a-z]*crypt|argon|scram|cram|ntlm|lanman|phpass|ripemd|rmd\d|whirlpool|tiger|blake|sm3|pkcs)/i;

/** Names that say in which form the password follows, plaintext among them, or that it is elsewhere. */
const STORED = /^(?:noop|plain|plaintext|clear|cleartext|none|sasl|kerberos|krb|unix|external|xor|aes|3?des|enc)/i;

/** `{SCHEME}…`, as directories and frameworks write it. What people put into braces is followed by something else. */
export function hasScheme(text: string): boolean {
  const [, scheme = "", rest = ""] = /^\{([A-Za-z][\w.+, -]{1,30})\}(.*)$/s.exec(text) ?? [];
  if (scheme === "") return false;
  if (FUNCTION.test(scheme) || STORED.test(scheme)) return true;
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
  if (separator !== "." && FUNCTION.test(first)) return true;
  const last = others.at(-1);
  // One of two is the salt, and where that is a number the other one is no word.
  if (last === undefined)
    return separator === ":" && [first, second].some(isNumber) && isDigest(longer(first, second), 20);
  if (separator === "$" && isToken(last) && last.length >= 31) return true;
  if (!FIRST.test(first)) return false;
  return isDigest(last, fields.slice(1).some((field) => isNumber(field) || isParameters(field)) ? 13 : 20);
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
