import type { UsersFromCsvOptions } from "./options";
import type { PresetFormat } from "./presets";

/** How one file is read: what its reader was told, and which format of a preset the file has. */
export interface Reading {
  readonly options: UsersFromCsvOptions;
  /** Default: the names of the file are the fields of a user, or `columns` says what they mean. */
  readonly format?: PresetFormat;
}
