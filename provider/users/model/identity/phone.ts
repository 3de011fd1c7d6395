/**
 * Phone numbers in the one form in which they are sent: `+86-13800008000`, the form of the API's documentation, where the
 * country is known; else the bare digits. The country is that of the number itself, or one that somebody has said.
 */

/** Calling codes of two digits. 1 and 7 have one, and all others three. */
const OF_TWO = new Set(
  (
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 " +
    "90 91 92 93 94 95 98"
  ).split(" "),
);

/** Countries whose numbers have one length, behind the calling code. Of others nobody can tell by it. */
const LENGTHS: ReadonlyMap<string, number> = new Map([
  ["1", 10],
  ["7", 10],
  ["33", 9],
  ["34", 9],
  ["61", 9],
  ["65", 8],
  ["86", 11],
  ["91", 10],
  ["852", 8],
  ["853", 8],
]);

/** What is dialled before a number inside its country, and is no part of it. Elsewhere that is a 0. */
const TRUNK: ReadonlyMap<string, RegExp> = new Map([
  ["1", /^1(?=\d{10}$)/],
  ["7", /^8(?=\d{10}$)/],
  ["36", /^06/],
  // Their numbers begin with the 0 that belongs to them.
  ...["39", "225", "241", "242", "378", "379"].map((code) => [code, /^(?!)/] as const),
]);

/** A mobile number of the mainland, the only numbers there that CIAM sends a code to. */
const MAINLAND_MOBILE = /^1\d{10}$/;

/** A number taken apart. */
interface Phone {
  /** The calling code, without a plus; nothing where neither the number nor anybody says it. */
  readonly country?: string;
  /** The digits behind it. */
  readonly national: string;
}

/**
 * The digits of a number as a phone dials them: plain ones for those of full width, `+` for `00`, and nothing between
 * them. `+44 (0)20` has a 0 for those who dial from inside.
 */
export function dialled(value: string): string {
  return (
    value
      .normalize("NFKC")
      .replace(/^(\s*(?:\+|00)[\d ]{1,4})\(0\)/, "$1")
      .replace(/[\s()‐–-]/g, "")
      .replace(/^00/, "+")
      // What stood between two characters may have kept them from being one.
      .normalize("NFKC")
  );
}

/** @param said the calling code of numbers that are written without one */
function phoneOf(value: string, said: string | undefined): Phone | undefined {
  const digits = dialled(value);
  if (/^\+\d+$/.test(digits)) return withCode(digits.slice(1));
  if (!/^\d+$/.test(digits)) return undefined;
  if (/^861\d{10}$/.test(digits)) return withCode(digits);
  if (said === undefined) return { national: digits };
  const length = LENGTHS.get(said);
  const isWhole = length !== undefined && digits.startsWith(said) && digits.length === said.length + length;
  return isWhole ? withCode(digits) : { country: said, national: digits.replace(TRUNK.get(said) ?? /^0/, "") };
}

function withCode(digits: string): Phone | undefined {
  const [first = ""] = digits;
  const size = first === "1" || first === "7" ? 1 : OF_TWO.has(digits.slice(0, 2)) ? 2 : 3;
  return digits.length > size ? { country: digits.slice(0, size), national: digits.slice(size) } : undefined;
}

/**
 * The form in which a number is sent. What is no number stays what it is.
 *
 * @param said the calling code of numbers that are written without one; default: they stay without
 */
export function sentPhone(value: string, said?: string): string {
  const phone = phoneOf(value, said);
  if (phone === undefined) return value;
  return phone.country === undefined ? phone.national : `+${phone.country}-${phone.national}`;
}

/** What a store may have of a number in the form in which it is sent: with a hyphen behind the country, without, and bare. */
export function spellingsOfPhone(sent: string): readonly string[] {
  const [, country, national] = /^\+(\d+)-(\d+)$/.exec(sent) ?? [];
  if (country === undefined || national === undefined)
    return MAINLAND_MOBILE.test(sent) ? [sent, `+86-${sent}`, `+86${sent}`] : [sent];
  return [sent, `+${country}${national}`, ...(country === "86" && MAINLAND_MOBILE.test(national) ? [national] : [])];
}

/** Whether a number without a country is one of the mainland, whoever else's it might be. */
export function isMainlandMobile(value: string): boolean {
  return MAINLAND_MOBILE.test(dialled(value));
}

/** The calling code as it is compared: `+86` and `86` are one. */
export function callingCode(said: string | undefined): string | undefined {
  return said?.replace(/^\+/, "");
}

/** What a calling code looks like. */
export const CALLING_CODE = /^\+?[1-9]\d{0,2}$/;

/** Why a number that looks like one is none that anybody can be called by; `said` and `option` as whoever wrote it knows them. */
export function phoneProblem(value: string, said: string | undefined, option: string): string | undefined {
  const phone = phoneOf(value, said);
  if (phone === undefined) return "is not a phone number: write it as in +86-13800008000";
  const { country, national } = phone;
  if (country === undefined)
    return MAINLAND_MOBILE.test(national)
      ? undefined
      : `has no country, and is no mobile number of the mainland: write it as in +49-… or +852-…, or name the country of all such numbers by ${option}`;
  if (country === "86")
    return MAINLAND_MOBILE.test(national)
      ? undefined
      : "is no mobile number of the mainland, which has 11 digits and begins with 1: write it as in +86-13800008000";
  if (country.startsWith("0")) return "has no country behind its +: write it as in +49-… or +852-…";
  const length = LENGTHS.get(country);
  if (length !== undefined && national.length !== length)
    return `has ${String(national.length)} digits behind +${country}, where its numbers have ${String(length)}`;
  return national.length >= 5 && country.length + national.length <= 15
    ? undefined
    : `has ${String(national.length)} digits behind +${country}: there are 5 or more, and 15 with the country at most`;
}
