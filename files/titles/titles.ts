import { canonicalName, folded } from "../rows/members";
import type { Reading } from "../reading";
import type { PresetFormat } from "../presets";
import { placesOf } from "../presets/places";
import { Places } from "./place";
import { isShowable, shownTitle } from "./showable";
import type { Words } from "../words";

/** A column or member by the name that the file has for it, and what that means. */
export interface Titled {
  readonly title: string;
  /** After the renames of `columns`; the title itself for what is left out or means nothing. */
  readonly name: string;
  /**
   * `known`: a name that a file can have. `dropped`: left out by `columns`. `preset`: the preset has a word for it, or for
   * what is below it. `partly`: `columns` takes something below it. `nameless`: it has no title. `unknown`: nobody knows.
   */
  readonly use: "known" | "dropped" | "preset" | "partly" | "nameless" | "unknown";
  /** The name that `columns` gives it, if that means nothing. */
  readonly renamedTo?: string;
}

/** The meaning of a header, or of the members of one object. */
export interface Titles {
  readonly columns: readonly Titled[];
  /** The one that the option `key` names. */
  readonly keyAt?: number;
  readonly problems: readonly TitlesProblem[];
}

/** A problem with two titles that mean the same. */
export interface TitlesProblem {
  /** The second one. */
  readonly at: number;
  readonly rule: string;
  /** The title of which the option `columns` can say that it means nothing. */
  readonly leaveOut?: string;
}

/** In the words of whoever can mend it. */
export function titlesRule({ rule, leaveOut }: TitlesProblem, { columns }: Words): string {
  return leaveOut === undefined || !isShowable(leaveOut)
    ? rule
    : `${rule}: leave one of them out, as in ${columns([[leaveOut, false]])}`;
}

/**
 * Tells what the titles of a file mean. An option that has a title as it is means that one; else titles are compared
 * without case, the white space around them and notes in brackets.
 */
export function readTitles(titles: readonly string[], reading: Reading): Titles {
  const renames = renamesOf(titles, reading);
  const inPreset = reading.format === undefined ? new Set<number>() : knownTo(reading.format, titles);
  const below = partsOf(titles, reading);
  const problems: TitlesProblem[] = [];
  const named = titles.map((title, at): Titled => {
    const [first, ...others] = renames[at] ?? [];
    if (others.some((other) => other !== first))
      problems.push({ at, rule: `columns gives ${shownTitle(title, at)} two meanings` });
    const read = titled(title, first);
    if (first === undefined && inPreset.has(at)) return { title, name: title, use: "preset" };
    return read.use === "unknown" && first === undefined && below.has(at) ? { ...read, use: "partly" } : read;
  });
  const { keyAt, clash } = keyOf(named, reading);
  const columns = named.map((column, at) =>
    at === keyAt && (column.use === "unknown" || column.use === "nameless") && column.renamedTo === undefined
      ? { ...column, use: "known" as const }
      : column,
  );
  if (clash !== undefined) problems.push(clash);
  return { columns, ...(keyAt !== undefined && { keyAt }), problems: [...problems, ...repeated(columns)] };
}

/** The names that `columns` gives to each title. */
export function renamesOf(titles: readonly string[], { options: { columns = {} } }: Reading): (string | false)[][] {
  const found: (string | false)[][] = titles.map(() => []);
  const isNamed = new Set(Object.keys(columns).filter((entry) => titles.includes(entry)));
  for (const [entry, name] of Object.entries<string | false | undefined>(columns)) {
    if (name === undefined) continue;
    titles.forEach((title, at) => {
      const means = isNamed.has(entry) ? title === entry : !isNamed.has(title) && folded(title) === folded(entry);
      if (means) found[at]?.push(name);
    });
  }
  return found;
}

function knownTo(format: PresetFormat, titles: readonly string[]): Set<number> {
  const places = new Places(titles);
  const jsonCells = format.kind === "titled" ? (format.jsonCells ?? []) : [];
  const empty = format.kind === "untitled" ? titles.flatMap((title, at) => (title === "" ? [at] : [])) : [];
  return new Set([
    ...empty,
    ...[...placesOf(format), ...jsonCells].flatMap((place) => {
      const whole = places.titled(place);
      const found = whole.length > 0 ? undefined : places.find(place);
      return found === undefined ? whole : [found.at];
    }),
  ]);
}

/** Those of which an option names a part. */
function partsOf(titles: readonly string[], { options: { columns = {}, key } }: Reading): Set<number> {
  const places = new Places(titles);
  const named = [...Object.keys(columns), ...(typeof key === "string" ? [key, ...key.split("+")] : [])];
  return new Set(
    named.flatMap((place) => {
      const found = places.find(place);
      return found === undefined || found.steps.length === 0 ? [] : [found.at];
    }),
  );
}

function titled(title: string, renamed: string | false | undefined): Titled {
  if (renamed === false) return { title, name: title, use: "dropped" };
  if (renamed === undefined && title.trim() === "") return { title, name: title, use: "nameless" };
  const name = renamed === undefined ? canonicalName(title) : renamed;
  if (name === undefined) return { title, name: title, use: "unknown" };
  const isKnown = renamed === undefined || canonicalName(name) === name;
  return isKnown ? { title, name, use: "known" } : { title, name, use: "unknown", renamedTo: name };
}

/** The key may be called as the file calls it or as it is renamed. */
function keyOf(columns: readonly Titled[], { options: { key } }: Reading): { keyAt?: number; clash?: TitlesProblem } {
  if (typeof key !== "string") return {};
  const ways: ((column: Titled) => boolean)[] = [
    ({ name }) => name === key,
    ({ title }) => title === key,
    ({ name, title }) => folded(name) === folded(key) || folded(title) === folded(key),
  ];
  for (const way of ways) {
    const found = columns.flatMap((column, at) => (way(column) ? [at] : []));
    const [keyAt, second] = found;
    if (keyAt === undefined) continue;
    if (second === undefined || way === ways[0]) return { keyAt };
    const titles = found.map((at) => shownTitle(columns[at]?.title ?? "", at)).join(" and ");
    return { keyAt, clash: { at: second, rule: `${titles} may both be the key ${JSON.stringify(key)}` } };
  }
  return {};
}

function repeated(columns: readonly Titled[]): TitlesProblem[] {
  const first = new Map<string, Titled>();
  return columns.flatMap((column, at) => {
    if (column.use !== "known") return [];
    const before = first.get(column.name);
    if (before === undefined) {
      first.set(column.name, column);
      return [];
    }
    if (before.title === column.title)
      return [{ at, rule: `the column ${shownTitle(column.title, at)} is there twice` }];
    const rule = `${shownTitle(before.title, at)} and ${shownTitle(column.title, at)} both mean ${column.name}`;
    // Of the one that columns renames somebody has said already what it means.
    const leaveOut = canonicalName(column.title) === column.name ? column.title : before.title;
    return [{ at, rule, leaveOut }];
  });
}
