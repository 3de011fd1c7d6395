import type { UsersFromCsvOptions } from "./options";
import type { PresetFormat } from "./presets";

/** The options for reading one file, and the format of the preset that the file has. */
export interface Reading {
  readonly options: UsersFromCsvOptions;
  /** Default: the names of the file are the fields of a user, or `columns` says what they mean. */
  readonly format?: PresetFormat;
}
