/** A field of ours that an export of another system can fill. */
type PresetField =
  | "userName"
  | "phoneNumber"
  | "email"
  | "name"
  | "nickname"
  | "gender"
  | "birthdate"
  | "address"
  | "job"
  | "zone"
  | "description";

/**
 * The place of a value. In a table it is the title of a column, word for word. In a tree it is a path: members by dots
 * (`profile.login`), an element of a list by its number (`emails[0]`), by one of its members (`Attributes[Name=email]`),
 * or by a member that holds what stands at another path of the same user (`emails[id=@primary_id]`).
 *
 * Below a column of `jsonCells` a title goes on as a path does.
 */
type Place = string;

/** The reason why something is not taken: a sentence without its subject, such as "is kept in `name`". */
type Reason = string;

/** Turns the exports of one system into users of ours. Plain data: it can be written as JSON and read back. */
export interface Preset {
  /** The name for programs and flags. */
  readonly name: string;
  /** The name of the system, for people. */
  readonly title: string;
  /** The kinds of file that the system writes. They are tried in this order, and the first that fits is taken. */
  readonly formats: readonly [PresetFormat, ...PresetFormat[]];
  /** The losses of users on the way, whatever the file, for people who decide about a move. */
  readonly drops: readonly Reason[];
}

export type PresetFormat = TitledTable | UntitledTable | Tree;

interface Format {
  /** One word for it among the formats of the preset. */
  readonly name: string;
  /** The system's name for the file. */
  readonly title: string;
  /** Public documents that show the titles or paths. */
  readonly source: readonly [string, ...string[]];
  /**
   * The day on which the titles and paths were compared with the vendor's own document, code or template;
   * `"none found"` when others only describe the file.
   */
  readonly verified: `${number}-${number}-${number}` | "none found";
  /**
   * The field that each place fills, in this order: where several have a value for one field, the first is taken.
   * A name of the other system that is neither here nor elsewhere in the format is unknown, and somebody has to say what
   * it means.
   */
  readonly columns: Readonly<Record<Place, PresetField>>;
  /** Fields that several values make together, those that are there. Where `columns` has a value, that is taken. */
  readonly joined?: readonly Joined[];
  /**
   * The key of a user: the first of these places that the file has. Characters that a key may not have become one hyphen,
   * so that `auth0|65f0` is the key `auth0-65f0`.
   */
  readonly key: readonly [Place, ...Place[]];
  /** Places that are known and not taken, with all that is below them except for places named here. */
  readonly ignored: Readonly<Record<Place, Reason>>;
  /** Texts that mean that there is no value. */
  readonly nulls?: readonly string[];
  /** The form of a birthdate. Default: `YYYY-MM-DD`. */
  readonly dates?: "MM/DD/YYYY";
  /** The text between two groups, for a program that makes a column to groups. */
  readonly groupSeparator?: string;
  /** The other system's words, each with ours, compared without case. Another word is a finding. */
  readonly values?: Readonly<Partial<Record<PresetField, Readonly<Record<string, string>>>>>;
  /** The users that are not taken. An empty value leaves nobody out. */
  readonly leftOut?: readonly LeftOut[];
  readonly credentials: Credentials;
}

/** A table with a row of titles. What stands above it, such as notes and a version, is skipped. */
export interface TitledTable extends Format {
  readonly kind: "titled";
  /** The titles by which the row of titles, and the format, is recognised: all of them. */
  readonly titles: readonly [string, ...string[]];
  /** `xlsx` is a workbook, of which the first sheet counts. */
  readonly files: readonly ("csv" | "xlsx")[];
  /** The encoding of a file that is not UTF-8. */
  readonly encoding?: "gb18030";
  /** The character that the exporter writes before each text in a cell. It is taken off once. */
  readonly cellPrefix?: "'";
  /** The character before a comma that is part of a cell, in the place of quotation marks around the cell. */
  readonly escape?: "\\";
  /** Columns whose cells are JSON. */
  readonly jsonCells?: readonly string[];
}

/** A table whose first row is a user. */
export interface UntitledTable extends Format {
  readonly kind: "untitled";
  readonly files: readonly "csv"[];
  /** The names that the columns have here, from the left. `""` is a column that is always empty. */
  readonly header: readonly [string, ...string[]];
}

/** Objects in JSON, or one in each line. */
export interface Tree extends Format {
  readonly kind: "tree";
  /** `ndjson` is one object in each line, whatever the file is called. */
  readonly files: readonly ("json" | "ndjson")[];
  /** The path to the list of users. Default: the file is the list, or its lines are. */
  readonly at?: string;
  /** The members by which the format is recognised: the first user has one of them. */
  readonly members: readonly [string, ...string[]];
}

export interface Joined {
  readonly field: PresetField;
  readonly from: readonly [Place, Place, ...Place[]];
  readonly separator: string;
}

export type LeftOut = { readonly column: Place; readonly why: Reason } & (
  | { readonly is: readonly [string, ...string[]] }
  | { readonly isNot: readonly [string, ...string[]] }
  | { readonly filled: true }
);

/** The rules for passwords. A hash that no rule takes is dropped, and so is one that does not look like its type. */
interface Credentials {
  readonly taken: readonly TakenHash[];
  readonly dropped: Readonly<Record<Place, Reason>>;
}

/** A hash that CIAM takes as it is. */
export interface TakenHash {
  readonly column: Place;
  /** The `passwordEncryptType` of the hash. */
  readonly as: "BCRYPT" | "MD5" | "SHA1";
  /** The values that other places of the user must have, compared without case; `""` is no value. */
  readonly when?: Readonly<Record<Place, readonly [string, ...string[]]>>;
  /** The reason given for a hash in this column that is not taken. */
  readonly otherwise: Reason;
}
