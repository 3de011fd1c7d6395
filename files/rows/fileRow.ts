import { isUserField } from "../../provider/users/model/fields";
import { showSteps, type PathStep } from "../../provider/users/input/finding";
import type { UserRow } from "../options";
import type { Conversion } from "../values/conversion";
import type { FileFinding } from "../collect/findings";
import { Assembly, meaningOf, type Meaning } from "./members";
import type { NotTaken, Row, RowFields, RowKey, Spot, UnknownName } from "./row";
import { valueAt } from "../paths/follow";
import type { Place } from "../titles/place";
import type { Shape } from "../titles/shape";
import type { Use } from "../titles/uses";
import { asText, isOneOf, RowValues, type RowInFile } from "./rowValues";
import { isShowable, shownTitle } from "../titles/showable";
import { titlesRule } from "../titles/titles";
import { unknownParts } from "./unknownParts";
import type { Words } from "../words";

/** A user of a file of any format, read by what its titles mean. */
export class FileRow implements Row {
  private readonly values: RowValues;

  constructor(
    private readonly shape: Shape,
    private readonly conversion: Conversion,
    private readonly inFile: RowInFile,
  ) {
    this.values = new RowValues(shape, conversion, inFile);
  }

  get titles(): readonly string[] {
    return this.shape.titles;
  }

  get uses(): readonly Use[] {
    return this.shape.uses;
  }

  written({ at, steps }: Place): unknown {
    const value = this.inFile.values[at];
    return steps.length === 0 ? value : valueAt(this.values.root, this.values.tree(at), steps);
  }

  get row(): UserRow {
    const row: Record<string, unknown> = {};
    const set = (name: string, value: unknown): void => {
      if (value !== undefined)
        Object.defineProperty(row, name, { value, enumerable: true, configurable: true, writable: true });
    };
    this.shape.columns.forEach(({ title, use }, at) => {
      if (use !== "known") set(title, this.values.at({ at, steps: [] }));
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
    return place === undefined ? undefined : this.values.at(place);
  }

  key(): RowKey | undefined {
    const { key, reading } = this.shape;
    if (key?.all !== undefined) {
      const values = key.all.map((place) => this.values.plainAt(place));
      const [only] = values;
      if (values.length === 1) return { name: key.name, value: only };
      const parts = values.map((value) => (typeof value === "number" ? String(value) : value));
      const isWhole = parts.every((part) => typeof part === "string" && part !== "");
      return { name: key.name, value: isWhole ? parts.map(String).join("-") : undefined };
    }
    if (reading.options.key !== undefined) return undefined;
    if (this.inFile.mapKey !== undefined) return { value: this.inFile.mapKey };
    if (key?.first !== undefined) {
      const place = key.first.find((each) => this.values.isFilled(each)) ?? key.first[0];
      return place && { name: this.shape.titleOf(place), value: this.values.plainAt(place) };
    }
    const own = this.cell("key");
    const { format } = reading;
    // Others of the file are called by what the preset says, and one kind of key is enough.
    if (own === undefined && format?.kind === "tree") return { name: format.key[0], value: undefined };
    return own === undefined ? { name: "userName", value: this.userName() } : { name: "key", value: own };
  }

  fields(): RowFields {
    const assembly = new Assembly(this.inFile.style, this.conversion);
    this.each((meaning, _, value) => assembly.put(meaning, value));
    for (const at of this.values.repeated)
      assembly.problems.push({
        path: [],
        rule: `${shownTitle(this.shape.titles[at] ?? "", at)} holds JSON in which a name is given twice`,
      });
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

  unknown(): Iterable<UnknownName> {
    const { unknown, partly } = this.shape;
    const isKnown = partly.size === 0 && (unknown.length === 0 || this.inFile.style === "cells");
    return isKnown ? [] : this.unknownNames();
  }

  private *unknownNames(): Generator<UnknownName> {
    const { shape, inFile, values } = this;
    // Those of a table are told with its header.
    if (inFile.style !== "cells")
      for (const at of shape.unknown)
        if (inFile.values[at] !== null)
          yield { title: shape.titles[at] ?? "", below: inFile.values[at], spot: inFile.locate(at) };
    if (shape.reading.format === undefined) return;
    for (const [at, places] of shape.partly)
      for (const title of unknownParts(values.root, shape.titles[at] ?? "", values.tree(at), places))
        yield { title, spot: inFile.locate(at) };
  }

  leftOut(): { title: string; why: string } | undefined {
    for (const { rule, place } of this.shape.leftOut) {
      const text = this.values.textAt(place);
      if (text === undefined) continue;
      const isOut = "filled" in rule || ("is" in rule ? isOneOf(text, rule.is) : !isOneOf(text, rule.isNot));
      if (isOut) return { title: rule.column, why: rule.why };
    }
    return undefined;
  }

  notTaken(): Iterable<NotTaken> {
    const { behind, hashes } = this.shape;
    return behind.length === 0 && hashes.length === 0 ? [] : this.leftBehind();
  }

  private *leftBehind(): Generator<NotTaken> {
    for (const { place, title, why, isHash } of this.shape.behind)
      if (this.values.isFilled(place)) yield { title, why, isHash };
    if (this.shape.hashes.length === 0) return;
    const taken = this.values.hash();
    const told = new Set<string>();
    for (const { rule, place } of this.shape.hashes) {
      if (rule.column === taken?.rule.column || told.has(rule.column) || !this.values.isFilled(place)) continue;
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

  /** The place of a field or part of it, under its name in the file unless that may be somebody's value. */
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
      const filled = takes.filter(({ meaning, place }) => meaning.kind === "attribute" && this.values.isFilled(place));
      if (filled.length > 0) return filled[Number(rest[0] ?? 0)];
    }
    if (field === "salt") {
      const part = takes.find(
        ({ meaning }) => meaning.kind === "salt" && rest.every((step, index) => meaning.path[index] === step),
      );
      if (part !== undefined) return part;
    }
    const named = takes.filter(({ meaning }) => meaning.kind === "field" && meaning.field === field);
    return named.find(({ place }) => this.values.isFilled(place)) ?? named[0];
  }

  /** All values that fill a field, in the order in which they do. */
  private each(put: (meaning: Meaning, name: string, value: unknown) => void): void {
    const { takes, joined, hashes, reading } = this.shape;
    if (reading.format === undefined) {
      for (const { meaning, name, place } of takes) {
        const value = this.values.at(place);
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
    for (const { meaning, name, place } of takes) putOnce(meaning, name, filled(this.values.plainAt(place)));
    for (const { field, from, separator } of joined) {
      const parts = from.flatMap((place) => asText(this.values.plainAt(place)) ?? []);
      if (parts.length > 0) putOnce({ kind: "field", field }, field, parts.join(separator));
    }
    const hash = hashes.length === 0 ? undefined : this.values.hash();
    if (hash === undefined || done.has("password")) return;
    putOnce({ kind: "field", field: "password" }, "password", this.values.at(hash.place));
    putOnce({ kind: "field", field: "passwordEncryptType" }, "passwordEncryptType", hash.rule.as);
  }

  private userName(): unknown {
    let found: unknown;
    this.each((meaning, _, value) => {
      if (meaning.kind === "field" && meaning.field === "userName") found = value;
    });
    return found;
  }
}

function filled(value: unknown): unknown {
  return value === "" || value === null ? undefined : value;
}
