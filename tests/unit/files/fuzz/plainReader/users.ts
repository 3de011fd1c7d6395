import type { UsersFromCsvOptions } from "../../../../../files/options";
import type { PresetFormat } from "../../../../../files/presets";
import { follow } from "./paths";
import { rowsOf, type PlainRow } from "./rows";
import { BROKEN, NotPlain, Unreadable } from "./text";
import { fieldNamed, folded } from "./titles";

export type PlainUser = Record<string, unknown>;

/**
 * The users of a file by their keys, read the plainest way: slowly, title by title and value by value, as
 * `docs/files.md` says it. Shares no code with the readers of the product, but the data of the presets.
 */
export function readPlainly(name: string, bytes: Buffer, options: UsersFromCsvOptions): Map<string, PlainUser> {
  if (typeof options.key === "function" || typeof options.where === "function" || options.map !== undefined)
    throw new NotPlain("a function of the program");
  const { rows, format } = rowsOf(name, bytes, options);
  const users = new Map<string, PlainUser>();
  for (const row of rows) {
    const reader = new RowReader(row, options, format);
    if (!reader.isWanted()) continue;
    const key = reader.key();
    if (users.has(key)) throw new Unreadable("a key twice");
    users.set(key, reader.user());
  }
  return users;
}

const TEXT_OF = { cells: true, typed: false, text: true } as const;

class RowReader {
  /** Whether there is a name that nobody knows; who is left out may have some. */
  private unknown = false;

  constructor(
    private readonly row: PlainRow,
    private readonly options: UsersFromCsvOptions,
    private readonly format: PresetFormat | undefined,
  ) {}

  isWanted(): boolean {
    const { where = {} } = this.options;
    for (const [place, wanted] of Object.entries(where)) {
      const text = shown(this.fieldOrPlace(place)) ?? "";
      if (typeof wanted === "string" ? text !== wanted : !(wanted as readonly string[]).includes(text)) return false;
    }
    return !(this.format?.leftOut ?? []).some((rule) => {
      const text = shown(this.at(rule.column));
      if (text === undefined) return false;
      return "filled" in rule || ("is" in rule ? isOneOf(text, rule.is) : !isOneOf(text, rule.isNot));
    });
  }

  key(): string {
    const value = this.keyValue();
    if (typeof value !== "string" || value === "") throw new Unreadable("has no key");
    const key = keyText(value);
    if (!isKey(key)) throw new Unreadable("a key of odd signs");
    return key;
  }

  user(): PlainUser {
    const user: PlainUser = {};
    this.told();
    if (this.unknown) throw new Unreadable("an unknown name");
    const put = (name: string, value: unknown): void => {
      if (value === undefined || value === null) return;
      if (this.format !== undefined && (value === "" || Object.hasOwn(user, name))) return;
      this.put(user, name, this.format === undefined ? value : plain(value));
    };
    const told = this.told();
    for (const { name, value } of told) put(name, value);
    for (const [place, field] of Object.entries(this.format?.columns ?? {}))
      if (!this.isTold(place)) put(field, this.at(place));
    for (const { field, from, separator } of this.format?.joined ?? []) {
      const parts = from.filter((place) => !this.isTold(place)).flatMap((place) => shown(plain(this.at(place))) ?? []);
      if (parts.length > 0) put(field, parts.join(separator));
    }
    const hash = (this.format?.credentials.taken ?? []).find(
      ({ column, as, when = {} }) =>
        !this.isTold(column) &&
        HASHES[as].test(shown(this.at(column)) ?? "") &&
        Object.entries(when).every(([place, words]) => isOneOf(shown(this.at(place)) ?? "", words)),
    );
    if (hash !== undefined && !Object.hasOwn(user, "password")) {
      put("password", this.at(hash.column));
      put("passwordEncryptType", hash.as);
    }
    return this.withDefaults(user);
  }

  /** What `columns` says, and what is called by the name of a field. */
  private told(): { name: string; value: unknown; title: string }[] {
    const { columns = {} } = this.options;
    const whole = this.row.titles.flatMap((title, at) => {
      const name = this.nameOf(title);
      return name === undefined ? [] : [{ name, title, value: this.valueOf(at) }];
    });
    const ofPreset = Object.entries(this.format?.columns ?? {}).flatMap(([place, field]) =>
      this.isTold(place) || this.at(place) === undefined ? [] : [field as string],
    );
    const names = [...whole.map(({ name }) => name), ...new Set(ofPreset)];
    if (new Set(names).size !== names.length) throw new Unreadable("two columns of one meaning");
    const parts = Object.entries(columns).flatMap(([title, name]) =>
      typeof name === "string" && this.titled(title) === undefined
        ? [{ name: fieldNamed(name) ?? name, title, value: this.at(title) }]
        : [],
    );
    return [...whole, ...parts];
  }

  /** The field that a title means; undefined for what is left out. */
  private nameOf(title: string): string | undefined {
    const { columns = {}, otherColumns, key } = this.options;
    const entries = Object.entries(columns);
    const entry =
      entries.find(([name]) => name === title) ??
      entries.find(([name]) => !this.row.titles.includes(name) && folded(name) === folded(title));
    if (entry !== undefined) return entry[1] === false ? undefined : (fieldNamed(entry[1]) ?? entry[1]);
    if (title.trim() === "") return undefined;
    if (this.isOfPreset(title)) return undefined;
    const name = fieldNamed(title);
    if (name !== undefined) return name;
    const isPart = [...Object.keys(columns), ...(typeof key === "string" ? [key, ...key.split("+")] : [])].some(
      (each) => folded(each) === folded(title) || folded(each.split(/[.[]/)[0] ?? "") === folded(title),
    );
    if (isPart || otherColumns === "ignore") return undefined;
    const at = this.row.titles.indexOf(title);
    if (this.row.style !== "cells" && this.row.values[at] === null) return undefined;
    this.unknown = true;
    return undefined;
  }

  /** Whether the preset has a word for a title, or for what is below it. */
  private isOfPreset(title: string): boolean {
    if (this.format === undefined) return false;
    const { columns, joined = [], key, ignored, leftOut = [], credentials } = this.format;
    const places = [
      ...Object.keys(columns),
      ...joined.flatMap(({ from }) => from),
      ...key,
      ...Object.keys(ignored),
      ...leftOut.map(({ column }) => column),
      ...credentials.taken.flatMap(({ column, when = {} }) => [column, ...Object.keys(when)]),
      ...Object.keys(credentials.dropped),
      ...(this.format.kind === "titled" ? (this.format.jsonCells ?? []) : []),
    ];
    return places.some(
      (place) => folded(place) === folded(title) || folded(place.split(/[.[]/)[0] ?? "") === folded(title),
    );
  }

  /** Whether a place of the preset has a meaning by `columns`, or is left out by it. */
  private isTold(place: string): boolean {
    return Object.keys(this.options.columns ?? {}).some((entry) => folded(entry) === folded(place));
  }

  private keyValue(): unknown {
    const { key } = this.options;
    if (typeof key === "string") {
      const whole = this.fieldOrPlace(key);
      if (whole !== undefined) return this.format === undefined ? whole : plain(whole);
      const parts = key.split("+").map((part) => this.fieldOrPlace(part.trim()));
      const texts = parts.map((part) => (typeof part === "number" ? String(part) : part));
      return parts.length > 1 && texts.every((part) => typeof part === "string" && part !== "")
        ? texts.join("-")
        : undefined;
    }
    if (this.row.mapKey !== undefined) return this.row.mapKey;
    const told = this.told();
    const isNamed = told.some(({ name }) => name === "key");
    const own = told.find(({ name }) => name === "key")?.value;
    if (isNamed) return own ?? this.user().userName;
    if (this.format === undefined) return this.user().userName;
    const there = this.format.key.filter((place) => this.titled(place) !== undefined || this.at(place) !== undefined);
    const filled = there.find((place) => shown(this.at(place)) !== undefined);
    return plain(this.at((this.format.kind === "tree" ? filled : undefined) ?? there[0] ?? ""));
  }

  private fieldOrPlace(called: string): unknown {
    const told = this.told().find(({ name }) => name === called);
    return told === undefined ? this.at(called) : told.value;
  }

  /** The column that a title means: one that is called exactly so, else one that is alike. */
  private titled(title: string): number | undefined {
    const { titles } = this.row;
    const exact = titles.indexOf(title);
    const at = exact === -1 ? titles.findIndex((each) => folded(each) === folded(title)) : exact;
    return at === -1 ? undefined : at;
  }

  private at(place: string): unknown {
    const whole = this.titled(place);
    if (whole !== undefined) return this.valueOf(whole);
    const [, quoted, member, rest = ""] = /^(?:\["([^"]*)"\]|([^.[\]]+))(.*)$/s.exec(place) ?? [];
    const at = rest === "" ? undefined : this.titled(quoted ?? member ?? "");
    if (at === undefined) return undefined;
    const root = Object.fromEntries(this.row.titles.map((title, index) => [title, this.row.values[index]]));
    return this.clean(follow(root, unfolded(this.row.values[at]), rest));
  }

  private valueOf(at: number): unknown {
    const value = this.row.values[at];
    if (value === BROKEN) throw new Unreadable("a cell that is broken");
    return value === "" && this.row.style === "cells" ? undefined : this.clean(value);
  }

  private clean(value: unknown): unknown {
    if (typeof value !== "string") return value;
    const prefix = this.format?.kind === "titled" ? (this.format.cellPrefix ?? "") : "";
    const text = prefix !== "" && value.startsWith(prefix) ? value.slice(prefix.length) : value;
    const nulls = [...(this.options.nulls ?? []), ...(this.format?.nulls ?? [])];
    return nulls.includes(text) || (text === "" && value !== "") ? undefined : text;
  }

  /** Puts a value into a field, after the conversions that the options and the preset say. */
  private put(user: PlainUser, name: string, value: unknown): void {
    if (name === "key") return;
    if (name.startsWith("customAttributes.")) {
      const before = Array.isArray(user.customAttributes) ? (user.customAttributes as unknown[]) : [];
      user.customAttributes = [...before, { name: name.slice("customAttributes.".length), value }];
    } else if (name.startsWith("salt.")) user.salt = within(user.salt, name.split(".").slice(1), value);
    else user[name] = typeof value === "string" ? this.converted(name, value) : value;
  }

  private converted(name: string, text: string): unknown {
    const words = Object.entries(this.format?.values ?? {}).find(([field]) => field === name)?.[1];
    if (words !== undefined) {
      const word = Object.entries(words).find(([theirs]) => theirs.toLowerCase() === text.toLowerCase())?.[1];
      if (word === undefined && !Object.values(words).includes(text)) throw new Unreadable("no word of the preset");
      return word ?? text;
    }
    const isText = TEXT_OF[this.row.style];
    const separator = this.options.groupSeparator ?? this.format?.groupSeparator;
    if (name === "userGroups" && (isText || separator !== undefined))
      return text
        .split(separator ?? /[;|]/)
        .map((group) => group.trim())
        .filter((group) => group !== "");
    if (name === "identityVerified" && isText) {
      if (/^(?:true|yes|1)$/i.test(text)) return true;
      return /^(?:false|no|0)$/i.test(text) ? false : text;
    }
    if (name === "birthdate") return dateOf(text, this.options.dates ?? this.format?.dates);
    return name === "phoneNumber" ? this.phone(text) : text;
  }

  private phone(text: string): string {
    const bare = this.format === undefined ? text : text.replace(/[\s-]/g, "");
    const country = this.options.phoneCountry?.replace("+", "");
    if (country === undefined) return bare;
    const digits = bare.normalize("NFKC").replace(/[\s().-]/g, "");
    const [, abroad = ""] = /^(?:\+|00)(\d{4,15})$/.exec(digits) ?? [];
    if (abroad.startsWith("1")) return `+1-${abroad.slice(1)}`;
    if (abroad.startsWith("86")) return `+86-${abroad.slice(2)}`;
    if (abroad !== "") throw new NotPlain("a country with a code of its own length");
    if (!/^\d{4,15}$/.test(digits)) return bare;
    if (country !== "86") throw new NotPlain("a country with rules of its own");
    if (/^861\d{10}$/.test(digits)) return `+86-${digits.slice(2)}`;
    return `+86-${digits.replace(/^0/, "")}`;
  }

  private withDefaults(user: PlainUser): PlainUser {
    const { salt, customAttributes, ...others } = this.options.defaults ?? {};
    if (customAttributes !== undefined) throw new NotPlain("attributes of everybody");
    const merged: PlainUser = { ...others, ...user };
    if (salt === undefined || merged.password === undefined) return merged;
    const own = (typeof merged.salt === "object" ? merged.salt : {}) as PlainUser;
    return { ...merged, salt: { ...salt, ...own } };
  }
}

const HASHES = {
  BCRYPT: /^\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}$/,
  SHA1: /^(?:[0-9a-f]{40}|[A-Za-z0-9+/]{27}=)$/i,
  MD5: /^(?:[0-9a-f]{32}|[A-Za-z0-9+/]{22}==)$/i,
};

function dateOf(text: string, form: string | undefined): string {
  if (form === undefined) return text;
  if (form === "excel") return dayOfSheet(text);
  const order: readonly string[] = form.match(/YYYY|MM|DD/g) ?? [];
  const pattern = form
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace("YYYY", "(\\d{4})")
    .replace(/MM|DD/g, /[^YMD][^]*[^YMD]/.test(form) ? "(\\d{1,2})" : "(\\d{2})");
  const parts = new RegExp(`^\\s*${pattern}\\s*$`).exec(text)?.slice(1);
  if (parts === undefined) return text;
  return ["YYYY", "MM", "DD"].map((part) => (parts[order.indexOf(part)] ?? "").padStart(2, "0")).join("-");
}

/** Day 1 is the first of January 1900, and spreadsheets believe in a day 60, a 29th of February. */
function dayOfSheet(text: string): string {
  const day = /^\s*\d{1,7}(?:[.,]\d+)?\s*$/.test(text) ? parseInt(text.trim(), 10) : 0;
  if (day < 1 || day === 60 || day > 2_958_465) return text;
  return new Date(Date.UTC(1900, 0, day > 60 ? day - 1 : day)).toISOString().slice(0, 10);
}

function within(node: unknown, [step = "", ...rest]: readonly string[], value: unknown): unknown {
  const members = typeof node === "object" && node !== null ? (node as PlainUser) : {};
  return { ...members, [step]: rest.length === 0 ? value : within(members[step], rest, value) };
}

/** The JSON in a cell. */
function unfolded(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[{[]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function plain(value: unknown): unknown {
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}

function shown(value: unknown): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isOneOf(text: string, words: readonly string[]): boolean {
  return words.some((word) => word.toLowerCase() === text.toLowerCase());
}

function isKey(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,127}$/.test(text) && !["__proto__", "constructor", "prototype"].includes(text);
}

/** What a key may not hold becomes a hyphen, letters lose their marks, and others stand by their numbers. */
function keyText(text: string): string {
  if (isKey(text)) return text;
  let key = "";
  for (const letter of text.normalize("NFKC").normalize("NFD")) {
    if (/\p{M}/u.test(letter) && /[A-Za-z]$/.test(key)) continue;
    if (/[A-Za-z0-9._@+-]/.test(letter)) key += letter;
    else if (/[\p{L}\p{M}\p{N}]/u.test(letter)) key += `-${(letter.codePointAt(0) ?? 0).toString(16)}-`;
    else key += "-";
  }
  return key.replace(/-+/g, "-").replace(/^[^A-Za-z0-9]+/, "");
}
