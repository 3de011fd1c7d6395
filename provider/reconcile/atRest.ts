import type { DesiredUser, ManagedUser } from "../users/plan/actions";

/**
 * Managed users whom a run need not look at: their declaration is in force and did not change. Work in proportion to the
 * change, and not to the store, depends on leaving them where they are.
 */
export interface AtRest {
  /** How many there are. */
  readonly count: number;
  /** True for the UserId of one of them. */
  has(id: string): boolean;
  /** One of them, for a plan that meets it after all: somebody gave its account the identity of another user. */
  find(id: string): { readonly recorded: ManagedUser; readonly desired: DesiredUser | undefined } | undefined;
}

/** Nobody is at rest: every user takes part in the plan. */
export const NOBODY: AtRest = { count: 0, has: () => false, find: () => undefined };
