import { textsIn, withoutValues } from "./spellings";

const LONGEST = 200;

/**
 * The service's own words, fit for a log: whatever was sent is masked, since a complaint about a value likes to
 * quote it, and so is what looks like a phone number, an id card or an e-mail address.
 */
export function cleared(said: string, sent: unknown): string {
  const text = withoutValues(said, textsIn(sent))
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[^\s"'<>]+@[^\s"'<>]+/g, "***")
    .replace(/\+?\d[\d -]{5,}\d[\dXx]?/g, "***");
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
