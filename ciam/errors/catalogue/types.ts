/**
 * What the caller can do about an error.
 *
 * - `throttled`: not executed; try later and more slowly
 * - `slot`: not executed; try when one of the two jobs of the store has ended
 * - `clock`: not executed; try with the service's time
 * - `token`: not executed; try with fresh credentials
 * - `unreachable`: not executed, the service was never reached
 * - `unknown-outcome`: executed or not, nobody knows; look before sending it again
 * - `user`: this user is refused; others may pass
 * - `permanent`: no repetition helps
 */
export type ErrorClass =
  "throttled" | "slot" | "clock" | "token" | "unknown-outcome" | "user" | "permanent" | "unreachable";

export interface CatalogueEntry {
  readonly class: ErrorClass;
  /** The event, as a clause that can follow "CreateUser: ". */
  readonly meaning: string;
  /** The reader's remedy. */
  readonly remedy: string;
}

export type Chapter = Readonly<Record<string, CatalogueEntry>>;

/** Binds a class to its entries, so that a chapter reads as a list of sentences. */
export const entryOf =
  (errorClass: ErrorClass) =>
  (meaning: string, remedy: string): CatalogueEntry => ({ class: errorClass, meaning, remedy });
