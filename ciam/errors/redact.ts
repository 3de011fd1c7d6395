/** Shorter values are words of any text, and their encodings are shorter still. */
const SHORTEST = 3;
const SHORTEST_ENCODED = 8;

const MASK = "***";

/** A character that no sent text contains. */
const BLANK = "\0";
const BLANKS = /\0+/g;

/** Replaces these values in a text, in every spelling. */
export function withoutValues(text: string, values: Iterable<string>): string {
  return beginningWithout(text, values, text.length, MASK);
}

/**
 * The beginning of a text, with these values masked. Code that matches patterns in a foreign text takes only its
 * beginning, because some patterns need time quadratic in the length. A value across the cut is masked whole, so no
 * half of it stays.
 */
export function beginningWithout(text: string, values: Iterable<string>, length: number, mask: string): string {
  const known = new Set<string>();
  for (const value of values) if (value.length >= SHORTEST) known.add(value);
  const spellings = [...known].flatMap(spellingsOf);
  const longest = spellings.reduce((most, spelling) => Math.max(most, spelling.length), 0);
  const looked = text.slice(0, length + longest);
  const found = new Set(spellings.filter((spelling) => looked.includes(spelling)));
  // Each is blanked to its own length, so the end does not move. Longest first: otherwise a part of a value could
  // survive the blanking of a shorter one.
  let rest = looked;
  for (const spelling of [...found].sort((a, b) => b.length - a.length))
    rest = rest.replaceAll(spelling, BLANK.repeat(spelling.length));
  return rest.slice(0, length).replace(BLANKS, () => mask);
}

/** Every text in a JSON value. */
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
  // Once more, for JSON text inside a JSON member.
  return [escaped, ascii, JSON.stringify(escaped).slice(1, -1)];
}

/** The base64 forms of these bytes at every offset in a longer text. */
function inBase64(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    const begin = Math.ceil((before * 8) / 6);
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    const inner = encoded.slice(begin, end);
    return [inner, inner.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

/** The length that is shown, and examined: a longer text is no sentence. */
const LONGEST = 200;
const LOOKED_AT = 2_000;

/**
 * The service's own words, fit for a log. All values sent are masked, since a complaint about a value likes to quote
 * it, and so is anything like a phone number, an id card or an e-mail address.
 */
export function cleared(said: string, sent: unknown): string {
  const beginning = beginningWithout(said, textsIn(sent), LOOKED_AT, "***");
  const text = withoutPeople(said.length > LOOKED_AT ? withoutLastWord(beginning) : beginning, () => "***")
    .replace(/\s+/g, " ")
    .trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** A text without e-mail addresses and people's numbers. Pass only the beginning of a long text. */
export function withoutPeople(beginning: string, mask: (address: string) => string): string {
  return beginning.replace(/[^\s"'<>(]+@[^\s"'<>)]+/g, mask).replace(/\+?\d[\d\s-]{5,}\d[\dXx]?/g, "***");
}

/** The longest possible address. */
const LONGEST_ADDRESS = 320;

/** Drops the last word: an address or number cut off at the end of a text does not look like one. */
export function withoutLastWord(beginning: string): string {
  const least = Math.max(0, beginning.length - LONGEST_ADDRESS);
  let end = beginning.length;
  while (end > least && !/\s/.test(beginning.charAt(end - 1))) end--;
  while (end > least && /[\d\s+-]/.test(beginning.charAt(end - 1))) end--;
  return beginning.slice(0, end);
}
