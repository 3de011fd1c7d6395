/** The name that somebody who wrote `wrong` most likely meant, if any is near enough. */
export function nearestName(wrong: string, names: Iterable<string>): string | undefined {
  const written = plain(wrong);
  let best: string | undefined;
  let bestDistance = allowedDistance(written) + 1;
  for (const name of names) {
    const distance = editDistance(written, plain(name), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [name, distance];
  }
  return best;
}

/** ` (did you mean "email"?)`, or nothing. */
export function suggestion(wrong: string, names: Iterable<string>): string {
  const name = nearestName(wrong, names);
  return name === undefined ? "" : ` (did you mean ${JSON.stringify(name)}?)`;
}

/**
 * A name fit to be quoted in a message: in a file without a header, or a map that was turned round, values stand where
 * names should, and those are nobody's business.
 */
export function quotable(name: string): string {
  return isQuotable(name) ? JSON.stringify(name) : "(not shown: it does not look like a name)";
}

export function isQuotable(name: string): boolean {
  return /^[A-Za-z_][\w.-]{0,47}$/.test(name);
}

/** Two letters that changed places are two edits; in a name of three letters that would be nearly all of it. */
function allowedDistance(name: string): number {
  return name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3));
}

/** `E-Mail`, `e_mail` and `email` are one name to a person. */
function plain(name: string): string {
  return name
    .slice(0, 64)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}

/** Levenshtein's distance, given up at `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[b.length] ?? limit;
}
