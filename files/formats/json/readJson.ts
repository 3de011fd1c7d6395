import { isObject } from "../../../text/values";
import { JsonReader, JsonSyntaxError } from "./jsonReader";
import { LineIndex } from "./lineIndex";
import { memberOf, rootRule } from "./root";
import { readPath, type Step } from "../../paths/path";
import { placeOfUsers, userFormat } from "../../presets/format";
import type { ObjectRows } from "../../rows/objectRow";
import type { UsersFromFileOptions } from "../../options";
import { NOT_A_USER, type RowSink } from "../../rows/row";
import type { Source } from "../../source/source";
import { placesIn, rowsOf } from "./userObjects";

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

  /** True if an object follows the first one: one in each line, whatever the file is called. */
  private isSequence(): boolean {
    const { reader } = this;
    if (reader.peek() !== "{") return false;
    const ahead = new JsonReader(this.text, reader.offset);
    if (!ahead.skip()) return false;
    return ahead.peek() === "{" || (ahead.peek() === "" && this.isUserOfPreset());
  }

  /** True if the file is one user of the preset: an export in lines that has one line. */
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
    const isThere = this.readAt(readPath(at) ?? []);
    reader.end();
    if (!isThere)
      this.sink.find({
        rule: `has nothing at ${JSON.stringify(at)}${options.at === undefined ? `, where the preset has the users` : ""}`,
      });
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

  /** Reads the users at a place below; what is beside it is passed over, as long as it is JSON. */
  private readAt([step, ...rest]: readonly Step[]): boolean {
    const { reader } = this;
    const first = reader.peek();
    if (step === undefined) {
      this.readUsers(first, false);
      return true;
    }
    let isThere = false;
    if (step.kind === "member" && first === "{") {
      let isMet = false;
      reader.members((name, at) => {
        const isIt = name.toLowerCase() === step.name.toLowerCase();
        // Of two lists of users nobody can tell which one is meant.
        if (isIt && isMet) reader.repeated.push(at);
        if (isIt && !isMet) isThere = this.readAt(rest);
        else reader.value();
        isMet ||= isIt;
      });
    } else if (step.kind === "index" && first === "[") {
      let index = 0;
      reader.elements(() => {
        if (index++ === step.index) isThere = this.readAt(rest);
        else reader.value();
      });
    } else reader.value();
    return isThere;
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
    } else if (first === "/" || first === "#")
      throw new JsonSyntaxError(reader.offset, "a comment: JSON has none, so take it out");
    else throw new JsonSyntaxError(reader.offset, NO_USERS);
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
    const rule = rootRule(members, this.options, sink.words);
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
