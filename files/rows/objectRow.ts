import type { Reading } from "../reading";
import { conversionOf, type Conversion } from "../values/conversion";
import { FileRow } from "./fileRow";
import type { ValueStyle } from "./members";
import type { Spot } from "./row";
import { Shape } from "../titles/shape";

/** An object of a file, as its reader knows it. */
export interface ObjectInFile {
  readonly value: Readonly<Record<string, unknown>>;
  readonly style: ValueStyle;
  /** The name it stands under, in a map. */
  readonly mapKey?: string;
  /** The place of the object, or of one of its members, by the member's name in the file. */
  readonly locate: (member?: string) => Spot;
}

/** A file in which every object has other members has too many to remember. */
const REMEMBERED = 1_000;

/** Makes rows of the objects of one file. What names mean is found out once for all objects that have the same. */
export class ObjectRows {
  private readonly shapes = new Map<string, Shape>();
  private readonly conversion: Conversion;

  constructor(private readonly reading: Reading) {
    this.conversion = conversionOf(reading);
  }

  row({ value, style, mapKey, locate }: ObjectInFile): FileRow {
    const titles = Object.keys(value);
    return new FileRow(this.shapeOf(titles), this.conversion, {
      values: Object.values(value),
      style,
      ...(mapKey !== undefined && { mapKey }),
      locate: (at) => locate(at === undefined ? undefined : titles[at]),
    });
  }

  private shapeOf(titles: readonly string[]): Shape {
    const id = JSON.stringify(titles);
    const known = this.shapes.get(id);
    if (known) return known;
    if (this.shapes.size >= REMEMBERED) this.shapes.clear();
    const shape = new Shape(titles, this.reading);
    this.shapes.set(id, shape);
    return shape;
  }
}
