/** `fine`, `wrong`: in the way of an `up`, or `open`: nobody can tell. */
export type Standing = "fine" | "wrong" | "open";

/** One line of the doctor's table. */
export interface Finding {
  readonly about: Chapter;
  readonly asked: string;
  readonly cameBack: string;
  /** The meaning for this package. */
  readonly means: string;
  /** The page to read on, from the root of the package. */
  readonly page: string;
  readonly standing: Standing;
  /** The emulator's switch that it tells, and its setting. */
  readonly setting?: { readonly name: string; readonly value: unknown };
}

/** In the order of the table. */
export const chapters = [
  "this machine",
  "the state",
  "the way",
  "permissions",
  "the store",
  "the service's habits",
] as const;
type Chapter = (typeof chapters)[number];
