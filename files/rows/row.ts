import type { PathStep } from "../../provider/users/input/finding";
import type { FileFinding } from "../collect/findings";
import type { UserRow } from "../options";
import type { Place } from "../titles/place";
import type { Use } from "../titles/uses";
import type { Words } from "../words";

/** Where a finding points to, and how the file calls what is there. */
export interface Spot {
  readonly line: number;
  readonly column?: number;
  /** The name of the column, or the path of the member. */
  readonly name?: string;
}

/** What was made of the values of a row. */
export interface RowFields {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly problems: readonly { readonly path: readonly PathStep[]; readonly rule: string }[];
}

/** The key of a row, before it is judged. */
export interface RowKey {
  readonly value: unknown;
  /** How findings call it. */
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
  /** What stands there, if it is no plain value. */
  readonly below?: unknown;
  readonly spot: Spot;
}

/** One user of a file, before it is checked. */
export interface Row {
  /** Its cells or members, for the functions of a program. */
  readonly row: UserRow;
  /** What the file calls them, before the renames of `columns`. */
  readonly titles: readonly string[];
  /** What becomes of each of them. The same list for all rows that have the same titles. */
  readonly uses: readonly Use[];
  /** What stands there in the file, before anything is made of it. */
  written(place: Place): unknown;
  /** What is called by the name of a field, by a title, or by a path. */
  cell(called: string): unknown;
  /** Its key; undefined where nothing in the row says what that is. */
  key(): RowKey | undefined;
  /** Its fields as a declaration has them. */
  fields(): RowFields;
  /** The same of a row that a function of the program made. */
  fieldsOf(row: UserRow): RowFields;
  /** Names that nobody has said anything of. */
  unknown(): Iterable<UnknownName>;
  /** Why a preset leaves this user out. */
  leftOut(): { readonly title: string; readonly why: string } | undefined;
  /** What a preset does not take of this user. */
  notTaken(): Iterable<NotTaken>;
  /** What is wrong with the names in it. */
  problems(words: Words): readonly FileFinding[];
  /** Where a part of it is in the file; the whole of it for an empty path. */
  spot(path: readonly PathStep[]): Spot;
}

/** What a format's reader gives what it reads to. Readers go on after a finding as long as they can. */
export interface RowSink {
  /** What its findings call the options. */
  readonly words: Words;
  add(row: Row): void;
  find(finding: FileFinding): void;
  /** Says what was done and needs nothing from anybody. */
  note(finding: FileFinding): void;
  /** Says once that there is nothing in the file to be a key, instead of once for every row. */
  findNoKeys(finding: FileFinding): void;
}

/** Of a value that stands where a user should. */
export const NOT_A_USER = "must be an object with the fields of a user";

/** What to do when nothing says what to call a user. */
export function keyRemedy({ nameKey }: Words): string {
  return `${nameKey} (keys appear on screens and in state, so a phone number or an e-mail address is taken only when named)`;
}
