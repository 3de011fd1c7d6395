/** Formats of dates and times that have a number and no text of their own. */
const DATES = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

/** True if a format shows a number as a date. */
export function isDateFormat(id: number, own: ReadonlyMap<number, string>): boolean {
  const format = own.get(id);
  if (format === undefined) return DATES.some(([from, to]) => id >= from && id <= to);
  // Not what stands in quotes, behind a backslash, or in brackets that say a colour or a language.
  const bare = format.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\][]*\]/gi, "");
  return /[ydmhs年月日]/i.test(bare) && !/^general$/i.test(bare.trim());
}

/** The least number of digits that a format shows, as `00000` does; undefined for a format without one. */
export function noughtsBefore(format = ""): number | undefined {
  const [noughts] = /^0{2,30}$/.exec(format) ?? [];
  return noughts?.length;
}

const DAY = 86_400_000;

/**
 * The date of a number of days, `YYYY-MM-DD`, with the time if it has one. Undefined for one that is no date: Excel has
 * a 29th of February 1900, and no day before 1900.
 */
export function dateOf(days: number, isFrom1904: boolean): string | undefined {
  if (!Number.isFinite(days) || days < 0 || days >= 2_958_466) return undefined;
  const whole = Math.floor(days);
  if (!isFrom1904 && (whole === 60 || whole === 0)) return undefined;
  // The day that never was counts from the 1st of March on.
  const epoch = isFrom1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, whole < 60 ? 31 : 30);
  const seconds = Math.round((days - whole) * 86_400);
  const iso = new Date(epoch + whole * DAY + seconds * 1000).toISOString();
  return seconds === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

/** More digits than these a spreadsheet does not keep. */
const KEPT = 1e15;

/** A number as the text it was most likely typed as; undefined for one that has lost digits. */
export function textOf(written: string): string | undefined {
  const number = Number(written);
  if (!Number.isFinite(number) || Math.abs(number) >= KEPT) return undefined;
  const text = String(number);
  return text.includes("e") ? undefined : text;
}
