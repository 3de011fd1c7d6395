/** Shorter values are words of any text, and their encodings are still shorter. */
const SHORTEST = 3;
const SHORTEST_ENCODED = 8;

const MASK = "***";

/** No text that is sent has it. */
const BLANK = "\0";
const BLANKS = /\0+/g;

/** Replaces these values in a text, in whatever way they are written down there. */
export function withoutValues(text: string, values: Iterable<string>): string {
  return beginningWithout(text, values, text.length, MASK);
}

/**
 * So much of the beginning of a text, with a mask for these values. Whoever matches patterns in what somebody else sent
 * does it in a beginning, because some patterns take the square of a length. A value that goes over its end is whole
 * when it is looked for, so no half of it stays.
 */
export function beginningWithout(text: string, values: Iterable<string>, length: number, mask: string): string {
  const known = new Set<string>();
  for (const value of values) if (value.length >= SHORTEST) known.add(value);
  const spellings = [...known].flatMap(spellingsOf);
  const longest = spellings.reduce((most, spelling) => Math.max(most, spelling.length), 0);
  const looked = text.slice(0, length + longest);
  const found = new Set(spellings.filter((spelling) => looked.includes(spelling)));
  // Each is blanked to its own length, so that the end stays where it is. Longest first, so that no part of a value
  // survives because a shorter one was blanked before.
  let rest = looked;
  for (const spelling of [...found].sort((a, b) => b.length - a.length))
    rest = rest.replaceAll(spelling, BLANK.repeat(spelling.length));
  return rest.slice(0, length).replace(BLANKS, () => mask);
}

/** Every text in a value of JSON. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(textsIn) : [];
}

/** A phone number with its country, which an answer may leave out. */
const WITH_COUNTRY = /^\+(\d{1,3})-(\d{4,})$/;

/** A value as it is, in JSON, in a URL, in hexadecimal digits and in base64. */
function spellingsOf(value: string): string[] {
  const [, country = "", national] = WITH_COUNTRY.exec(value) ?? [];
  if (national !== undefined)
    return [...encodingsOf(value), ...encodingsOf(country + national), ...encodingsOf(national)];
  return encodingsOf(value);
}

function encodingsOf(value: string): string[] {
  const url = encodeURIComponent(value.replace(/\p{Surrogate}/gu, "\uFFFD"));
  const spellings = [value, ...inJson(value), url, url.replaceAll("%20", "+"), url.toLowerCase()];
  if (value.length < SHORTEST_ENCODED) return spellings;
  const bytes = Buffer.from(value);
  const hex = bytes.toString("hex");
  return [...spellings, hex, hex.toUpperCase(), ...inBase64(bytes)];
}

function inJson(value: string): string[] {
  const escaped = JSON.stringify(value).slice(1, -1);
  const ascii = escaped.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  // Once more for a text that holds JSON and is itself a member of some.
  return [escaped, ascii, JSON.stringify(escaped).slice(1, -1)];
}

/** What base64 of a longer text shows of these bytes, wherever in it they begin. */
function inBase64(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    const begin = Math.ceil((before * 8) / 6);
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    const inner = encoded.slice(begin, end);
    return [inner, inner.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

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
