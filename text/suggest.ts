import { distance } from "fastest-levenshtein";

/** The name most likely meant by a misspelt one, if any is near enough. */
export function nearestName(wrong: string, names: Iterable<string>): string | undefined {
  const written = plain(wrong);
  let best: string | undefined;
  let bestDistance = Infinity;
  const begun: string[] = [];
  for (const name of names) {
    const candidate = plain(name);
    if (written.length >= BEGINNING && candidate.startsWith(written)) begun.push(name);
    const edits = distance(written, candidate);
    if (edits < bestDistance && isNear(written, candidate, edits)) [best, bestDistance] = [name, edits];
  }
  // `phone` is nearer to `zone` by letters, but means `phoneNumber`.
  return bestDistance > 1 && begun.length === 1 ? begun[0] : best;
}

/** ` (did you mean "email"?)`, or nothing. */
export function suggestion(wrong: string, names: Iterable<string>): string {
  const name = nearestName(wrong, names);
  return name === undefined ? "" : ` (did you mean ${JSON.stringify(name)}?)`;
}

/** This many letters suffice to match the beginning of a longer name. */
const BEGINNING = 4;

/** In a short word, two edits make another word, unless they only swap two letters. */
function isNear(written: string, candidate: string, edits: number): boolean {
  // SHA512 is no misspelling of SHA1.
  if (/\d/.test(written) && digits(written) !== digits(candidate)) return false;
  if (written.length > 5) return edits <= Math.max(2, Math.floor(written.length / 3));
  return (edits <= 1 && edits < written.length) || (edits === 2 && sorted(written) === sorted(candidate));
}

function digits(word: string): string {
  return word.replace(/\D/g, "");
}

function sorted(word: string): string {
  return Array.from(word).sort().join("");
}

/** `E-Mail`, `e_mail` and `email` are the same name to a person. */
function plain(name: string): string {
  return name
    .slice(0, 64)
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, "");
}
