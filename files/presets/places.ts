import type { PresetFormat } from "./preset";

/** Every place that a format of a preset speaks of. */
export function placesOf(format: PresetFormat): string[] {
  const { columns, joined = [], key, ignored, leftOut = [], credentials } = format;
  return [
    ...Object.keys(columns),
    ...joined.flatMap(({ from }) => from),
    ...key,
    ...Object.keys(ignored),
    ...leftOut.map(({ column }) => column),
    ...credentials.taken.flatMap(({ column, when = {} }) => [column, ...Object.keys(when)]),
    ...Object.keys(credentials.dropped),
  ];
}
