import { AsyncLocalStorage } from "node:async_hooks";

export type Values = Record<string, unknown>;

/** One call of a verb by the engine for a resource, with its arguments and result. */
export interface Act {
  readonly urn: string;
  readonly verb: "create" | "update" | "read" | "delete";
  /** The resource in the state; undefined for a new one. */
  readonly olds: Values | undefined;
  /** The resource in the program. */
  readonly news: Values | undefined;
  /** The resource of the same name that this one replaces, or that replaces it. */
  readonly replacement: { readonly olds: Values; readonly news: Values } | undefined;
  /** The outputs left in the state, also by a failure; undefined if the state did not change. */
  outs: Values | undefined;
  hasFailed: boolean;
  /** Writes that were sent for it. */
  readonly sent: string[];
  /** The order of its beginning and end among all beginnings and ends. */
  readonly began: number;
  ended: number;
}

/** The act that makes a call: resources of one process work side by side. */
export const acting = new AsyncLocalStorage<Act>();
