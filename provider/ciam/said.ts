const LONGEST = 200;
const SHORTEST_MASKED = 3;

/**
 * The service's own words, fit for a log: whatever was sent is masked, since a complaint about a value likes to
 * quote it, and so is what looks like a phone number, an id card or an e-mail address.
 */
export function cleared(said: string, request: unknown): string {
  let text = said.replace(/\s+/g, " ").trim();
  for (const value of stringsIn(request)) {
    if (text.includes(value)) text = text.replaceAll(value, "***");
  }
  text = text.replace(/[^\s"'<>]+@[^\s"'<>]+/g, "***").replace(/\+?\d[\d -]{5,}\d[\dXx]?/g, "***");
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** Longest first, so that no part of a value survives because a shorter one was masked before. */
function stringsIn(request: unknown): string[] {
  const found = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === "string") {
      if (value.length >= SHORTEST_MASKED) found.add(value);
    } else if (value !== null && typeof value === "object") {
      Object.values(value).forEach(collect);
    }
  };
  collect(request);
  return [...found].sort((a, b) => b.length - a.length);
}
