/**
 * What can be done about an error.
 *
 * - `throttled`: not executed; later, and more slowly
 * - `slot`: not executed; later, when one of the two jobs of the store has ended
 * - `clock`: not executed; again with the service's time
 * - `token`: not executed; again with fresh credentials
 * - `unreachable`: not executed, the service was never reached
 * - `unknown-outcome`: executed or not, nobody knows; look before doing it again
 * - `user`: this user cannot be so; others can
 * - `permanent`: no repetition helps
 */
export type ErrorClass =
  "throttled" | "slot" | "clock" | "token" | "unknown-outcome" | "user" | "permanent" | "unreachable";

export interface CatalogueEntry {
  readonly class: ErrorClass;
  /** What happened, as a clause that can follow "CreateUser: ". */
  readonly meaning: string;
  /** What the reader can do about it. */
  readonly remedy: string;
}

export type Chapter = Readonly<Record<string, CatalogueEntry>>;

/** Binds a class to its entries, so that a chapter reads as a list of sentences. */
export const entryOf =
  (errorClass: ErrorClass) =>
  (meaning: string, remedy: string): CatalogueEntry => ({ class: errorClass, meaning, remedy });
