import type { Reading } from "../reading";
import type { PresetFormat } from "../presets";
import type { Joined, LeftOut, TakenHash } from "../presets/preset";
import { placesOf } from "../presets/places";
import { canonicalName, meaningOf, type Meaning } from "../rows/members";
import { Places, type Place } from "./place";
import { shownTitle } from "./showable";
import { readTitles, renamesOf, type Titled, type TitlesProblem } from "./titles";
import { usesOf, type Use } from "./uses";

/** A value that fills a field, or a part of one. */
export interface Take {
  readonly meaning: Meaning;
  /** As the functions of a program see it. */
  readonly name: string;
  /** Its place, in the words of the file. */
  readonly title: string;
  readonly place: Place;
}

export interface JoinedTake extends Omit<Joined, "from"> {
  readonly from: readonly Place[];
  /** The file's name for each of them. */
  readonly titles: readonly string[];
}

export interface Hash {
  readonly rule: TakenHash;
  readonly place: Place;
  readonly when: readonly (readonly [place: Place | undefined, words: readonly string[]])[];
}

/** Something that a preset knows and does not take. */
export interface Behind {
  readonly title: string;
  readonly place: Place;
  readonly why: string;
  readonly isHash: boolean;
}

/** The places that make the key of a user. */
export interface KeyPlaces {
  /** Its name in findings. */
  readonly name: string;
  /** All of them make it, in this order. */
  readonly all?: readonly Place[];
  /** The first that has a value makes it. */
  readonly first?: readonly Place[];
}

/** The meaning of all titles of a row, worked out once for all rows that have the same. */
export class Shape {
  readonly columns: readonly Titled[];
  readonly problems: readonly TitlesProblem[];
  readonly takes: readonly Take[];
  readonly joined: readonly JoinedTake[];
  readonly hashes: readonly Hash[];
  readonly leftOut: readonly { readonly rule: LeftOut; readonly place: Place }[];
  readonly behind: readonly Behind[];
  readonly key: KeyPlaces | undefined;
  /** Columns that nobody has said anything of. */
  readonly unknown: readonly number[];
  /** Columns below which a preset knows some places, and whatever else is there is unknown. */
  readonly partly: ReadonlyMap<number, readonly Place[]>;
  private readonly places: Places;
  /** The fields that `columns` takes from below a title. */
  private readonly parts: readonly Take[];
  private readonly found = new Map<string, Place | undefined>();
  #uses: readonly Use[] | undefined;

  constructor(
    readonly titles: readonly string[],
    readonly reading: Reading,
  ) {
    const { options, format } = reading;
    this.places = new Places(titles);
    this.parts = this.takesBelow();
    const { columns, keyAt, problems } = readTitles(titles, reading);
    this.key = this.keyPlaces(columns, keyAt);
    const inKey = new Set((this.key?.all ?? []).map(({ at }) => at));
    this.columns = columns.map((column, at) =>
      inKey.has(at) && column.use === "unknown" && column.renamedTo === undefined
        ? { ...column, use: "partly" as const }
        : column,
    );
    const own = this.ownTakes();
    const ofPreset = this.presetTakes(own);
    this.takes = [...own, ...ofPreset];
    this.problems = [...problems, ...this.clashes(own, ofPreset)];
    const isOwn = (place: string): boolean => own.some((take) => this.isSame(place, take.place));
    this.joined = (format?.joined ?? []).map((joined) => {
      const titles = joined.from.filter((title) => !isOwn(title) && this.find(title) !== undefined);
      return { ...joined, titles, from: titles.flatMap((title) => this.find(title) ?? []) };
    });
    this.hashes = (format?.credentials.taken ?? []).flatMap((rule) => {
      const place = isOwn(rule.column) ? undefined : this.find(rule.column);
      if (place === undefined) return [];
      const when = Object.entries(rule.when ?? {}).map(([column, words]) => [this.find(column), words] as const);
      return [{ rule, place, when }];
    });
    this.leftOut = (format?.leftOut ?? []).flatMap((rule) => {
      const place = this.find(rule.column);
      return place === undefined ? [] : [{ rule, place }];
    });
    this.behind = this.leftBehind(isOwn);
    this.unknown = this.columns.flatMap(({ use }, at) => (use === "unknown" ? [at] : []));
    this.partly =
      format?.kind === "tree" || format?.kind === "titled"
        ? this.partlyKnown(format, Object.keys(options.columns ?? {}))
        : new Map();
  }

  /** The place of what is called by the name of a field, by a title, or by a path. */
  find(called: string): Place | undefined {
    if (this.found.has(called)) return this.found.get(called);
    const place = this.named(this.columns, called) ?? this.places.find(called);
    this.found.set(called, place);
    return place;
  }

  /** The use of every column or member. Worked out on demand, because most readers do not ask. */
  get uses(): readonly Use[] {
    return (this.#uses ??= usesOf(this));
  }

  titleOf({ at }: Place): string {
    return this.titles[at] ?? "";
  }

  private isSame(called: string, { at, steps }: Place): boolean {
    const place = this.find(called);
    return place?.at === at && JSON.stringify(place.steps) === JSON.stringify(steps);
  }

  /** The fields that `columns` names, and those that the file calls by their own names. */
  private ownTakes(): Take[] {
    const whole = this.columns.flatMap(({ title, name, use }, at): Take[] => {
      const meaning = use === "known" ? meaningOf(name) : undefined;
      return meaning === undefined ? [] : [{ meaning, name, title, place: { at, steps: [] } }];
    });
    // Of two columns of one meaning the first is looked at, and the second is a finding.
    const names = new Set<string>();
    const once = whole.filter(({ name }) => !names.has(name) && names.add(name));
    return [...once, ...this.parts];
  }

  private takesBelow(): Take[] {
    return Object.entries(this.reading.options.columns ?? {}).flatMap(([title, name]): Take[] => {
      const place = this.places.find(title);
      if (place === undefined || place.steps.length === 0 || typeof name !== "string") return [];
      const known = canonicalName(name);
      const meaning = known === undefined ? undefined : meaningOf(known);
      return meaning === undefined || known === undefined ? [] : [{ meaning, name: known, title, place }];
    });
  }

  private presetTakes(own: readonly Take[]): Take[] {
    return Object.entries(this.reading.format?.columns ?? {}).flatMap(([title, field]): Take[] => {
      const place = this.find(title);
      const isTold = place === undefined || own.some((take) => this.isSame(title, take.place)) || this.isDropped(place);
      return isTold ? [] : [{ meaning: { kind: "field", field }, name: field, title, place }];
    });
  }

  /** The fields that the file names itself while the preset takes them from elsewhere: either may be meant. */
  private clashes(own: readonly Take[], ofPreset: readonly Take[]): TitlesProblem[] {
    return own.flatMap(({ meaning, name, title, place }) => {
      const other = ofPreset.find((take) => take.meaning.kind === "field" && take.name === name);
      const isTold = renamesOf([title], this.reading)[0]?.length !== 0;
      if (meaning.kind !== "field" || other === undefined || isTold) return [];
      const [first, second] = [shownTitle(other.title, other.place.at), shownTitle(title, place.at)];
      return [{ at: place.at, rule: `${first} and ${second} both mean ${name}`, leaveOut: title }];
    });
  }

  private isDropped({ at }: Place): boolean {
    return this.columns[at]?.use === "dropped";
  }

  private leftBehind(isOwn: (place: string) => boolean): Behind[] {
    const { ignored = {}, credentials } = this.reading.format ?? {};
    const all = [
      ...Object.entries(ignored).map(([title, why]) => ({ title, why, isHash: false })),
      ...Object.entries(credentials?.dropped ?? {}).map(([title, why]) => ({ title, why, isHash: true })),
    ];
    return all.flatMap((each) => {
      const place = this.find(each.title);
      if (place === undefined || isOwn(each.title) || this.isDropped(place)) return [];
      return [{ ...each, title: place.steps.length === 0 ? this.titleOf(place) : each.title, place }];
    });
  }

  private keyPlaces(columns: readonly Titled[], keyAt: number | undefined): KeyPlaces | undefined {
    const { options, format } = this.reading;
    if (typeof options.key === "function") return undefined;
    if (options.key !== undefined) {
      if (keyAt !== undefined) return { name: options.key, all: [{ at: keyAt, steps: [] }] };
      const one = this.places.find(options.key) ?? this.named(columns, options.key);
      const parts = one === undefined ? options.key.split("+").map((part) => part.trim()) : [];
      const all =
        one === undefined ? parts.flatMap((part) => this.named(columns, part) ?? this.places.find(part) ?? []) : [one];
      return all.length === Math.max(1, parts.length) ? { name: options.key, all } : undefined;
    }
    const own = this.named(columns, "key");
    if (format === undefined || own !== undefined) return undefined;
    const first = format.key.flatMap((place) => this.places.find(place) ?? []);
    return first.length === 0
      ? undefined
      : { name: format.key[0], first: format.kind === "tree" ? first : first.slice(0, 1) };
  }

  /** Only what stands below a title that is no place of its own can be partly unknown. */
  private partlyKnown(format: PresetFormat, told: readonly string[]): Map<number, readonly Place[]> {
    const known = new Map<number, Place[]>();
    const whole = new Set<number>();
    for (const called of [...placesOf(format), ...told]) {
      const place = this.places.find(called);
      if (place === undefined) continue;
      if (place.steps.length === 0) whole.add(place.at);
      else known.set(place.at, [...(known.get(place.at) ?? []), place]);
    }
    for (const at of whole) known.delete(at);
    return known;
  }

  /** The column, or the part of one, that means a field. */
  private named(columns: readonly Titled[], called: string): Place | undefined {
    const at = columns.findIndex(({ name, use }) => use === "known" && name === called);
    return at === -1 ? this.parts.find(({ name }) => name === called)?.place : { at, steps: [] };
  }
}
