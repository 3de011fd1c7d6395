import { holdsPadded, insideBase64, isBase32, isBase64 } from "./base64";
import { isModularCrypt, isOldCrypt, isRouterPassword } from "./crypt";
import { hasScheme, isInFields, isJson, isToken } from "./fields";
import { holdsHex } from "./hex";
import { isRandom } from "./random";

/** No digest is shorter; what is, has one of the separators that hashes have. */
const SHORTEST = 13;

/** In longer texts nothing is looked for inside something else. */
const LONGEST = 2048;

/**
 * Whether a text has the shape of a stored password: a digest in one of the encodings that digests have, or a text in
 * which one stands among the things that are stored with it. There are hundreds of such formats and new ones each year,
 * so none is looked for by itself, but for what they have in common and what people and their password managers do not
 * write: fields between separators with a digest as the last, encoded bytes of just the size of a digest.
 */
export function isHash(password: string): boolean {
  const text = password.trim();
  return hasShape(text) || (text.length <= LONGEST && insideOf(text).some(isHash));
}

function hasShape(text: string): boolean {
  if (isRouterPassword(text)) return true;
  if (text.length < SHORTEST && !/[${:]/.test(text)) return false;
  return (
    holdsHex(text) ||
    holdsPadded(text) ||
    isBase64(text) ||
    isBase32(text) ||
    isOldCrypt(text) ||
    isModularCrypt(text) ||
    hasScheme(text) ||
    isInFields(text) ||
    isJson(text) ||
    isBinary(text) ||
    isUnusable(text) ||
    isBracketed(text)
  );
}

/** Bytes that were read as text. */
function isBinary(text: string): boolean {
  return /[\u0001-\u0008\u000e-\u001f\u007f-\u009f\ufffd]/.test(text);
}

/** Forty signs that stand for no password, after the sign of a locked account. */
function isUnusable(text: string): boolean {
  return /^![A-Za-z0-9]{40}$/.test(text);
}

/** One long random word in brackets or quotes. */
function isBracketed(text: string): boolean {
  const inner = bracketed(text);
  return inner !== undefined && inner.length >= 20 && isToken(inner) && isRandom(inner);
}

/** `b'…'` of Python, `"…"`, `(…)`, `ENC(…)` */
function bracketed(text: string): string | undefined {
  return /^b?(["'`])(.+)\1$/s.exec(text)?.[2] ?? /^\w*[([<{](.+)[)\]>}]$/s.exec(text)?.[1];
}

/** The text without what may stand around a hash, or may have been put into it for a shell or an address. */
function insideOf(text: string): string[] {
  const inner = [
    bracketed(text),
    insideBase64(text),
    // A scheme; the sign of a locked account.
    /^(?:\{[^{}]{1,32}\}|\*[A-Z]+\*|[!*]+)([^!*].*)$/s.exec(text)?.[1],
    // The sign of a hash that was made of an older hash.
    /^[A-Z](\$\w{1,3}\$.{20,})$/s.exec(text)?.[1],
    /\\[$*{}/"]/.test(text) ? text.replace(/\\(?=[$*{}/"])/g, "") : undefined,
    /%24|%3d$/i.test(text) ? text.replace(/%[2-7][0-9a-f]/gi, unescaped) : undefined,
    // A line of a file of accounts, `alice:$6$…:19000:0:99999:7:::`, or of a configuration, `secret 9 $9$…`.
    /:([${][^:]+)/.exec(text)?.[1],
    /[\s"'](\$\w{1,20}\$[^\s"']{12,})/.exec(text)?.[1],
    /^\w*\s*\b7 ([0-9A-F]+)$/.exec(text)?.[1],
  ];
  return inner.filter((part) => part !== undefined);
}

function unescaped(code: string): string {
  return String.fromCharCode(parseInt(code.slice(1), 16));
}
