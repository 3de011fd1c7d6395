/**
 * Ends a run before its plan is done, on purpose: the deadline passed, the engine is gone, or the service did
 * something that makes going on unsafe. What was done until then is in the ledger and is recorded.
 */
export class RunStopped extends Error {
  override readonly name = "RunStopped";
}
