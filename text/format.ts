/** `1 user`, `2,400 users`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en-US")} ${number === 1 ? noun : `${noun}s`}`;
}

/** The most users that a sentence or an output names. */
export const NAMED = 20;

/** The first names and the number of others: `staff/alice, staff/ben and 40 more`. */
export function listed(names: readonly string[]): string {
  const rest = names.length - NAMED;
  return `${names.slice(0, NAMED).join(", ")}${rest > 0 ? ` and ${String(rest)} more` : ""}`;
}

/** This many characters of the end stay visible, for texts that differ only there. */
const END = 15;

/** A text cut in the middle to at most this many characters. */
export function cutInTheMiddle(text: string, longest: number): string {
  const characters = Array.from(text);
  if (characters.length <= longest) return text;
  return `${characters.slice(0, longest - END - 1).join("")}…${characters.slice(-END).join("")}`;
}
