import type { Conversion } from "./conversion";

/** A number with the country that the file does not write; what is no number stays, for the check to refuse. */
export function phoneFrom(
  text: string,
  { barePhones, phoneCountry }: Pick<Conversion, "barePhones" | "phoneCountry">,
): string {
  const bare = barePhones === true ? text.replace(/[\s-]/g, "") : text;
  if (phoneCountry === undefined) return bare;
  const digits = bare.normalize("NFKC").replace(/[\s().-]/g, "");
  if (/^(?:\+|00)\d+$/.test(digits) || !/^\d{4,15}$/.test(digits)) return bare;
  // A number of the mainland has eleven digits, so one of thirteen has its country already.
  if (phoneCountry === "86" && /^861\d{10}$/.test(digits)) return `+86-${digits.slice(2)}`;
  const national = phoneCountry === "39" ? digits : digits.replace(/^0/, "");
  return `+${phoneCountry}-${national}`;
}
