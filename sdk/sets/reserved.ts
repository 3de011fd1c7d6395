/** Domains that nobody can register (RFC 2606, RFC 6761): mail to them reaches nobody. */
const RESERVED = /(?:^|\.)(?:example\.(?:com|net|org)|example|test|invalid)$/i;

/**
 * True if nobody can register this domain or have an address in it: `example.com`, `example.net`, `example.org`, the
 * top-level domains `example`, `test` and `invalid`, and everything below them.
 *
 * @example
 * ```ts
 * import * as ciam from "pulumi-tencentcloud-ciam";
 *
 * const reachesNobody = ciam.isReservedDomain("dev.example.com");
 * ```
 */
export function isReservedDomain(domain: string): boolean {
  return RESERVED.test(domain);
}

/** Area codes of the North American numbering plan. In each of them 555-0100 to 555-0199 are kept free for fiction. */
const AREAS = [
  201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229, 231, 234,
  239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 276, 281, 301, 302, 303, 304, 305, 307, 308, 309,
  310, 312, 313, 314, 315, 316, 317, 318, 319, 320, 321, 323, 330, 331, 334, 336, 337, 339, 347, 351, 352, 360, 361,
  385, 386, 401, 402, 404, 405, 406, 407, 408, 409, 410, 412, 413, 414, 415, 417, 419, 423, 424, 425, 430, 432, 434,
  435, 440, 443, 469, 470, 475, 478, 479,
] as const;

const LINES = 100;

/** The number of phone numbers that belong to nobody. */
export const RESERVED_PHONE_NUMBERS = AREAS.length * LINES;

/** The n-th of them, counted from 0. */
export function reservedPhoneNumber(n: number): string {
  const area = AREAS[Math.floor(n / LINES)];
  if (area === undefined) throw new RangeError(`there is no reserved phone number ${n}`);
  return `+1-${area}5550${100 + (n % LINES)}`;
}
