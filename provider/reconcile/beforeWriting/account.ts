import { isActionDenied } from "../../../ciam/errors/catalogue/meanings";
import type { Calls } from "../run";

/** The account and endpoint that a state was written for. */
export interface Account {
  /** Null where the endpoint has no action that tells the tenant (international). */
  readonly tenantId: string | null;
  readonly endpoint: string;
}

/** "absent" only when the account's own list of stores lacks the store; an error proves nothing. */
type StorePresence = "present" | "absent" | "unknown";

export interface Identified {
  readonly account: Account;
  readonly store: StorePresence;
}

/** Asks which account answers, and whether it has the store. */
export async function identify(calls: Calls, userStoreId: string): Promise<Identified> {
  const endpoint = calls.endpoint.kind;
  if (endpoint === "international") return { account: { tenantId: null, endpoint }, store: "unknown" };
  try {
    const { UserStoreSet } = await calls.call("ListUserStore", {});
    const stores = UserStoreSet ?? [];
    const tenantId = stores[0]?.TenantId ?? null;
    return {
      account: { tenantId, endpoint },
      store: stores.some((store) => store.UserStoreId === userStoreId) ? "present" : "absent",
    };
  } catch (error) {
    // A key without the right to list stores may still import users.
    if (!isActionDenied(error)) throw error;
    return { account: { tenantId: null, endpoint }, store: "unknown" };
  }
}

/** The sentence that refuses the state of another account; undefined when the account is the same. */
export function accountMismatch(recorded: Account, now: Account): string | undefined {
  if (recorded.endpoint !== now.endpoint) {
    return `this resource was created on ${described(recorded.endpoint)} and the configuration now points at ${described(now.endpoint)}: nothing was read or changed. Set ciam:endpoint back, and take a stack of its own for another endpoint; or remove the resource from the state with \`pulumi state delete\``;
  }
  if (recorded.tenantId !== null && now.tenantId !== null && recorded.tenantId !== now.tenantId) {
    return `this resource belongs to tenant ${recorded.tenantId} and the credentials are those of tenant ${now.tenantId}: nothing was read or changed. Use the first tenant's credentials, or remove the resource from the state with \`pulumi state delete\``;
  }
  return undefined;
}

function described(endpoint: string): string {
  switch (endpoint) {
    case "embedded":
      return "the embedded emulator";
    case "mainland":
    case "international":
      return `the ${endpoint} endpoint`;
    default:
      return "an endpoint of another kind";
  }
}
