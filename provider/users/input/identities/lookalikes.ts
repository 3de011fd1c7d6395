import { domainToUnicode } from "node:url";
import type { UserField } from "../../model/fields";

/**
 * What no screen shows, or shows as an empty place: an identity with one of them is another identity that looks the same.
 * Beside the classes of Unicode, the signs whose own glyph is blank: the braille pattern without a dot, two Egyptian and
 * a Khitan filler, a Brahmi joiner and a note without a head; and what stands for a character that was lost. Halves of
 * characters have a rule of their own, wherever they stand.
 */
const UNSEEN =
  /[\p{Control}\p{Format}\p{Private_Use}\p{Unassigned}\p{Line_Separator}\p{Paragraph_Separator}\p{Default_Ignorable_Code_Point}\u2800\ufffc\ufffd\u{1107f}\u{13441}\u{13442}\u{16fe4}\u{1d159}]|(?! )\p{White_Space}/u;

/** Why a text is not to be an identity, and what such findings have in common. */
export interface IdentityRule {
  readonly rule: string;
  readonly kind: string;
}

/** Why this value is not to be an identity: an eye does not see all of it, or takes it for another. */
export function identityRule(field: UserField, value: string): IdentityRule | undefined {
  if (value !== value.trim()) return plainRule("begins or ends with white space");
  const text = field === "email" ? withoutPunycode(value) : value;
  const rule = unseenRule(text);
  if (rule !== undefined) return { rule, kind: "holds a character that no screen shows: take it out" };
  // The digits of a number may be of any width: its normal form has the plain ones.
  return field === "phoneNumber" ? undefined : lookalikeOf(text);
}

/** A domain as people read it; `xn--…` stands for letters that no screen spells so. */
function withoutPunycode(email: string): string {
  const at = email.lastIndexOf("@") + 1;
  const domain = email.slice(at);
  return /(?:^|\.)xn--/i.test(domain) ? `${email.slice(0, at)}${domainToUnicode(domain)}` : email;
}

/** Why this text is not to be an identity: something in it is not seen. */
export function unseenRule(text: string): string | undefined {
  // What stands at an end has a rule of its own.
  if (text !== text.trim()) return undefined;
  const [unseen] = UNSEEN.exec(text) ?? [];
  return unseen === undefined ? undefined : `holds ${codeOf(unseen)}, which no screen shows: take it out`;
}

/** Why this text is not to be an identity: it looks like another one. */
export function lookalikeRule(text: string): string | undefined {
  return lookalikeOf(text)?.rule;
}

function lookalikeOf(text: string): IdentityRule | undefined {
  if (isAscii(text)) return undefined;
  return looseMark(text) ?? formRule(text) ?? alphabetsRule(text);
}

function plainRule(rule: string): IdentityRule {
  return { rule, kind: rule };
}

/** A dot on a letter that has one already, as `i` has, is not drawn. */
const SECOND_DOT = /(?:\p{Soft_Dotted}|[\u0130\u0131\u0237])\p{Nonspacing_Mark}*\u0307/u;

/** Lines through, under and around letters, which no language writes letters with. */
const LINE = /[\u0305\u0332-\u0338\u033f\u20d0-\u20ff]|\p{Enclosing_Mark}/u;

/** An accent on nothing is drawn where it falls, and one that is there twice is drawn once. */
function looseMark(text: string): IdentityRule | undefined {
  // The letters of languages that have a line in them are one character each.
  const composed = text.normalize("NFC");
  if (SECOND_DOT.test(composed)) return plainRule("has a dot on a letter that has one already: take it out");
  if (LINE.test(composed)) return plainRule("has a line through or around a letter: take it out");
  if (/(?:^|[^\p{Letter}\p{Mark}\p{Number}\p{Symbol}])\p{Mark}/u.test(text))
    return plainRule("has an accent that belongs to no letter");
  return /(\p{Nonspacing_Mark})\1|\p{Nonspacing_Mark}{5}/u.test(text.normalize("NFD"))
    ? plainRule("has more accents on a letter than an eye can tell: write each once")
    : undefined;
}

/** Letters of Thai and Lao that people type, and that Unicode counts among the other forms of two. */
const TYPED = /[\u0e33\u0eb3]/g;

function formRule(text: string): IdentityRule | undefined {
  const typed = text.replace(TYPED, "");
  if (typed.normalize("NFKC") === typed.normalize("NFC") && !text.includes(IDEOGRAPHIC_STOP)) return undefined;
  const odd = Array.from(typed).find((sign) => plainForm(sign) !== sign.normalize("NFC"));
  const example = odd === undefined ? "" : ` (${codeOf(odd)} for ${JSON.stringify(plainForm(odd))})`;
  const rule = (what: string): string =>
    `is written with characters that only look like plain ones, such as full width${what}: write the plain ones`;
  return { rule: rule(example), kind: rule("") };
}

/** Browsers and mail programs take it for the dot of a domain. */
const IDEOGRAPHIC_STOP = "\u3002";

function plainForm(sign: string): string {
  return sign === IDEOGRAPHIC_STOP ? "." : sign.normalize("NFKC");
}

/**
 * Alphabets that people write in, and those that have letters like theirs. What is in none of them counts as one more.
 * As UTS #39 calls it, a word is highly restricted: one alphabet, or what is written together in East Asia.
 */
const ALPHABETS = [
  ...[
    "Latin",
    "Cyrillic",
    "Greek",
    "Armenian",
    "Georgian",
    "Hebrew",
    "Arabic",
    "Coptic",
    "Cherokee",
    "Lisu",
    "Deseret",
  ],
  ...["Devanagari", "Bengali", "Gujarati", "Gurmukhi", "Kannada", "Malayalam", "Oriya", "Sinhala", "Tamil", "Telugu"],
  ...["Thai", "Lao", "Khmer", "Myanmar", "Tibetan", "Mongolian", "Ethiopic", "Thaana", "Nko", "Tifinagh", "Vai"],
  ...["Canadian_Aboriginal", "Glagolitic", "Gothic", "Runic", "Osage", "Adlam", "Old_Italic", "Warang_Citi", "Elbasan"],
  ...["Han", "Hiragana", "Katakana", "Bopomofo", "Hangul"],
];
const TOGETHER = [
  ["Latin", "Han", "Hiragana", "Katakana"],
  ["Latin", "Han", "Bopomofo"],
  ["Latin", "Han", "Hangul"],
];

function signsOf(alphabets: readonly string[]): string {
  return alphabets.map((name) => `\\p{Script_Extensions=${name}}`).join("");
}

/** What a word may be of; made when the first one is looked at that is not plain. */
let words: readonly RegExp[] | undefined;

function wordForms(): readonly RegExp[] {
  const shared = signsOf(["Common", "Inherited"]);
  const together = [...TOGETHER, ...ALPHABETS.map((name) => [name])];
  return [
    ...together.map((names) => new RegExp(`^[${signsOf(names)}${shared}]*$`, "u")),
    // In none of them.
    new RegExp(`^[^${signsOf(ALPHABETS)}]*$`, "u"),
  ];
}

const WORD = /[\p{Letter}\p{Mark}\p{Number}]+/gu;

function alphabetsRule(text: string): IdentityRule | undefined {
  const parts = text.match(WORD) ?? [];
  const forms = (words ??= wordForms());
  const isMixed = parts.some((part) => !isAscii(part) && !forms.some((form) => form.test(part)));
  if (isMixed) {
    return plainRule(
      "has a word in letters of two alphabets that look alike, such as Latin and Cyrillic: write it in one",
    );
  }
  const hasLatin = parts.some((part) => /\p{Script=Latin}/u.test(part));
  return hasLatin && parts.some(looksLatin)
    ? plainRule("has a word that looks like Latin letters and is in others: write all of it in one alphabet")
    : undefined;
}

/** Whether a word of another alphabet has no letter that would tell. */
function looksLatin(word: string): boolean {
  return !isAscii(word) && !/\p{Script=Latin}/u.test(word) && isAscii(skeletonOf(word));
}

/** Equal for texts that differ in small and capital letters only, or in the width of letters. */
export function foldedOf(text: string): string {
  return isAscii(text) ? text.toLowerCase() : text.normalize("NFKC").toLowerCase().normalize("NFD");
}

/** The first sign of a text that no keyboard of plain letters has, by its number. */
export function oddSignIn(text: string): string | undefined {
  const odd = Array.from(text).find((sign) => !isAscii(sign));
  return odd === undefined ? undefined : codeOf(odd);
}

/** Equal for texts that an eye takes for one another: other alphabets, other case, other width. */
export function skeletonOf(text: string): string {
  // Most are plain already.
  if (isAscii(text)) return text.toLowerCase();
  const signs = Array.from(text.normalize("NFKC").normalize("NFD"), lookOf);
  return signs
    .join("")
    .normalize("NFD")
    .replace(/([ij])\u0307/g, "$1");
}

const looks = new Map<string, string>();

/** Unicode's table of confusable characters, which nobody waits for whose users are plain. */
let confusables: ((text: string) => string) | undefined;

function unhomoglyph(sign: string): string {
  // It has one function and no other form. This way the bundle of the plugin holds it, too.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  confusables ??= require("unhomoglyph") as (text: string) => string;
  return confusables(sign);
}

function lookOf(sign: string): string {
  if (isAscii(sign)) return sign.toLowerCase();
  const known = looks.get(sign);
  if (known !== undefined) return known;
  const look = plainLook(sign) ?? plainLook(otherCase(sign)) ?? othersLook(sign.toLowerCase());
  looks.set(sign, look);
  return look;
}

/** The letter of another alphabet, or with an accent, that this one looks like. Two letters in one, as `æ`, are no two letters. */
function othersLook(sign: string): string {
  const look = unhomoglyph(sign).normalize("NFKC");
  return isAscii(look) ? sign : look;
}

/** A stroke, of which the table makes a small i. */
const PALOCHKA = /[\u04c0\u04cf]/;

/** The one plain letter that this one looks like, in small letters. */
function plainLook(sign: string): string | undefined {
  if (PALOCHKA.test(sign)) return "l";
  const look = unhomoglyph(sign);
  if (look === "rn") return "m";
  if (look.length !== 1 || !isAscii(look)) return undefined;
  // Without serifs a capital I is a stroke, as a small l is.
  return look === "l" && sign !== sign.toLowerCase() ? "i" : look.toLowerCase();
}

function otherCase(sign: string): string {
  const lower = sign.toLowerCase();
  return lower === sign ? sign.toUpperCase() : lower;
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
