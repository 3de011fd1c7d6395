import { AmbiguousError } from "../../../ciam/errors";
import { assertMayWrite, type RunContext } from "../run";
import type { Ledger } from "../ledger";

/**
 * Sends a write that states a result (set this, delete that) rather than an addition, so it can be sent once more when
 * its reply is lost. An import is no such write.
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
