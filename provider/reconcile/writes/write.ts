import { AmbiguousError } from "../../../ciam/errors";
import { assertMayWrite, type RunContext } from "../run";
import type { Ledger } from "../ledger";

/**
 * Sends a write that says what shall be (set this, delete that), not what to add: when its reply is lost it may be
 * sent once more. An import is no such write.
 */
export async function repeatableWrite<T>(context: RunContext, ledger: Ledger, send: () => Promise<T>): Promise<T> {
  assertMayWrite(context);
  ledger.beginWrite();
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof AmbiguousError)) throw error;
    assertMayWrite(context);
    return await send();
  }
}
