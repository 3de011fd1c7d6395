import type { Random } from "../../../../../support/random";

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";
const LETTERS_AND_DIGITS = LOWER + UPPER + DIGITS;
const PRINTABLE = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)).join("");

const words =
  "correct horse battery staple summer winter monkey dragon purple dishwasher coffee shadow sunshine garden window river mountain thunder cookie banana football princess welcome letmein master hello freedom whatever internet computer marathon lighthouse strawberry umbrella kangaroo telephone chocolate butterfly adventure december saturday tiger whirlpool argon crypt clear plain external hidden locked berlin london paris shanghai shenzhen tokyo madrid".split(
    " ",
  );
const names =
  "anna blake ben clara david emma felix greta hugo ida jonas klara leon mia noah olga paul rosa sven tina udo".split(
    " ",
  );
const pinyin =
  "zhang wei wang fang li na liu yang chen jing huang lei zhao min zhou qiang wu xia xu ming sun hong ma jun zhu ping woaini nihao xiexie gongxi facai xingfu kuaile pengyou".split(
    " ",
  );
const hanzi = Array.from("春眠不觉晓处处闻啼鸟夜来风雨声花落知多少床前明月光疑是地上霜举头望低思故乡");
const accented = Array.from("äöüßéèêçñåøžšłőřáíóúâîôûàìòù");
const emoji = ["🐶", "🍕", "🚀", "🌈", "🔥", "🎉", "👍", "🦄", "🍎", "⚽", "🎸", "🌙"];

/** A way in which people come by a password. */
type Habit = (chance: Random) => string;

const one = <Item>(chance: Random, items: readonly Item[]): Item => {
  const item = items[chance.below(items.length)];
  if (item === undefined) throw new Error("nothing to choose from");
  return item;
};
const between = (chance: Random, least: number, most: number): number => least + chance.below(most - least + 1);
const many = <Item>(chance: Random, items: readonly Item[], least: number, most: number): Item[] =>
  Array.from({ length: between(chance, least, most) }, () => one(chance, items));
const signs = (chance: Random, alphabet: string, least: number, most = least): string =>
  many(chance, Array.from(alphabet), least, most).join("");
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const maybeCapital = (chance: Random, word: string): string => (chance.chance(0.4) ? capital(word) : word);
const number = (chance: Random): string =>
  one(chance, [String(between(chance, 1950, 2026)), signs(chance, DIGITS, 1, 4), "123", "007", "1", "12345"]);
const leet = (word: string): string =>
  word.replace(/[aeiost]/g, (letter) => ({ a: "@", e: "3", i: "!", o: "0", s: "$", t: "7" })[letter] ?? letter);

/** What a generator makes that was told which kinds of sign to use, with at least one of each. */
function generated(chance: Random, alphabets: readonly string[], least: number, most: number): string {
  const length = between(chance, least, most);
  for (;;) {
    const made = signs(chance, alphabets.join(""), length);
    if (alphabets.every((alphabet) => Array.from(alphabet).some((sign) => made.includes(sign)))) return made;
  }
}

export const habits: Readonly<Record<string, Habit>> = {
  "a word and a number": (c) => maybeCapital(c, one(c, [...words, ...names])) + number(c),
  "a word, a number, a sign": (c) => capital(one(c, words)) + number(c) + one(c, ["!", "?", ".", "#", "*", "$", "!!"]),
  "a sign first": (c) => one(c, ["!", "#", "*", "$", "@", "_", "("]) + capital(one(c, words)) + number(c),
  "signs for letters": (c) => leet(maybeCapital(c, one(c, words))) + number(c),
  "signs for letters, two words": (c) => `${leet(one(c, words))}${one(c, ["$", ":", "-", ""])}${leet(one(c, words))}`,
  "words with dollars": (c) => [capital(one(c, words)), number(c), capital(one(c, words))].join("$"),
  "words with colons": (c) => many(c, words, 2, 4).join(":"),
  "words with commas or bars": (c) => many(c, words, 2, 5).join(one(c, [",", ";", "|", "*", "/", "+", "=", "~"])),
  "a word in braces": (c) => `{${capital(one(c, words))}}${capital(one(c, words))}${number(c)}`,
  "a word in brackets": (c) => {
    const [open, close] = one(c, ["()", "[]", "<>", "{}", "**", "--", '""']);
    return `${open ?? ""}${capital(one(c, words))}${number(c)}${close ?? ""}`;
  },
  "words in capitals and small letters": (c) => many(c, words, 2, 6).map(capital).join("") + number(c),
  "a passphrase with spaces": (c) => many(c, words, 3, 8).join(" "),
  "a passphrase with dashes": (c) => many(c, words, 3, 8).join("-"),
  "a passphrase with dots": (c) => many(c, words, 3, 8).map(capital).join("."),
  "a passphrase with underscores and a number": (c) => `${many(c, words, 3, 6).map(capital).join("_")}_${number(c)}`,
  "a passphrase without anything between": (c) => many(c, words, 3, 7).join(""),
  "a passphrase with digits between": (c) =>
    many(c, words, 3, 5)
      .map((word) => capital(word) + String(c.below(10)))
      .join(""),
  "a sentence": (c) => `${capital(many(c, words, 4, 9).join(" "))}${one(c, [".", "!", "?"])}`,
  "initials of a sentence": (c) => signs(c, LOWER + UPPER, 6, 12) + number(c) + one(c, ["!", "", "?"]),
  "a date": (c) => `${String(between(c, 1, 28))}.${String(between(c, 1, 12))}.${String(between(c, 1950, 2010))}`,
  "digits alone": (c) => signs(c, DIGITS, 4, 18),
  "digits of a phone number": (c) => `138${signs(c, DIGITS, 8)}`,
  "one digit over and over": (c) => one(c, Array.from(DIGITS)).repeat(between(c, 4, 8)),
  "a row of keys": (c) =>
    one(c, ["qwertyuiop", "1qaz2wsx3edc", "asdfghjkl;'", "!@#$%^&*()", "zxcvbnm,./", "qazwsxedc"]),
  pinyin: (c) => many(c, pinyin, 2, 5).join("") + number(c),
  "pinyin in capitals": (c) => many(c, pinyin, 2, 4).map(capital).join("") + one(c, ["@", "!", ".", ""]) + number(c),
  "Chinese signs": (c) => many(c, hanzi, 4, 12).join("") + one(c, ["", number(c)]),
  accents: (c) => one(c, words) + many(c, accented, 1, 4).join("") + number(c),
  emoji: (c) => many(c, emoji, 2, 8).join(""),
  "emoji and words": (c) => one(c, words) + many(c, emoji, 1, 3).join("") + number(c),
  "an address": (c) => `${one(c, names)}.${one(c, names)}@example.com`,
  "a user name": (c) => `${one(c, names)}${one(c, ["_", ".", ""])}${one(c, names)}${number(c)}`,
  "a name twice": (c) => `${one(c, names)}${number(c)}${one(c, names)}`,
  "Apple: three groups": (c) => {
    const groups = Array.from({ length: 3 }, () => signs(c, LOWER, 6));
    const text = Array.from(groups.join("-"));
    text[c.below(6)] = signs(c, UPPER, 1);
    text[14 + c.below(6)] = signs(c, DIGITS, 1);
    return text.join("");
  },
  "four groups": (c) => Array.from({ length: 4 }, () => signs(c, LOWER + DIGITS, 6)).join("-"),
  "a product key": (c) => Array.from({ length: 5 }, () => signs(c, UPPER + DIGITS, 5)).join("-"),
  "a UUID": (c) => [8, 4, 4, 4, 12].map((length) => signs(c, "0123456789abcdef", length)).join("-"),
  "Chrome: 15 signs": (c) => generated(c, [LOWER, UPPER, DIGITS, "-_.:!"], 15, 15),
  "Firefox: 15 letters and digits": (c) => generated(c, [LOWER, UPPER, DIGITS], 15, 15),
  "letters and digits": (c) => generated(c, [LOWER, UPPER, DIGITS], 8, 40),
  "small letters and digits": (c) => generated(c, [LOWER, DIGITS], 8, 31),
  "small letters": (c) => signs(c, LOWER, 8, 30),
  "capitals and digits": (c) => generated(c, [UPPER, DIGITS], 8, 25),
  Bitwarden: (c) => generated(c, [LOWER, UPPER, DIGITS, "!@#$%^&*"], 8, 64),
  LastPass: (c) => generated(c, [LOWER, UPPER, DIGITS, "!@#$%^&*"], 12, 32),
  "1Password": (c) => generated(c, [LOWER, UPPER, DIGITS, "!@.-_*"], 8, 50),
  "1Password: words": (c) => many(c, words, 3, 6).join(one(c, ["-", ".", ",", "_", " "])),
  "1Password: words with digits between": (c) => many(c, words, 3, 5).join(String(c.below(10))),
  KeePass: (c) => generated(c, [LOWER, UPPER, DIGITS, "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"], 12, 64),
  "KeePass: letters, digits, dash and underscore": (c) => generated(c, [LOWER, UPPER, DIGITS, "-_"], 10, 21),
  Diceware: (c) =>
    many(c, words, 5, 8)
      .map(capital)
      .join(one(c, [" ", "-", ".", ""])),
  pwgen: (c) => signs(c, LETTERS_AND_DIGITS, 8, 20),
  "printable signs": (c) => signs(c, PRINTABLE, 8, 32),
  "openssl rand -base64 9, 12, 15 or 18": (c) => signs(c, `${LETTERS_AND_DIGITS}+/`, one(c, [12, 16, 20, 24])),
  "openssl rand -hex 4, 5, 6 or 10": (c) => signs(c, "0123456789abcdef", one(c, [8, 10, 12, 20])),
};
