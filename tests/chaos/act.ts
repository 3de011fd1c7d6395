import { AsyncLocalStorage } from "node:async_hooks";

export type Values = Record<string, unknown>;

/** A verb that the engine has called for a resource, with all that it was told, and what came of it. */
export interface Act {
  readonly urn: string;
  readonly verb: "create" | "update" | "read" | "delete";
  /** What the state said of the resource; nothing of a new one. */
  readonly olds: Values | undefined;
  /** What the program says of it. */
  readonly news: Values | undefined;
  /** For which resource of the same name this one is made, or goes. */
  readonly replacement: { readonly olds: Values; readonly news: Values } | undefined;
  /** What the state was left to say, also by a failure; nothing if it was left as it was. */
  outs: Values | undefined;
  hasFailed: boolean;
  /** Writes that were sent for it. */
  readonly sent: string[];
  /** When it began and ended, in the order of all beginnings and ends. */
  readonly began: number;
  ended: number;
}

/** For whom a call is made: resources of one process do their work side by side. */
export const acting = new AsyncLocalStorage<Act>();
