import { UsageError } from "../../ciam/errors";
import { isStoreUnknown } from "../../ciam/errors/catalogue/meanings";
import type { EndpointKind } from "../../ciam/endpoint";
import { accountMismatch, identify, type Account } from "../reconcile/beforeWriting/account";
import type { Calls } from "../reconcile/run";
import type { Services } from "./resource";

/**
 * Makes sure that the state speaks of the account that answers now, before anything is read into it or written.
 * "gone" is only said when the same tenant lists its stores without this one; where nobody can tell, it is an error,
 * because a wrong key must not empty a state.
 */
export async function assertSameAccount(
  recorded: Account,
  calls: Calls,
  userStoreId: string,
): Promise<"present" | "gone" | "unknown"> {
  const { account, store } = await identify(calls, userStoreId);
  const mismatch = accountMismatch(recorded, account);
  if (mismatch !== undefined) throw new UsageError(mismatch);
  if (store !== "absent") return store;
  if (recorded.tenantId !== null && account.tenantId === recorded.tenantId) return "gone";
  throw new UsageError(
    `user store ${userStoreId} is not among the stores of these credentials, and it cannot be told whether they are of the account it was created in: ` +
      `nothing was read or changed. Check the credentials and ciam:endpoint; if the store is really gone, remove the resource with \`pulumi state delete\``,
  );
}

const KINDS: ReadonlySet<string> = new Set<EndpointKind>(["mainland", "international", "embedded", "other"]);

/**
 * Why a preview of this resource would promise what `up` refuses: the configuration points elsewhere than at the endpoint
 * it was created on. Another tenant shows only when somebody answers.
 */
export function endpointMismatch(recorded: string, services: Services): string | undefined {
  const endpoint = services.endpointKind();
  if (endpoint === undefined || !KINDS.has(recorded)) return undefined;
  return accountMismatch({ tenantId: null, endpoint: recorded }, { tenantId: null, endpoint });
}

/** The same for a verb that cannot go on. */
export function assertSameEndpoint(recorded: string, services: Services): void {
  const mismatch = endpointMismatch(recorded, services);
  if (mismatch !== undefined) throw new UsageError(mismatch);
}

/**
 * Turns "invalid user store" into a sentence: from this error alone nobody can tell a deleted store from a wrong
 * account, so nothing is concluded from it.
 */
export async function explainMissingStore<T>(userStoreId: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isStoreUnknown(error)) throw error;
    throw new UsageError(
      `CIAM does not know user store ${userStoreId} under these credentials. If the store was deleted, remove the resource from the state ` +
        `with \`pulumi state delete\`; if not, use the credentials and the endpoint it was created with`,
    );
  }
}
