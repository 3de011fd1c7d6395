import { isRandom } from "./random";

/** Bytes of the digests in use: MD5, SHA-1, Tiger, SHA-224, SHA-256. Larger ones are longer than any password. */
const DIGESTS: ReadonlySet<number> = new Set([16, 20, 24, 28, 32]);

/** Signs of the shortest of them. */
const SHORTEST = 22;

/** The last sign of a text in base64 carries bits that are not needed, and those are zero. */
const TAILS: Readonly<Record<number, RegExp | undefined>> = { 0: /./, 2: /[AQgw]$/, 3: /[AEIMQUYcgkosw048]$/ };

/** Nobody ends 22 random letters and digits with `=` or `==` just where base64 does. */
const PADDED = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{22,}={1,2}(?![A-Za-z0-9+/=])|(?<![\w-])[\w-]{22,}={1,2}(?![\w=-])/g;

/** A looser measure than usual, because an encoded zero is a run of `A`s. */
const PADDED_WORDY = 4.5;

/** From so many signs on, what is padded may have a prefix that is not set off from it. */
const PREFIXED = 40;

/** Whether the text has a padded digest in it, whatever stands around that. */
export function holdsPadded(text: string): boolean {
  return text.includes("=") && (text.match(PADDED) ?? []).some(isPadded);
}

function isPadded(token: string): boolean {
  const padding = token.endsWith("==") ? 2 : 1;
  if (token.length % 4 !== 0 && token.length < PREFIXED) return false;
  if (TAILS[4 - padding]?.test(token.slice(0, -padding)) !== true) return false;
  return isRandom(token, PADDED_WORDY) || !/[a-z]/.test(token);
}

/**
 * Whether the text as a whole is a digest in base64 without padding. Letters and digits alone, or with `-` and `_`, may
 * have come from a password generator just as well: up to 42 of them do, because no generator makes 43 of its own
 * accord. `+` and `/` are signs of few generators, and of none the only ones.
 */
export function isBase64(text: string): boolean {
  if (text.length < SHORTEST || !isRandom(text)) return false;
  const bytes = Math.floor((text.length * 3) / 4);
  const isCanonical = TAILS[text.length % 4]?.test(text) === true;
  // 36 are those of SHA-1 and a salt.
  if (/^[A-Za-z0-9]+$/.test(text)) return isCanonical && (bytes === 32 || bytes === 36 || bytes >= 48);
  if (/^[A-Za-z0-9+/]+$/.test(text) && isCanonical && (DIGESTS.has(bytes) || bytes > 32)) return true;
  if (/^[\w-]+$/.test(text)) return isCanonical && (bytes === 32 || bytes >= 48);
  // What crypt writes has another order of bits. 23 and 39 are those of bcrypt, without and with its salt.
  if (!/^[A-Za-z0-9./]+$/.test(text)) return false;
  return bytes === 32 || bytes === 39 || bytes >= 64 || (bytes === 23 && text.includes("/"));
}

/** The text that is written in base64, if it is one: so directories export `{SSHA}…`. */
export function insideBase64(text: string): string | undefined {
  if (text.length < SHORTEST || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  const inside = Buffer.from(text, "base64").toString("latin1");
  return /^[ -~]+$/.test(inside) ? inside : undefined;
}

/** Whether the text is a digest in base32: capitals, and of the digits 2 to 7 only. */
export function isBase32(text: string): boolean {
  const [, token = "", padding = ""] = /^([A-Z2-7]{26,})(=*)$/.exec(text) ?? [];
  if (padding !== "") return (token.length + padding.length) % 8 === 0;
  return /[2-7].*[2-7]/.test(token) && /[A-Z]/.test(token) && (token.length === 32 || token.length >= 52);
}
