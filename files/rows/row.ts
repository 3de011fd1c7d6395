import type { PathStep } from "../../provider/users/input/finding";
import type { FileFinding } from "./findings";
import type { UserRow } from "../options";
import type { Words } from "../words";

/** Where a finding points to, and how the file calls what is there. */
export interface Spot {
  readonly line: number;
  readonly column?: number;
  /** The name of the column, or the path of the member. */
  readonly name?: string;
}

/** One user of a file, before it is checked. */
export interface Row {
  /** Its cells or members, for the functions `where` and `key`. */
  readonly row: UserRow;
  /** What the file calls them, before the renames of `columns`. */
  readonly titles: readonly string[];
  /** One of them. */
  cell(name: string): unknown;
  /** The name it stands under, in a map. */
  readonly mapKey?: string | undefined;
  /** Its fields as a declaration has them, without the column of its key unless that is a field. */
  fields(keyColumn: string | undefined): Readonly<Record<string, unknown>>;
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
  /** Says once that there is nothing in the file to be a key, instead of once for every row. */
  findNoKeys(finding: FileFinding): void;
}

/** Of a value that stands where a user should. */
export const NOT_A_USER = "must be an object with the fields of a user";

/** What to do when nothing says what to call a user. */
export function keyRemedy({ nameKey }: Words): string {
  return `${nameKey} (keys appear on screens and in state, so a phone number or an e-mail address is taken only when named)`;
}
