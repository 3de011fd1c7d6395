import { isObject } from "../../text/values";
import { JsonReader, JsonSyntaxError, memberPlaces } from "./jsonReader";
import { LineIndex } from "./lineIndex";
import { ObjectRow } from "../rows/objectRow";
import type { UsersFromFileOptions } from "../options";
import { NOT_A_USER, type RowSink, type Spot } from "../rows/row";
import type { Source } from "../source";

/** Reads a JSON file: a list of users, or a map from user key to user. */
export function readJson(source: Source, options: UsersFromFileOptions, sink: RowSink): void {
  const text = source.text();
  if (text.trim() === "") return;
  const reader = new JsonReader(text);
  const lines = new LineIndex(text);
  const addUser = (start: number, key?: { name: string; at: number }): void => {
    const value = reader.value();
    if (!isObject(value)) {
      sink.find({ ...lines.at(start), rule: NOT_A_USER });
      return;
    }
    const locate = placesIn(text, start, lines, key?.at);
    sink.add(new ObjectRow({ value, style: "typed", locate, ...(key && { mapKey: key.name }) }, options));
  };
  try {
    if (reader.peek() === "[") reader.elements((start) => addUser(start));
    else if (reader.peek() === "{") {
      reader.members((name, at) => {
        reader.peek();
        addUser(reader.offset, { name, at });
      });
    } else throw new JsonSyntaxError(reader.offset, "must be a list of users, or a map from user key to user");
    reader.end();
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    sink.find({ ...lines.at(error.offset), rule: error.message });
  }
  for (const offset of reader.repeated)
    sink.find({ ...lines.at(offset), rule: "the name is given twice in one object" });
}

/** A line that is longer is most likely no line of NDJSON. */
const LONGEST_LINE = 1024 * 1024;

/** Reads an NDJSON file: one user in each line. */
export function readNdjson(source: Source, options: UsersFromFileOptions, sink: RowSink): void {
  const text = source.text();
  let line = 0;
  for (let start = 0; start < text.length;) {
    const end = text.indexOf("\n", start);
    const next = end === -1 ? text.length : end;
    line++;
    readLine(text.slice(start, next), line, options, sink);
    start = next + 1;
  }
}

function readLine(text: string, line: number, options: UsersFromFileOptions, sink: RowSink): void {
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
    const places = new LineIndex(text);
    const locate = placesIn(text, begin, places);
    sink.add(new ObjectRow({ value, style: "typed", locate: (member) => ({ ...locate(member), line }) }, options));
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    sink.find({ line, column: error.offset + 1, rule: error.message });
  }
  for (const offset of reader.repeated)
    sink.find({ line, column: offset + 1, rule: "the name is given twice in one object" });
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
