import { beginningWithout, textsIn } from "./spellings";

/** What is shown, and what is looked at for it: a longer text is no sentence. */
const LONGEST = 200;
const LOOKED_AT = 2_000;

/**
 * The service's own words, fit for a log: whatever was sent is masked, since a complaint about a value likes to
 * quote it, and so is what looks like a phone number, an id card or an e-mail address.
 */
export function cleared(said: string, sent: unknown): string {
  const beginning = beginningWithout(said, textsIn(sent), LOOKED_AT, "***");
  const text = withoutPeople(said.length > LOOKED_AT ? withoutLastWord(beginning) : beginning, () => "***")
    .replace(/\s+/g, " ")
    .trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** A text without addresses and numbers of people; of a long one, look at a beginning. */
export function withoutPeople(beginning: string, mask: (address: string) => string): string {
  return beginning.replace(/[^\s"'<>(]+@[^\s"'<>)]+/g, mask).replace(/\+?\d[\d\s-]{5,}\d[\dXx]?/g, "***");
}

/** No address is longer. */
const LONGEST_ADDRESS = 320;

/** The beginning of an address or a number, cut off at the end of a text, does not look like what it was. */
export function withoutLastWord(beginning: string): string {
  const least = Math.max(0, beginning.length - LONGEST_ADDRESS);
  let end = beginning.length;
  while (end > least && !/\s/.test(beginning.charAt(end - 1))) end--;
  while (end > least && /[\d\s+-]/.test(beginning.charAt(end - 1))) end--;
  return beginning.slice(0, end);
}
