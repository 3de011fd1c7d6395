import type { Ledger } from "../../reconcile/ledger";
import type { Services } from "../resource";

/**
 * Users that a `create` of this process holds. When the engine replaces a resource by creating the new one first, the
 * new one finds everybody there, and the delete of the old one must not remove them.
 */
const held = new WeakMap<Services, Set<string>>();

export function takeOver(services: Services, userStoreId: string, ledger: Ledger): void {
  const users = held.get(services) ?? new Set<string>();
  for (const { id } of ledger.entries) users.add(`${userStoreId}/${id}`);
  held.set(services, users);
}

export function isTakenOver(services: Services, userStoreId: string, userId: string): boolean {
  return held.get(services)?.has(`${userStoreId}/${userId}`) ?? false;
}
