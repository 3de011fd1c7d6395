import type { UserField } from "../provider/users/model/fields";
import type { DeclaredUser, Salt } from "../provider/users/model/user";
import type { Encoding } from "./source/encoding/names";
import type { PresetName } from "./presets";

/** A user as it stands in the file, before it is checked: cells or members by name, after the renames of `columns`. */
export type UserRow = Readonly<Record<string, unknown>>;

/** The meanings that a column of a file can have. */
export type UserColumn =
  | UserField
  | "key"
  | `customAttributes.${string}`
  | "salt.saltValue"
  | "salt.saltLocation.saltLocationType"
  | "salt.saltLocation.saltLocationRule.regex";

/** Fields for users who do not have them. Of a salt the parts may be given one by one. */
export type UserDefaults = Omit<DeclaredUser, "salt"> & { readonly salt?: Partial<Salt> };

/** The options for reading a file. */
export interface UsersFromFileOptions {
  /**
   * The system that wrote the file. A preset knows what its columns mean, who may not sign in, and which of its password
   * hashes CIAM takes; the page on files of other systems has each of them. `columns` says more, or says it otherwise.
   *
   * Default: none; a finding names the preset that fits the titles of a file.
   *
   * @example `"auth0"`
   */
  preset?: PresetName | undefined;
  /**
   * The path to the users in a JSON or YAML file: names of members, and numbers of elements. Default: the file is the list
   * or the map of users; a finding says where they seem to be. No effect on other formats.
   *
   * @example `"users"`, `"data.users"`, `"[0].members"`
   */
  at?: string | undefined;
  /**
   * The encoding of the file. It is an error if the file has another one.
   *
   * Default: UTF-8, or UTF-16 if the file begins with its mark; a finding names the encoding that the file seems to have.
   */
  encoding?: Encoding | undefined;
  /**
   * The key of a user: a column (or member), a path, several of them joined by `+`, or a function of the row. Keys appear
   * on screens, in paths and in state, and should stay the same while the rest of the user changes; so a phone number or
   * an e-mail address is a key only if you say so here. A column may be called as the file calls it, or as `columns`
   * renames it. The parts of a key are joined by a hyphen, and what a key may not hold becomes a hyphen: `auth0|65f0` is
   * `auth0-65f0`. It is an error if two users come to one key.
   *
   * Default: the column `key`, else what the preset says, else `userName`; in a JSON or YAML map, the name under which the
   * user stands.
   *
   * @example `"staffNumber"`, `"office+number"`
   */
  key?: string | ((row: UserRow) => string) | undefined;
  /**
   * The file's own names → the fields they mean; `false` for a column that is none of CIAM's business. A name may be a
   * path: members by dots, an element of a list by its number or by one of its members; in CSV and XLSX, a path goes into
   * a cell that holds JSON. It is an error when the file has nothing of the name of a field, because the field would be
   * taken from everybody.
   *
   * Names are compared without case, the white space around them and notes in brackets, unless the file has one exactly
   * so. Two columns that mean the same are an error.
   *
   * Default: every column is named as the field it is, in whatever case.
   *
   * @example `{ "E-Mail": "email", Department: "customAttributes.department", Salary: false }`
   * @example `{ "emails[0].value": "email", "Attributes[Name=phone].Value": "phoneNumber" }`
   */
  columns?: Readonly<Record<string, UserColumn | false>> | undefined;
  /**
   * The treatment of columns without a known meaning. `"error"`: each is a finding. `"ignore"`: they are left out, and
   * named once. Default: `"error"`.
   */
  otherColumns?: "error" | "ignore" | undefined;
  /**
   * The users to take: a function of the row, or the values that columns (or paths) must have, each one text or one of
   * several. It sees the columns that `columns` sets to `false` as well. Users that are left out are not checked.
   *
   * Default: all of them.
   *
   * @example `{ Status: "active", Office: ["Berlin", "Shenzhen"] }`
   */
  where?: ((row: UserRow) => boolean) | Readonly<Record<string, string | readonly string[]>> | undefined;
  /**
   * Makes of a row the row that is read in its place, by the names of fields (`email`, `customAttributes.department`).
   * Sees what `where` sees. A name in the result that is neither a field nor a column of the file is an error.
   *
   * Default: the row stays what it is.
   *
   * @example `(row) => ({ ...row, email: String(row.email).toLowerCase() })`
   */
  map?: ((row: UserRow) => UserRow) | undefined;
  /**
   * Fields of every user that does not have them itself. Custom attributes are added one by one, and so are the parts of
   * a salt, to users with a password. Default: none.
   *
   * @example `{ zone: "Asia/Shanghai", salt: { saltLocation: { saltLocationType: "TAIL" } } }`
   */
  defaults?: Readonly<UserDefaults> | undefined;
  /**
   * Texts that mean that there is no value, exactly as they stand in the file. Default: none, and words by which programs
   * say so (`NULL`, `N/A`, …) are errors; `[]` says that they are values. @example `["NULL", "N/A"]`
   */
  nulls?: readonly string[] | undefined;
  /**
   * The form of birthdates: `YYYY`, `MM` and `DD` with what stands between them, or `"excel"` for the number of a day
   * since 1900, as spreadsheets keep it. A date of another form is an error. Default: `YYYY-MM-DD`.
   *
   * @example `"DD/MM/YYYY"`, `"YYYY年MM月DD日"`, `"excel"`
   */
  dates?: string | undefined;
  /**
   * The country whose phone numbers are written without one: its calling code. Such a number gets it (`+86-…`), and a `0`
   * before it is taken off. Default: none; a number without a country stays as it is. @example `"86"`
   */
  phoneCountry?: string | undefined;
  /** The text between two groups in a cell of `userGroups`. Default: `;` or `|`. */
  groupSeparator?: string | undefined;
  /**
   * Fields that travel and are kept as secrets besides `password`, `salt` and `residentIdentityCard`, which always do.
   * Give the resource the same `secretFields`. Default: none.
   */
  secretFields?: readonly UserField[] | undefined;
  /**
   * True if passwords without a `passwordEncryptType` are passwords, whatever they look like. Otherwise one that looks
   * like a hash, a mask or the mark of a locked account is an error, and so is a file in which most of them have one
   * length and one alphabet, because a hash that is imported as a password becomes the password. The resource names such
   * sets in its input `passwordsArePlain`, where a preview shows them. Default: `false`.
   */
  passwordsArePlain?: boolean | undefined;
  /**
   * True if a file may have no users. It is an error otherwise, because an empty set removes everybody who was in it.
   * A file that does not exist is an error in any case. Default: `false`.
   */
  allowEmpty?: boolean | undefined;
}

/** The options for reading a file with a table. */
export interface UsersFromTableOptions extends UsersFromFileOptions {
  /**
   * The line that names the columns, counted from 1; what stands above it is not read. Default: the first of 20 lines that
   * has names of fields, of `columns` or of the preset, if no line above it looks like a user.
   */
  headerLine?: number | undefined;
  /**
   * The names of the columns, from the left, of a file without a line of names. `""` is a column that is left out.
   * Default: the file names them itself.
   *
   * @example `["userName", "email", "", "phoneNumber"]`
   */
  header?: readonly string[] | undefined;
}

/** The options for reading an XLSX file. */
export interface UsersFromXlsxOptions extends UsersFromTableOptions {
  /** The sheet, by its name or by its number, counted from 1; hidden ones come last. Default: the first. */
  sheet?: string | number | undefined;
}

/** The options for reading a CSV file. */
export interface UsersFromCsvOptions extends UsersFromXlsxOptions {
  /** The text between two cells. Default: that of a first line `sep=;`, else a comma; a tab for `.tsv` and `.txt`. */
  delimiter?: "," | ";" | "\t" | "|" | undefined;
}
