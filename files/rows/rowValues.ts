import { hashMismatch } from "../../provider/users/input/passwords/password";
import { JsonReader } from "../formats/json/jsonReader";
import { valueAt } from "../paths/follow";
import type { Place } from "../titles/place";
import type { Hash, Shape } from "../titles/shape";
import { clean, type Conversion } from "../values/conversion";
import type { ValueStyle } from "./members";
import type { Spot } from "./row";

/** The values of one row, as its format has them. */
export interface RowInFile {
  /** One value for each title. */
  readonly values: readonly unknown[];
  readonly style: ValueStyle;
  /** The name it stands under, in a map. */
  readonly mapKey?: string;
  /** The place of the row, or of one of its columns or members. */
  locate(at?: number): Spot;
}

/** The values at the places of one row. */
export class RowValues {
  /** The columns whose JSON has a name twice: nobody can tell which of the two is meant. */
  repeated: ReadonlySet<number> = NONE;
  /** The user as a whole, made once: every path is handed it. */
  #root: Record<string, unknown> | undefined;

  constructor(
    private readonly shape: Shape,
    private readonly conversion: Conversion,
    private readonly inFile: RowInFile,
  ) {}

  at({ at, steps }: Place): unknown {
    const value = this.inFile.values[at];
    if (steps.length === 0)
      return value === "" && this.inFile.style === "cells" ? undefined : clean(value, this.conversion);
    return clean(valueAt(this.root, this.tree(at), steps), this.conversion);
  }

  /** A number or a truth as text, where a preset takes one or a key is made of one. */
  plainAt(place: Place): unknown {
    const value = this.at(place);
    const isPlain = typeof value === "number" || typeof value === "boolean";
    return isPlain && this.shape.reading.format !== undefined ? String(value) : value;
  }

  textAt(place: Place): string | undefined {
    return asText(this.at(place));
  }

  isFilled(place: Place): boolean {
    const value = this.at(place);
    return value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
  }

  /** The hash that CIAM takes, if there is one. */
  hash(): Hash | undefined {
    return this.shape.hashes.find(({ rule, place, when }) => {
      const hash = this.textAt(place);
      if (hash === undefined || hashMismatch(hash, rule.as) !== undefined) return false;
      return when.every(([other, words]) =>
        isOneOf((other === undefined ? undefined : this.textAt(other)) ?? "", words),
      );
    });
  }

  /** The value that paths go into: the member, or the JSON in a cell. */
  tree(at: number): unknown {
    const value = this.inFile.values[at];
    if (typeof value !== "string" || !/^\s*[{[]/.test(value)) return value;
    const reader = new JsonReader(value);
    try {
      const tree = reader.value();
      reader.end();
      if (reader.repeated.length > 0) this.repeated = new Set([...this.repeated, at]);
      return tree;
    } catch {
      return value;
    }
  }

  get root(): Record<string, unknown> {
    return (this.#root ??= Object.fromEntries(this.shape.titles.map((title, at) => [title, this.inFile.values[at]])));
  }
}

/** One for all rows, because there are many. */
const NONE: ReadonlySet<number> = new Set();

export function asText(value: unknown): string | undefined {
  if (value === null || value === undefined || value === "") return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** True if a text is one of a few words, in whatever case. */
export function isOneOf(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.some((word) => word.toLowerCase() === lower);
}
