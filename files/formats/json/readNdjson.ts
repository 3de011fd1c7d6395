import { isObject } from "../../../text/values";
import { JsonReader, JsonSyntaxError } from "./jsonReader";
import { LineIndex } from "./lineIndex";
import { placesIn, rowsOf } from "./userObjects";
import type { ObjectRows } from "../../rows/objectRow";
import type { UsersFromFileOptions } from "../../options";
import type { RowSink } from "../../rows/row";
import type { Source } from "../../source/source";

/** A line that is longer is most likely no line of NDJSON. */
const LONGEST_LINE = 1024 * 1024;

const LF = 0x0a;

const NO_OBJECT = "must be one object, {…}, with the fields of a user";
const A_LIST = `${NO_OBJECT}, and is a list: call the file .json`;
const COMMA = "a comma follows the object: take it out, or put the objects into a list, [ … ], and call the file .json";

/** Reads an NDJSON file: one user in each line. */
export function readNdjson(source: Source, options: UsersFromFileOptions, sink: RowSink): void {
  const bytes = source.bytes();
  if (isPretty(bytes.toString("utf8", 0, LONGEST_LINE))) {
    sink.find({
      line: 1,
      rule: "an object goes over several lines: NDJSON has one in each line; call the file .json, or make it one by jq -c",
    });
    return;
  }
  const lines = new NdjsonLines(options, sink);
  let line = 0;
  // Each line is a text of its own: a part of the text of the file would keep all of it in memory.
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(LF, start);
    const next = end === -1 ? bytes.length : end;
    line++;
    if (next - start > LONGEST_LINE)
      sink.find({ line, rule: "is longer than 1 MiB: NDJSON has one user in each line" });
    else lines.read(bytes.toString("utf8", start, next), line);
    start = next + 1;
  }
}

/** True if the first object is written over several lines, and is complete. */
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
    const reader = new JsonReader(text);
    const start = reader.peek();
    if (start === "") return;
    try {
      const begin = reader.offset;
      if (start !== "{") throw new JsonSyntaxError(begin, start === "[" ? A_LIST : NO_OBJECT);
      const value = reader.value();
      if (reader.peek() === ",") throw new JsonSyntaxError(reader.offset, COMMA);
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
