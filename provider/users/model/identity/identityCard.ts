/**
 * The number of a resident identity card of the mainland, by GB 11643: six digits of a place, eight of a birthday, three,
 * and a check digit that may be X. Residence permits of the same form have one, too. Old cards have 15 digits, without the
 * century and the check digit.
 */

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECKS = "10X98765432";

/** Why a text is no number of an identity card, and how to mend it; it is not repeated, nor is a part of it. */
export function identityCardProblem(value: string): string | undefined {
  if (value === "") return undefined;
  const plain = value.normalize("NFKC").replace(/[\s-]/g, "");
  if (plain !== value && isCard(plain))
    return "is written with spaces, hyphens or wide digits: leave only its plain digits";
  if (/^[1-9]\d{14}$/.test(value))
    return isDay(`19${value.slice(6, 12)}`)
      ? undefined
      : `${NO_DAY} (digits 7 to 12 of an old card, YYMMDD): ${COMPARE}`;
  if (!/^[1-9]\d{16}[\dXx]$/.test(value)) return formProblem(value);
  if (!isDay(value.slice(6, 14))) return `${NO_DAY} (digits 7 to 14, YYYYMMDD): ${COMPARE}`;
  if (checkOf(value) === value.charAt(17).toUpperCase()) return undefined;
  return value.endsWith("000")
    ? "ends in 000, as a spreadsheet leaves a number whose last digits it has lost: format the column as text and export it anew"
    : `has a check digit, its last one, that does not fit the others: one of them is wrong, or two have changed places; ${COMPARE}`;
}

const NO_DAY = "has no day of the calendar where the birthday stands";
const COMPARE = "compare it with the card";

function formProblem(value: string): string {
  const length = Array.from(value).length;
  const has = /^\d+$/.test(value) ? `has ${String(length)} digits` : `has ${String(length)} characters`;
  return `is no number of an identity card: that is 17 digits and a digit or X, or the 15 digits of an old card, and begins with no 0; this ${has}`;
}

function isCard(value: string): boolean {
  return /^[1-9]\d{14}$|^[1-9]\d{16}[\dXx]$/.test(value);
}

function checkOf(value: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(value.charAt(at)), 0);
  return CHECKS.charAt(sum % CHECKS.length);
}

/** A day of the calendar, `YYYYMMDD`, of somebody who may live. */
function isDay(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return Number(year) >= 1850 && date.getUTCDate() === Number(day);
}
