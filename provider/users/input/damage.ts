import { isObject } from "../../../text/values";
import { identityFields, isUserField, type UserField } from "../model/fields";
import type { PathStep } from "./finding";

/** A value that something has damaged before it came here. */
export interface Damage {
  readonly path: readonly PathStep[];
  readonly rule: string;
  /** Whether it is a word by which programs say that there is no value, and which may be one. */
  readonly isWord: boolean;
}

/** How whoever reads a finding says what is meant. */
export interface DamageWords {
  /** How the option is called that names texts which are no values. Default: there is none. */
  readonly nulls?: string;
  /** Whether somebody has said that there are none: then each is a value. */
  readonly nullsAreValues?: boolean;
  /** How the form of dates is said. */
  readonly dates?: (form: string) => string;
}

/** What has been done to the values of a user, in its fields and in its attributes. */
export function damageOf(fields: Readonly<Record<string, unknown>>, words: DamageWords): Damage[] {
  const found: Damage[] = [];
  const look = (field: UserField, value: unknown, path: () => PathStep[]): void => {
    if (typeof value !== "string" || value === "") return;
    const rule = cellDamage(field, value, words);
    if (rule !== undefined) found.push({ path: path(), rule, isWord: false });
    else if (words.nullsAreValues !== true && isNothing(field, value))
      found.push({ path: path(), rule: nothingRule(words), isWord: true });
  };
  for (const field in fields) {
    if (!isUserField(field)) continue;
    const value = fields[field];
    if (!Array.isArray(value)) look(field, value, () => [field]);
    else if (field === "customAttributes")
      value.forEach((attribute: unknown, index) => {
        if (isObject(attribute)) look(field, attribute.value, () => [field, index, "value"]);
      });
  }
  return found;
}

/** What a wrong encoding has left of a text, and what to do about it. */
function encodingDamage(text: string): string | undefined {
  // Most texts are ASCII, and nothing of this is in them.
  if (!/[\u0080-\uffff]/.test(text)) return undefined;
  if (text.includes("\ufffd")) {
    return "holds U+FFFD, which stands where letters were lost by a wrong encoding: export the file anew, and name its encoding";
  }
  if (/[\u0080-\u009f]/.test(text)) {
    return 'holds control characters that windows-1252 has letters for: the file was read as another encoding before; export it anew, or try encoding "windows-1252"';
  }
  if (isUtf8ReadAsLatin(text)) {
    return "is UTF-8 that was taken for windows-1252 and saved again, as in Ã© for é: export the file anew as UTF-8";
  }
  return undefined;
}

/** The signs that windows-1252 has where Latin-1 has controls, by their bytes. */
const SIGNS = new Map(
  Array.from("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ").map((sign, at) => [sign, 0x80 + at]),
);

const SUSPECT = /[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]/;

/** Whether all letters beyond ASCII are the bytes of well-formed UTF-8. */
function isUtf8ReadAsLatin(text: string): boolean {
  if (!SUSPECT.test(text)) return false;
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const byte = code < 0x100 ? code : SIGNS.get(character);
    if (byte === undefined) return false;
    bytes.push(byte);
  }
  // A non-breaking space often became a plain one on the way.
  const whole = Buffer.from(
    bytes.map((byte, at) =>
      byte === 0x20 && (bytes[at - 1] ?? 0) >= 0xbc && (bytes[at - 1] ?? 0) <= 0xbf ? 0xa0 : byte,
    ),
  );
  return isWellFormed(Buffer.from(bytes)) || isWellFormed(whole);
}

function isWellFormed(bytes: Buffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** What a spreadsheet, a mask or a database has left of a value; undefined for a value that may be what it seems. */
export function cellDamage(field: UserField, text: string, words: DamageWords = {}): string | undefined {
  return (
    encodingDamage(text) ?? errorIn(text, words) ?? (FREE.has(field) ? undefined : valueDamage(field, text, words))
  );
}

/** Fields in which people write what they like. */
const FREE: ReadonlySet<UserField> = new Set([
  "description",
  "password",
  "salt",
  "passwordEncryptType",
  "identityVerificationMethod",
]);

/** What spreadsheets write where they have no value, in the languages they speak most. */
const ERROR =
  /^(?:#(?:N\/A|NV|REF!|BEZUG!|NAME\?|VALUE!|WERT!|DIV\/0!|NULL!|NUM!|ZAHL!|SPILL!|CALC!|GETTING_DATA|ERROR!|UNKNOWN!)|#{3,})$/i;

function errorIn(text: string, { nulls }: DamageWords): string | undefined {
  const orNone = nulls === undefined ? "leave the field out" : `take it for none by ${nulls}`;
  return text.startsWith("#") && ERROR.test(text)
    ? `holds an error of a spreadsheet in the place of a value: mend it there, or ${orNone}`
    : undefined;
}

/** Words by which databases and programs say that there is no value. */
const NOTHING = new Set(
  "NULL null (null) (NULL) <null> <NULL> [NULL] [null] \\N None NaN nan undefined N/A n/a <NA> nil".split(" "),
);

function isNothing(field: UserField, text: string): boolean {
  return !FREE.has(field) && NOTHING.has(text);
}

function nothingRule({ nulls }: DamageWords): string {
  const remedy =
    nulls === undefined ? "leave the field out, unless it is meant" : `leave it out, or name the word by ${nulls}`;
  return `is a word that means that there is no value: ${remedy}`;
}

/** As a spreadsheet writes it: `1e3` may be a word. */
const SCIENTIFIC = /^-?\d(?:[.,]\d+)?E[+-]\d{2,3}$/;

const IDENTIFYING: ReadonlySet<UserField> = new Set([
  ...identityFields,
  "residentIdentityCard",
  "indexedAttribute1",
  "indexedAttribute2",
  "indexedAttribute3",
  "indexedAttribute4",
  "indexedAttribute5",
]);

/** The number of a day since 1900, from 1927 on. */
const SERIAL_DAY = /^[1-9]\d{4}(?:[.,]\d+)?$/;

/** A number that a program kept as one that may have a fraction. */
const WITH_FRACTION = /^\+?\d{5,}\.0+$/;

function valueDamage(field: UserField, text: string, { dates }: DamageWords): string | undefined {
  if (field === "birthdate" && SERIAL_DAY.test(text))
    return `is the number of a day, as a spreadsheet keeps it: ${dates === undefined ? "write it as YYYY-MM-DD" : `${dates("excel")}, or format the column as a date`}`;
  if (WITH_FRACTION.test(text) && (IDENTIFYING.has(field) || field === "customAttributes"))
    return "ends in .0, as a program writes a number that should be a text: read the column as text and export it anew";
  if (SCIENTIFIC.test(text) && (IDENTIFYING.has(field) || field === "customAttributes"))
    return "is a number in the short form of a spreadsheet, whose last digits are lost: format the column as text and export it anew";
  if (/^'[\d+]/.test(text)) return "begins with the apostrophe by which a spreadsheet marks a text: take it out";
  if (/^="[^"]*"$/.test(text))
    return 'is a formula by which a text was kept from a spreadsheet, as in ="0123": take out what is round it';
  if (isMasked(field, text)) return "is masked: export the whole value, or leave the field out";
  return field === "email" ? emailDamage(text) : undefined;
}

/** What stands in the place of letters. Nobody's name, address or number has stars in it. */
function isMasked(field: UserField, text: string): boolean {
  if (!MASKABLE.has(field) || !/[*•●＊]/.test(text)) return false;
  return field === "name" || field === "address"
    ? /[*•●＊]{2}|^.{1,2}[*＊●•]|[*＊●•]$/.test(text)
    : /[*•●＊]{2}|[*＊●•]@/.test(text);
}

const MASKABLE: ReadonlySet<UserField> = new Set(["email", "residentIdentityCard", "name", "address"]);

function emailDamage(text: string): string | undefined {
  if (/^mailto:/i.test(text)) return "begins with mailto: take that out";
  return /[<>"]/.test(text)
    ? "has a name or brackets round the address: leave the address alone, as in ann@example.com"
    : undefined;
}
