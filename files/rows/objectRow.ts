import { isUserField } from "../../provider/users/model/fields";
import { showSteps, type PathStep } from "../../provider/users/input/finding";
import type { FileFinding } from "./findings";
import { assemble, type ValueStyle } from "./members";
import type { UsersFromFileOptions } from "../options";
import type { Row, Spot } from "./row";
import { readTitles, titlesRule, type Titles } from "./titles";
import type { Words } from "../words";

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
  readonly titles: readonly string[];
  private readonly shape: Titles;
  /** Those that are not left out, by name. */
  private readonly members: Map<string, unknown>;

  constructor(
    private readonly object: ObjectInFile,
    private readonly options: UsersFromFileOptions,
  ) {
    const { value } = object;
    this.titles = Object.keys(value);
    this.shape = shapeOf(this.titles, options);
    this.members = new Map();
    const dropped: [string, unknown][] = [];
    for (const { title, name, use } of this.shape.columns) {
      if (use === "dropped") dropped.push([name, value[title]]);
      // Of two members of one meaning the first is looked at, and the second is a finding.
      else if (!this.members.has(name)) this.members.set(name, value[title]);
    }
    this.row = Object.fromEntries([...dropped, ...this.members]);
  }

  get mapKey(): string | undefined {
    return this.object.mapKey;
  }

  cell(name: string): unknown {
    const known = this.nameOf(name);
    return Object.hasOwn(this.row, known) ? this.row[known] : undefined;
  }

  fields(keyColumn: string | undefined): Record<string, unknown> {
    const key = keyColumn === undefined ? undefined : this.nameOf(keyColumn);
    const isFieldless = (name: string): boolean => name === key && !isUserField(name);
    return assemble(
      [...this.members].filter(([name]) => !isFieldless(name)),
      this.object.style,
    );
  }

  problems(words: Words): readonly FileFinding[] {
    return this.shape.problems.map((problem) => ({
      ...this.object.locate(this.titles[problem.at]),
      rule: titlesRule(problem, words),
    }));
  }

  /** What the file calls by another name is named as the file does. */
  spot([member, ...rest]: readonly PathStep[]): Spot {
    if (member === undefined) return this.object.locate();
    const name = this.nameOf(String(member));
    const found = this.shape.columns.find((column) => column.name === name && column.use !== "dropped");
    return found === undefined || found.title === member
      ? this.object.locate(String(member))
      : { ...this.object.locate(found.title), name: `${found.title}${showSteps(rest)}` };
  }

  /** The name under which something is that the option `key` may call as the file does. */
  private nameOf(called: string): string {
    const { keyAt, columns } = this.shape;
    return called === this.options.key && keyAt !== undefined ? (columns[keyAt]?.name ?? called) : called;
  }
}

/** What names mean has to be found out once for all objects that have the same. */
const shapes = new WeakMap<UsersFromFileOptions, Map<string, Titles>>();

/** A file in which every object has other members has too many to remember. */
const REMEMBERED = 1_000;

function shapeOf(titles: readonly string[], options: UsersFromFileOptions): Titles {
  const known = shapes.get(options) ?? new Map<string, Titles>();
  shapes.set(options, known);
  const id = JSON.stringify(titles);
  const shape = known.get(id) ?? readTitles(titles, options);
  if (known.size >= REMEMBERED) known.clear();
  known.set(id, shape);
  return shape;
}
