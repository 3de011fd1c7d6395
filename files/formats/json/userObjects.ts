import { memberPlaces } from "./jsonReader";
import type { LineIndex } from "./lineIndex";
import type { UsersFromFileOptions } from "../../options";
import { userFormat } from "../../presets/format";
import { ObjectRows } from "../../rows/objectRow";
import type { RowSink, Spot } from "../../rows/row";

/** The first user tells which format of the preset the file has. */
export function rowsOf(
  value: Readonly<Record<string, unknown>>,
  options: UsersFromFileOptions,
  sink: RowSink,
): ObjectRows {
  const found = userFormat(options, value);
  if (found.rule !== undefined) sink.find({ rule: found.rule });
  return new ObjectRows({ options, ...(found.format && { format: found.format }) });
}

/** Places of one user's members, looked up when a finding asks: a user is read a second time when something is wrong. */
export function placesIn(text: string, start: number, lines: LineIndex, whole = start): (member?: string) => Spot {
  let places: ReadonlyMap<string, number> | undefined;
  return (member) => {
    if (member === undefined) return lines.at(whole);
    places ??= memberPlaces(text, start);
    return lines.at(places.get(member) ?? whole);
  };
}
