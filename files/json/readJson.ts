import { isObject } from "../../text/values";
import { JsonReader, JsonSyntaxError, memberPlaces } from "./jsonReader";
import { LineIndex } from "./lineIndex";
import { memberOf, rootRule } from "./root";
import { readPath, type Step } from "../paths/path";
import { placeOfUsers, userFormat } from "../presets/format";
import { ObjectRows } from "../rows/objectRow";
import type { UsersFromFileOptions } from "../options";
import { NOT_A_USER, type RowSink, type Spot } from "../rows/row";
import type { Source } from "../source";

const NO_USERS = "must be a list of users, or a map from user key to user";

/** Reads a JSON file: a list of users, a map from user key to user, or objects one after the other, as exports have them. */
export function readJson(source: Source, options: UsersFromFileOptions, sink: RowSink): void {
  const text = source.text();
  if (text.trim() === "") return;
  new JsonFile(text, options, sink).read();
}

class JsonFile {
  private readonly reader: JsonReader;
  private readonly lines: LineIndex;
  private rows: ObjectRows | undefined;

  constructor(
    private readonly text: string,
    private readonly options: UsersFromFileOptions,
    private readonly sink: RowSink,
  ) {
    this.reader = new JsonReader(text);
    this.lines = new LineIndex(text);
  }

  read(): void {
    const { reader, lines, sink } = this;
    try {
      if (this.isSequence()) this.readSequence();
      else this.readOne();
    } catch (error) {
      if (!(error instanceof JsonSyntaxError)) throw error;
      sink.find({ ...lines.at(error.offset), rule: error.message });
    }
    for (const offset of reader.repeated)
      sink.find({ ...lines.at(offset), rule: "the name is given twice in one object" });
  }

  /** Whether an object follows the first one: one in each line, whatever the file is called. */
  private isSequence(): boolean {
    const { reader } = this;
    if (reader.peek() !== "{") return false;
    const ahead = new JsonReader(this.text, reader.offset);
    if (!ahead.skip()) return false;
    return ahead.peek() === "{" || (ahead.peek() === "" && this.isUserOfPreset());
  }

  /** Whether the file is one user of the preset: an export in lines that has one line. */
  private isUserOfPreset(): boolean {
    const { options } = this;
    if (options.preset === undefined || options.at !== undefined) return false;
    const names = this.rootNames();
    if (placeOfUsers(options, names) !== undefined) return false;
    return userFormat(options, Object.fromEntries(names.map((name) => [name, true]))).format !== undefined;
  }

  private readSequence(): void {
    const { reader } = this;
    while (reader.peek() !== "") this.addUser(reader.offset);
  }

  private readOne(): void {
    const { reader, options } = this;
    const start = reader.offset;
    const first = reader.peek();
    const at = options.at ?? (first === "{" ? placeOfUsers(options, this.rootNames()) : undefined);
    if (at === undefined) {
      this.readUsers(first, true);
      reader.end();
      return;
    }
    reader.offset = start;
    if (!this.enter(readPath(at) ?? [])) {
      this.sink.find({
        rule: `has nothing at ${JSON.stringify(at)}${options.at === undefined ? `, where the preset has the users` : ""}`,
      });
      return;
    }
    this.readUsers(reader.peek(), false);
    // What follows is none of ours, as long as it is JSON.
    const whole = new JsonReader(this.text, start);
    if (!whole.skip()) whole.value();
  }

  /** The names of the members of the root; none of a text that is no JSON. */
  private rootNames(): string[] {
    if (this.options.preset === undefined) return [];
    const look = new JsonReader(this.text, this.reader.offset);
    const names: string[] = [];
    try {
      look.members((name) => {
        names.push(name);
        if (!look.skip()) look.value();
      });
    } catch {
      return names;
    }
    return names;
  }

  /** Goes to a place below the root; what is before it is passed over. */
  private enter([step, ...rest]: readonly Step[]): boolean {
    const { reader } = this;
    if (step === undefined) return true;
    const first = reader.peek();
    if (step.kind === "chosen" || first !== (step.kind === "member" ? "{" : "[")) return false;
    return reader.find(step.kind === "member" ? step.name : step.index) && this.enter(rest);
  }

  private readUsers(first: string, isRoot: boolean): void {
    const { reader } = this;
    if (first === "[") reader.elements((start) => this.addUser(start));
    else if (first === "{") {
      if (isRoot && this.refuseRoot()) return;
      reader.members((name, at) => {
        reader.peek();
        this.addUser(reader.offset, { name, at });
      });
    } else throw new JsonSyntaxError(reader.offset, NO_USERS);
  }

  /** Says once what an object is that is no map of users, and where the users seem to be. */
  private refuseRoot(): boolean {
    const { reader, lines, sink } = this;
    const start = reader.offset;
    const look = new JsonReader(this.text, start);
    const members: ReturnType<typeof memberOf>[] = [];
    try {
      look.members((name) => members.push(memberOf(name, look.value())));
    } catch {
      return false;
    }
    const rule = rootRule(members, sink.words);
    if (rule === undefined) return false;
    sink.find({ ...lines.at(start), rule });
    reader.offset = look.offset;
    return true;
  }

  private addUser(start: number, key?: { name: string; at: number }): void {
    const { reader, lines, sink } = this;
    const value = reader.value();
    if (!isObject(value)) {
      sink.find({ ...lines.at(start), rule: NOT_A_USER });
      return;
    }
    this.rows ??= rowsOf(value, this.options, sink);
    const locate = placesIn(this.text, start, lines, key?.at);
    sink.add(this.rows.row({ value, style: "typed", locate, ...(key && { mapKey: key.name }) }));
  }
}

/** A line that is longer is most likely no line of NDJSON. */
const LONGEST_LINE = 1024 * 1024;

/** Reads an NDJSON file: one user in each line. */
export function readNdjson(source: Source, options: UsersFromFileOptions, sink: RowSink): void {
  const text = source.text();
  if (isPretty(text)) {
    sink.find({
      line: 1,
      rule: "an object goes over several lines: NDJSON has one in each line; call the file .json, or make it one by jq -c",
    });
    return;
  }
  const lines = new NdjsonLines(options, sink);
  let line = 0;
  for (let start = 0; start < text.length;) {
    const end = text.indexOf("\n", start);
    const next = end === -1 ? text.length : end;
    line++;
    lines.read(text.slice(start, next), line);
    start = next + 1;
  }
}

/** Whether the first object is written over several lines, and is whole. */
function isPretty(text: string): boolean {
  const reader = new JsonReader(text);
  if (reader.peek() !== "{") return false;
  const start = reader.offset;
  return /^\{\s*\n/.test(text.slice(start, start + 200)) && reader.skip();
}

class NdjsonLines {
  private rows: ObjectRows | undefined;

  constructor(
    private readonly options: UsersFromFileOptions,
    private readonly sink: RowSink,
  ) {}

  read(text: string, line: number): void {
    const { sink } = this;
    if (text.length > LONGEST_LINE) {
      sink.find({ line, rule: "is longer than 1 MiB: NDJSON has one user in each line" });
      return;
    }
    const reader = new JsonReader(text);
    const start = reader.peek();
    if (start === "") return;
    try {
      const begin = reader.offset;
      if (start !== "{") throw new JsonSyntaxError(begin, "must be one object, {…}, with the fields of a user");
      const value = reader.value();
      reader.end();
      if (!isObject(value)) return;
      this.rows ??= rowsOf(value, this.options, sink);
      const places = new LineIndex(text);
      const locate = placesIn(text, begin, places);
      sink.add(this.rows.row({ value, style: "typed", locate: (member) => ({ ...locate(member), line }) }));
    } catch (error) {
      if (!(error instanceof JsonSyntaxError)) throw error;
      sink.find({ line, column: error.offset + 1, rule: error.message });
    }
    for (const offset of reader.repeated)
      sink.find({ line, column: offset + 1, rule: "the name is given twice in one object" });
  }
}

/** The first user tells which format of the preset the file has. */
function rowsOf(value: Readonly<Record<string, unknown>>, options: UsersFromFileOptions, sink: RowSink): ObjectRows {
  const found = userFormat(options, value);
  if (found.rule !== undefined) sink.find({ rule: found.rule });
  return new ObjectRows({ options, ...(found.format && { format: found.format }) });
}

/** Places of one user's members, looked up when a finding asks: a user is read a second time when something is wrong. */
function placesIn(text: string, start: number, lines: LineIndex, whole = start): (member?: string) => Spot {
  let places: ReadonlyMap<string, number> | undefined;
  return (member) => {
    if (member === undefined) return lines.at(whole);
    places ??= memberPlaces(text, start);
    return lines.at(places.get(member) ?? whole);
  };
}
