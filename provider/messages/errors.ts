import { SaidError } from "../../text/saidError";

/**
 * A plan was refused: it removes too many users, or has conflicts that would leave it half done. Nothing was written. A
 * person changes the program, or confirms the plan.
 */
export class PlanRefused extends SaidError {
  override readonly name = "PlanRefused";
}

/**
 * A run ended on purpose before its plan was done: the deadline passed, the engine is gone, or the service did
 * something that makes it unsafe to go on. What was done until then is in the ledger and gets recorded.
 */
export class RunStopped extends SaidError {
  override readonly name = "RunStopped";
}

/** The resource exists but is not as declared. It is recorded with what is known, and the next update goes on. */
export class PartlyDone extends Error {
  override readonly name = "PartlyDone";
  constructor(
    message: string,
    readonly id: string,
    readonly properties: Readonly<Record<string, unknown>>,
    readonly reasons: readonly string[],
  ) {
    super(message);
  }
}

/** An error about a whole run, with what is wrong with single users. */
interface BesideUsers extends Error {
  readonly ofUsers: readonly string[];
}

/** The same error, of its own class, with what is wrong with single users beside it. */
export function besideUsers(error: unknown, ofUsers: readonly string[]): unknown {
  // One of these may be the reason of a signal, which ends other runs too: it is not written to.
  if (error instanceof SaidError) return error.with(ofUsers);
  return error instanceof Error ? Object.assign(error, { ofUsers }) : error;
}

export function isBesideUsers(error: unknown): error is BesideUsers {
  return error instanceof Error && "ofUsers" in error;
}
