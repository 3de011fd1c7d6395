import { CiamError, UsageError } from "../../../ciam/errors";

/**
 * Turns "invalid user store" into a sentence: from this error alone nobody can tell a deleted store from a wrong
 * account, so nothing is concluded from it.
 */
export async function storeLost<T>(userStoreId: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CiamError) || error.code !== "FailedOperation.InvalidUserStore") throw error;
    throw new UsageError(
      `CIAM does not know user store ${userStoreId} under these credentials. If the store was deleted, remove the resource from the state ` +
        `with \`pulumi state delete\`; if not, use the credentials and the endpoint it was created with`,
    );
  }
}
