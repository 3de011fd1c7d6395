import { extname } from "node:path";
import { suggestion } from "../text/suggest";
import type { Finding } from "../provider/users/input/finding";
import type { DeclaredUser } from "../provider/users/model/user";
import type { AbsentColumns } from "./titles/absentColumns";
import { Collector, TooManyFindings, type FileRules, type FileUser } from "./collect/collector";
import { asFindings } from "./collect/findings";
import type { UsersFromCsvOptions } from "./options";
import { presets, type Preset, type PresetName } from "./presets";
import type { Encoding } from "./source/encoding/names";
import type { RowSink } from "./rows/row";
import { otherName } from "./source/otherFiles";
import { decode, readSource, type Source } from "./source/source";
import { programWords } from "./words";

export type FileFormat = "csv" | "xlsx" | "ndjson" | "json" | "yaml";

/** The formats in which a file of users can be written: of XLSX there is a reader only. */
export type WrittenFormat = Exclude<FileFormat, "xlsx">;

const formats: ReadonlyMap<string, FileFormat> = new Map([
  [".csv", "csv"],
  [".tsv", "csv"],
  [".txt", "csv"],
  [".xlsx", "xlsx"],
  [".ndjson", "ndjson"],
  [".jsonl", "ndjson"],
  [".json", "json"],
  [".yaml", "yaml"],
  [".yml", "yaml"],
]);

export function formatOf(path: string): FileFormat | undefined {
  return formats.get(extname(path).toLowerCase());
}

/** The finding about a file whose name does not tell its format. */
export function noFormat(path: string): string {
  const other = otherName(path);
  if (other !== undefined) return other;
  const extensions = [...formats.keys()];
  const listed = `${extensions.slice(0, -1).join(", ")} or ${extensions.at(-1) ?? ""}`;
  return `the name does not tell the format: it must end in ${listed}${suggestion(extname(path), extensions)}`;
}

type Read = (source: Source, options: UsersFromCsvOptions, sink: RowSink) => void;

/* eslint-disable @typescript-eslint/no-require-imports -- reading is not asynchronous, as programs are not when they declare */
/**
 * Each with its parser is loaded when a file of the format is read: together they take a quarter of the modules that
 * every program and every provider would load.
 */
const readers: Readonly<Record<FileFormat, () => Read>> = {
  csv: () => (require("./formats/csv/readCsv") as typeof import("./formats/csv/readCsv")).readCsv,
  xlsx: () => (require("./formats/xlsx/readXlsx") as typeof import("./formats/xlsx/readXlsx")).readXlsx,
  ndjson: () => (require("./formats/json/readNdjson") as typeof import("./formats/json/readNdjson")).readNdjson,
  json: () => (require("./formats/json/readJson") as typeof import("./formats/json/readJson")).readJson,
  yaml: () => (require("./formats/yaml") as typeof import("./formats/yaml")).readYaml,
};
/* eslint-enable @typescript-eslint/no-require-imports */

/** The users of a file and all that is wrong with it. */
export interface FileUsers<Kept> {
  /** By user key. */
  readonly users: ReadonlyMap<string, FileUser<Kept>>;
  /** In the order of the file. */
  readonly findings: readonly Finding[];
  /** Findings that may be meant and are worth a look, in the order of the file. */
  readonly warnings: readonly Finding[];
  /** Changes to the users: those that were left out, passwords that stay behind. */
  readonly notes: readonly Finding[];
  /** Names in the option `columns` that the file does not have; unknown of a file in which nobody is. */
  readonly absent?: AbsentColumns;
}

/** A file to read, its options, and the part of each user to keep. */
export interface FileToRead<Kept> extends FileRules {
  readonly format: FileFormat;
  readonly path: string;
  readonly options: UsersFromCsvOptions;
  /** The folder from which a relative path starts. */
  readonly directory: string;
  /** The content of the file, if it was read already. */
  readonly bytes?: Buffer | undefined;
  readonly keep: (user: DeclaredUser) => Kept;
}

/** Reads a file of users; knows nothing of Pulumi and throws nothing for what is in the file. */
export function readUsers<Kept>(file: FileToRead<Kept>): FileUsers<Kept> {
  const { format, path, options, directory, keep } = file;
  const words = file.words ?? programWords;
  const kind = {
    isWorkbook: format === "xlsx",
    encoding: options.encoding,
    otherwise: format === "csv" ? encodingOf(options.preset) : undefined,
  };
  const result = file.bytes ? decode(path, file.bytes, kind, words) : readSource(path, directory, words, kind);
  if ("finding" in result)
    return { users: new Map(), findings: asFindings(path, [result.finding]), warnings: [], notes: [] };
  const collector = new Collector(options, keep, file);
  try {
    const read = readers[format]();
    read(result.source, options, collector);
    collector.end();
  } catch (error) {
    if (!(error instanceof TooManyFindings)) throw error;
    collector.findings.push({ rule: error.message });
  }
  const { users, findings, warnings, notes, absent } = collector;
  return {
    users,
    findings: asFindings(path, findings),
    warnings: asFindings(path, warnings),
    notes: asFindings(path, notes),
    absent,
  };
}

/** The encoding of a preset's tables that are not UTF-8. */
function encodingOf(preset: PresetName | undefined): Encoding | undefined {
  if (preset === undefined) return undefined;
  const { formats }: Preset = presets[preset];
  for (const format of formats) if (format.kind === "titled" && format.encoding !== undefined) return format.encoding;
  return undefined;
}
