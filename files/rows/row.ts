import type { PathStep } from "../../provider/users/input/finding";
import type { FileFinding } from "../collect/findings";
import type { UserRow } from "../options";
import type { Place } from "../titles/place";
import type { Use } from "../titles/uses";
import type { Words } from "../words";

/** The place to which a finding points, and the file's name for it. */
export interface Spot {
  readonly line: number;
  readonly column?: number;
  /** The name of the column, or the path of the member. */
  readonly name?: string;
}

/** The fields that the values of a row make. */
export interface RowFields {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly problems: readonly { readonly path: readonly PathStep[]; readonly rule: string }[];
}

/** The key of a row, before it is judged. */
export interface RowKey {
  readonly value: unknown;
  /** Its name in findings. */
  readonly name?: string;
}

/** Something of a row that is not taken, and why. */
export interface NotTaken {
  readonly title: string;
  readonly why: string;
  readonly isHash: boolean;
}

/** A name in a row that nobody has said anything of. */
export interface UnknownName {
  readonly title: string;
  /** The value there, if it is not a plain one. */
  readonly below?: unknown;
  readonly spot: Spot;
}

/** One user of a file, before it is checked. */
export interface Row {
  /** Its cells or members, for the functions of a program. */
  readonly row: UserRow;
  /** The file's names for them, before the renames of `columns`. */
  readonly titles: readonly string[];
  /** The use of each of them. The same list for all rows that have the same titles. */
  readonly uses: readonly Use[];
  /** The value at a place as the file has it, before it is converted. */
  written(place: Place): unknown;
  /** The value under the name of a field, a title, or a path. */
  cell(called: string): unknown;
  /** Its key; undefined where nothing in the row says what that is. */
  key(): RowKey | undefined;
  /** Its fields as a declaration has them. */
  fields(): RowFields;
  /** The same of a row that a function of the program made. */
  fieldsOf(row: UserRow): RowFields;
  /** Names that nobody has said anything of. */
  unknown(): Iterable<UnknownName>;
  /** The reason why a preset leaves this user out, if it does. */
  leftOut(): { readonly title: string; readonly why: string } | undefined;
  /** The values of this user that a preset does not take. */
  notTaken(): Iterable<NotTaken>;
  /** The problems with the names in it. */
  problems(words: Words): readonly FileFinding[];
  /** The place of a part of it in the file; of the whole row for an empty path. */
  spot(path: readonly PathStep[]): Spot;
}

/** Receives what a format's reader reads. Readers go on after a finding as long as they can. */
export interface RowSink {
  /** The names of the options in its findings. */
  readonly words: Words;
  add(row: Row): void;
  find(finding: FileFinding): void;
  /** Says what was done and needs nothing from anybody. */
  note(finding: FileFinding): void;
  /** Says once that there is nothing in the file to be a key, instead of once for every row. */
  findNoKeys(finding: FileFinding): void;
}

/** The rule that a value breaks where a user should be. */
export const NOT_A_USER = "must be an object with the fields of a user";

/** The remedy where nothing says what the key of a user is. */
export function keyRemedy({ nameKey }: Words): string {
  return `${nameKey} (keys appear on screens and in state, so a phone number or an e-mail address is taken only when named)`;
}
