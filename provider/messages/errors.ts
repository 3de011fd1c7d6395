import type { Lines } from "../../text/escape";

/**
 * Ends a run before its plan is done, on purpose: the deadline passed, the engine is gone, or the service did
 * something that makes going on unsafe. What was done until then is in the ledger and is recorded.
 */
export class RunStopped extends Error {
  override readonly name = "RunStopped";
  constructor(
    /** What is said of it. A text is one line, whatever is in it; more lines come as a list. */
    readonly said: Lines,
  ) {
    super(typeof said === "string" ? said : said.join("\n"));
  }
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
