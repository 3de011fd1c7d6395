import { CiamError } from "../ciam/errors";
import { mayWrite, type RunContext } from "./context";
import type { Ledger } from "./ledger";

/**
 * Sends a write that says what shall be (set this, delete that), not what to add: when its reply is lost it may be
 * sent once more. An import is no such write.
 */
export async function repeatableWrite(
  context: RunContext,
  ledger: Ledger,
  send: () => Promise<unknown>,
): Promise<void> {
  mayWrite(context);
  ledger.wrote = true;
  try {
    await send();
  } catch (error) {
    if (!(error instanceof CiamError) || error.class !== "unknown-outcome") throw error;
    mayWrite(context);
    await send();
  }
}
