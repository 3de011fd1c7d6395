/**
 * What no screen shows, or shows as an empty place: an identity with one of them is another identity that looks the same.
 * Beside the classes of Unicode, the signs whose own glyph is blank: the braille pattern without a dot, two Egyptian
 * fillers and a note without a head; and what stands for a character that was lost. Halves of characters have a rule of
 * their own, wherever they stand.
 */
const UNSEEN =
  /[\p{Control}\p{Format}\p{Private_Use}\p{Unassigned}\p{Line_Separator}\p{Paragraph_Separator}\p{Default_Ignorable_Code_Point}\u2800\ufffc\ufffd\u{13441}\u{13442}\u{1d159}]|(?! )\p{Space_Separator}/u;

/** Alphabets that share letters with the Latin one, as far as an eye can tell. */
const ALPHABETS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Coptic}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
  /\p{Script=Lisu}/u,
] as const;

const WORD = /[\p{Letter}\p{Mark}]+/gu;

/** Why this text is not to be an identity: something in it is not seen. */
export function unseenRule(text: string): string | undefined {
  // What stands at an end has a rule of its own.
  if (text !== text.trim()) return undefined;
  const [unseen] = UNSEEN.exec(text) ?? [];
  return unseen === undefined ? undefined : `holds ${codeOf(unseen)}, which no screen shows: take it out`;
}

/** Why this text is not to be an identity: it looks like another one. */
export function lookalikeRule(text: string): string | undefined {
  if (text !== text.trim()) return undefined;
  if (/^\p{Mark}/u.test(text)) return "begins with an accent that belongs to no letter";
  if (text.normalize("NFKC") !== text.normalize("NFC")) {
    return "is written with characters that only look like plain ones, such as full width: write the plain ones";
  }
  const words = text.match(WORD) ?? [];
  return words.some(isMixed)
    ? "has a word in letters of two alphabets that look alike, such as Latin and Cyrillic: write it in one"
    : undefined;
}

function isMixed(word: string): boolean {
  return ALPHABETS.filter((alphabet) => alphabet.test(word)).length > 1;
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Letters of other alphabets, and the Latin ones they look like. */
const LATIN_FOR = new Map(
  Object.entries({
    а: "a",
    в: "b",
    е: "e",
    ё: "e",
    һ: "h",
    і: "i",
    ј: "j",
    к: "k",
    ӏ: "l",
    м: "m",
    о: "o",
    р: "p",
    ԛ: "q",
    с: "c",
    ѕ: "s",
    т: "t",
    у: "y",
    ү: "y",
    х: "x",
    ԝ: "w",
    ԁ: "d",
    α: "a",
    β: "b",
    ε: "e",
    ι: "i",
    κ: "k",
    ν: "v",
    ο: "o",
    ρ: "p",
    τ: "t",
    υ: "u",
    χ: "x",
    ω: "w",
    օ: "o",
    ս: "u",
    ո: "n",
    հ: "h",
    ց: "g",
    զ: "q",
    ı: "i",
    ɑ: "a",
    ɡ: "g",
  }),
);

/** Equal for texts that an eye takes for one another: other alphabets, other case, other width. */
export function skeletonOf(text: string): string {
  const plain = text.normalize("NFKC").toLowerCase().normalize("NFC");
  // Most are plain already.
  if (/^[\0-\x7f]*$/.test(plain)) return plain;
  return Array.from(plain, (character) => LATIN_FOR.get(character) ?? character).join("");
}
