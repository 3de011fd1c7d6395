/** `1 user`, `2,400 users`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en-US")} ${number === 1 ? noun : `${noun}s`}`;
}

/** How many users a sentence or an output names. */
export const NAMED = 20;

/** The first of them, and how many more there are: `staff/alice, staff/ben and 40 more`. */
export function listed(names: readonly string[]): string {
  const rest = names.length - NAMED;
  return `${names.slice(0, NAMED).join(", ")}${rest > 0 ? ` and ${String(rest)} more` : ""}`;
}

/** So many of the last characters are seen, for what differs in the end only. */
const END = 15;

/** A text of at most so many characters, with both of its ends. */
export function cutInTheMiddle(text: string, longest: number): string {
  const characters = Array.from(text);
  if (characters.length <= longest) return text;
  return `${characters.slice(0, longest - END - 1).join("")}…${characters.slice(-END).join("")}`;
}
