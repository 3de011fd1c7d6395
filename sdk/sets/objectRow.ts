import { isUserField } from "../../provider/users/fields";
import { showSteps, type PathStep } from "../../provider/users/finding";
import { assemble, type ValueStyle } from "./members";
import type { UsersFromFileOptions } from "./options";
import type { Row, Spot } from "./row";

/** What a reader of objects knows of one of them. */
export interface ObjectInFile {
  readonly value: Readonly<Record<string, unknown>>;
  readonly style: ValueStyle;
  /** The name it stands under, in a map. */
  readonly mapKey?: string;
  /** Where it is, or one of its members by the name that has in the file. */
  locate(member?: string): Spot;
}

/** A user of a file that has objects: JSON, NDJSON, YAML. */
export class ObjectRow implements Row {
  readonly row: Readonly<Record<string, unknown>>;
  private readonly titleOf = new Map<string, string>();
  private readonly dropped = new Set<string>();

  constructor(
    private readonly object: ObjectInFile,
    { columns }: UsersFromFileOptions,
  ) {
    const { value } = object;
    if (columns === undefined) {
      this.row = value;
      return;
    }
    for (const [title, name] of Object.entries(columns)) {
      if (name === false) this.dropped.add(title);
      else this.titleOf.set(name, title);
    }
    this.row = Object.fromEntries(
      Object.entries(value).map(([title, part]) => {
        const name = Object.hasOwn(columns, title) ? columns[title] : undefined;
        return [typeof name === "string" ? name : title, part];
      }),
    );
  }

  get mapKey(): string | undefined {
    return this.object.mapKey;
  }

  get titles(): readonly string[] {
    return Object.keys(this.object.value);
  }

  cell(name: string): unknown {
    return Object.hasOwn(this.row, name) ? this.row[name] : undefined;
  }

  fields(keyColumn: string | undefined): Record<string, unknown> {
    const isDropped = (name: string): boolean => this.dropped.has(name) || (name === keyColumn && !isUserField(name));
    return assemble(
      Object.entries(this.row).filter(([name]) => !isDropped(name)),
      this.object.style,
    );
  }

  /** What the file calls by another name is named as the file does. */
  spot([member, ...rest]: readonly PathStep[]): Spot {
    if (member === undefined) return this.object.locate();
    const title = this.titleOf.get(String(member));
    return title === undefined
      ? this.object.locate(String(member))
      : { ...this.object.locate(title), name: `${title}${showSteps(rest)}` };
  }
}
