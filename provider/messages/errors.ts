import { SaidError } from "../../text/saidError";

/**
 * A plan was made and is not carried out: it removes too many, or it has conflicts that would leave it half done. Nothing
 * was written. A person changes the program, or says that the plan is meant.
 */
export class PlanRefused extends SaidError {
  override readonly name = "PlanRefused";
}

/**
 * Ends a run before its plan is done, on purpose: the deadline passed, the engine is gone, or the service did
 * something that makes going on unsafe. What was done until then is in the ledger and is recorded.
 */
export class RunStopped extends SaidError {
  override readonly name = "RunStopped";
}

/** The resource exists but is not as declared: it is recorded with what is known, and the next `up` goes on. */
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
