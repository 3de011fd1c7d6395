import { isUserField } from "../../provider/users/model/fields";
import { showSteps, type PathStep } from "../../provider/users/input/finding";
import { hashMismatch } from "../../provider/users/input/passwords/password";
import type { UserRow } from "../options";
import { follow, valueAt } from "../paths/follow";
import { isBelow, leavesOf } from "../paths/leaves";
import { clean, type Conversion } from "../values/conversion";
import type { FileFinding } from "./findings";
import { Assembly, meaningOf, type Meaning, type ValueStyle } from "./members";
import type { Place } from "../titles/place";
import type { NotTaken, Row, RowFields, RowKey, Spot, UnknownName } from "./row";
import type { Hash, Shape } from "../titles/shape";
import { isShowable } from "../titles/showable";
import type { Use } from "../titles/uses";
import { titlesRule } from "../titles/titles";
import type { Words } from "../words";

/** The values of one row, as its format has them. */
export interface RowValues {
  /** One value for each title. */
  readonly values: readonly unknown[];
  readonly style: ValueStyle;
  /** The name it stands under, in a map. */
  readonly mapKey?: string;
  /** Where it is, or one of its columns or members. */
  locate(at?: number): Spot;
}

/** A user of a file of any format, read by what its titles mean. */
export class FileRow implements Row {
  /** The user as a whole, made once: every path is handed it. */
  #root: Record<string, unknown> | undefined;

  constructor(
    private readonly shape: Shape,
    private readonly conversion: Conversion,
    private readonly inFile: RowValues,
  ) {}

  get titles(): readonly string[] {
    return this.shape.titles;
  }

  get uses(): readonly Use[] {
    return this.shape.uses;
  }

  written({ at, steps }: Place): unknown {
    const value = this.inFile.values[at];
    return steps.length === 0 ? value : valueAt(this.root, this.tree(at), steps);
  }

  get row(): UserRow {
    const row: Record<string, unknown> = {};
    const set = (name: string, value: unknown): void => {
      if (value !== undefined)
        Object.defineProperty(row, name, { value, enumerable: true, configurable: true, writable: true });
    };
    this.shape.columns.forEach(({ title, use }, at) => {
      if (use !== "known") set(title, this.valueAt({ at, steps: [] }));
    });
    const { keyed } = this;
    if (keyed !== undefined) set(keyed, this.cell(keyed));
    this.each((_, name, value) => set(name, value));
    return row;
  }

  /** A column that is known only because the option `key` names it. */
  private get keyed(): string | undefined {
    const at = this.shape.columns.findIndex(({ name, use }) => use === "known" && meaningOf(name) === undefined);
    return this.shape.columns[at]?.name;
  }

  cell(called: string): unknown {
    const place = this.shape.find(called);
    return place === undefined ? undefined : this.valueAt(place);
  }

  key(): RowKey | undefined {
    const { key, reading } = this.shape;
    if (key?.all !== undefined) {
      const values = key.all.map((place) => this.plainAt(place));
      const [only] = values;
      if (values.length === 1) return { name: key.name, value: only };
      const parts = values.map((value) => (typeof value === "number" ? String(value) : value));
      const isWhole = parts.every((part) => typeof part === "string" && part !== "");
      return { name: key.name, value: isWhole ? parts.map(String).join("-") : undefined };
    }
    if (reading.options.key !== undefined) return undefined;
    if (this.inFile.mapKey !== undefined) return { value: this.inFile.mapKey };
    if (key?.first !== undefined) {
      const place = key.first.find((each) => this.hasValue(each)) ?? key.first[0];
      return place && { name: this.shape.titleOf(place), value: this.plainAt(place) };
    }
    const own = this.cell("key");
    return own === undefined ? { name: "userName", value: this.userName() } : { name: "key", value: own };
  }

  fields(): RowFields {
    const assembly = new Assembly(this.inFile.style, this.conversion);
    this.each((meaning, _, value) => assembly.put(meaning, value));
    return assembly;
  }

  fieldsOf(row: UserRow): RowFields {
    const assembly = new Assembly(this.inFile.style, this.conversion);
    const isColumn = (name: string): boolean => this.shape.titles.includes(name) || name === this.keyed;
    for (const [name, value] of Object.entries(row)) {
      if (value === undefined || value === null) continue;
      const meaning = meaningOf(name);
      if (meaning !== undefined) assembly.put(meaning, value);
      else if (name !== "key" && !isColumn(name))
        assembly.problems.push({
          path: [],
          rule: `the function map made ${isUserField(name) ? name : JSON.stringify(name)}, which is no field of a user`,
        });
    }
    return assembly;
  }

  *unknown(): Generator<UnknownName> {
    const { shape, inFile } = this;
    // Those of a table are told with its header.
    if (inFile.style !== "cells")
      for (const at of shape.unknown)
        if (inFile.values[at] !== null)
          yield { title: shape.titles[at] ?? "", below: inFile.values[at], spot: inFile.locate(at) };
    if (shape.reading.format === undefined) return;
    for (const [at, places] of shape.partly) {
      const value = this.tree(at);
      const known = places.flatMap((place) => {
        const found = follow(this.root, value, place.steps);
        return found === undefined ? [] : [found.at, ...found.seen];
      });
      for (const leaf of leavesOf(value)) {
        if (known.some((above) => isBelow(leaf.at, above))) continue;
        const title = `${shape.titles[at] ?? ""}${shownLeaf(value, leaf.at, places)}`;
        // The member by which an element is chosen is in what it is called by.
        if (!isChooser(title)) yield { title, spot: inFile.locate(at) };
      }
    }
  }

  leftOut(): { title: string; why: string } | undefined {
    for (const { rule, place } of this.shape.leftOut) {
      const text = asText(this.valueAt(place));
      if (text === undefined) continue;
      const isOut = "filled" in rule || ("is" in rule ? isOneOf(text, rule.is) : !isOneOf(text, rule.isNot));
      if (isOut) return { title: rule.column, why: rule.why };
    }
    return undefined;
  }

  *notTaken(): Generator<NotTaken> {
    for (const { place, title, why, isHash } of this.shape.behind)
      if (this.hasValue(place)) yield { title, why, isHash };
    if (this.shape.hashes.length === 0) return;
    const taken = this.hash();
    const told = new Set<string>();
    for (const { rule, place } of this.shape.hashes) {
      if (rule.column === taken?.rule.column || told.has(rule.column) || !this.hasValue(place)) continue;
      told.add(rule.column);
      yield { title: rule.column, why: rule.otherwise, isHash: true };
    }
  }

  problems(words: Words): readonly FileFinding[] {
    if (this.inFile.style === "cells") return [];
    return this.shape.problems.map((problem) => ({
      ...this.inFile.locate(problem.at),
      rule: titlesRule(problem, words),
    }));
  }

  /** What the file calls by another name is named as the file does, unless that name may be somebody's value. */
  spot(path: readonly PathStep[]): Spot {
    const [field, ...rest] = path;
    if (field === undefined) return this.inFile.locate();
    const take = this.takeOf(path);
    const place = take?.place ?? this.shape.find(String(field));
    if (place === undefined) return this.inFile.locate();
    const spot = this.inFile.locate(place.at);
    const title = take?.title ?? this.shape.titleOf(place);
    const name = isShowable(title) ? title : String(field);
    if (this.inFile.style === "cells") return { ...spot, name };
    return name === field ? spot : { ...spot, name: `${name}${showSteps(rest)}` };
  }

  private takeOf([field, ...rest]: readonly PathStep[]) {
    const { takes } = this.shape;
    if (field === "customAttributes") {
      const filled = takes.filter(({ meaning, place }) => meaning.kind === "attribute" && this.hasValue(place));
      if (filled.length > 0) return filled[Number(rest[0] ?? 0)];
    }
    if (field === "salt") {
      const part = takes.find(
        ({ meaning }) => meaning.kind === "salt" && rest.every((step, index) => meaning.path[index] === step),
      );
      if (part !== undefined) return part;
    }
    const named = takes.filter(({ meaning }) => meaning.kind === "field" && meaning.field === field);
    return named.find(({ place }) => this.hasValue(place)) ?? named[0];
  }

  /** All values that fill a field, in the order in which they do. */
  private each(put: (meaning: Meaning, name: string, value: unknown) => void): void {
    const { takes, joined, hashes, reading } = this.shape;
    if (reading.format === undefined) {
      for (const { meaning, name, place } of takes) {
        const value = this.valueAt(place);
        if (value !== undefined) put(meaning, name, value);
      }
      return;
    }
    const done = new Set<string>();
    const putOnce = (meaning: Meaning, name: string, value: unknown): void => {
      if (value === undefined || done.has(name)) return;
      done.add(name);
      put(meaning, name, value);
    };
    for (const { meaning, name, place } of takes) putOnce(meaning, name, filled(this.plainAt(place)));
    for (const { field, from, separator } of joined) {
      const parts = from.flatMap((place) => asText(this.plainAt(place)) ?? []);
      if (parts.length > 0) putOnce({ kind: "field", field }, field, parts.join(separator));
    }
    const hash = hashes.length === 0 ? undefined : this.hash();
    if (hash === undefined || done.has("password")) return;
    putOnce({ kind: "field", field: "password" }, "password", this.valueAt(hash.place));
    putOnce({ kind: "field", field: "passwordEncryptType" }, "passwordEncryptType", hash.rule.as);
  }

  /** The hash that CIAM takes, if there is one. */
  private hash(): Hash | undefined {
    return this.shape.hashes.find(({ rule, place, when }) => {
      const hash = asText(this.valueAt(place));
      if (hash === undefined || hashMismatch(hash, rule.as) !== undefined) return false;
      return when.every(([other, words]) =>
        isOneOf((other === undefined ? undefined : asText(this.valueAt(other))) ?? "", words),
      );
    });
  }

  private userName(): unknown {
    let found: unknown;
    this.each((meaning, _, value) => {
      if (meaning.kind === "field" && meaning.field === "userName") found = value;
    });
    return found;
  }

  private hasValue(place: Place): boolean {
    const value = this.valueAt(place);
    return value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
  }

  private valueAt({ at, steps }: Place): unknown {
    const value = this.inFile.values[at];
    if (steps.length === 0)
      return value === "" && this.inFile.style === "cells" ? undefined : clean(value, this.conversion);
    return clean(valueAt(this.root, this.tree(at), steps), this.conversion);
  }

  /** A number or a truth as text, where a preset takes one or a key is made of one. */
  private plainAt(place: Place): unknown {
    const value = this.valueAt(place);
    const isPlain = typeof value === "number" || typeof value === "boolean";
    return isPlain && this.shape.reading.format !== undefined ? String(value) : value;
  }

  /** What paths go into: the member, or the JSON in a cell. */
  private tree(at: number): unknown {
    const value = this.inFile.values[at];
    if (typeof value !== "string" || !/^\s*[{[]/.test(value)) return value;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      return value;
    }
  }

  private get root(): Record<string, unknown> {
    return (this.#root ??= Object.fromEntries(this.shape.titles.map((title, at) => [title, this.inFile.values[at]])));
  }
}

function filled(value: unknown): unknown {
  return value === "" || value === null ? undefined : value;
}

function asText(value: unknown): string | undefined {
  if (value === null || value === undefined || value === "") return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isOneOf(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.some((word) => word.toLowerCase() === lower);
}

/** A leaf as a path that is the same for all users: an element of a list by the member that other paths choose by. */
function shownLeaf(value: unknown, at: readonly (string | number)[], places: readonly Place[]): string {
  let node = value;
  return at
    .map((step, depth) => {
      node = (node as Readonly<Record<string | number, unknown>>)[step];
      if (typeof step === "string") return showSteps([step]);
      const chooser = places.flatMap(({ steps }) => steps[depth] ?? []).find(({ kind }) => kind === "chosen");
      const by =
        chooser?.kind === "chosen" && chooser.by.length === 1 && chooser.by[0].kind === "member"
          ? chooser.by[0].name
          : undefined;
      const chosen = by === undefined ? undefined : asText((node as Readonly<Record<string, unknown>> | null)?.[by]);
      return chosen === undefined ? "[…]" : `[${by ?? ""}=${chosen}]`;
    })
    .join("");
}

/** Whether a path ends with the member by which it chooses its last element, as in `Attributes[Name=email].Name`. */
function isChooser(path: string): boolean {
  const end = path.lastIndexOf("].");
  const start = path.lastIndexOf("[", end);
  return end !== -1 && path.startsWith(`${path.slice(end + 2)}=`, start + 1);
}
