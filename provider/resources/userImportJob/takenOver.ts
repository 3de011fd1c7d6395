import type { Ledger } from "../../reconcile/ledger";

/**
 * Users that a `create` or `update` of this process holds. When the engine replaces a resource by creating the new one
 * first, the new one finds everybody there, and the delete of the old one must not remove them.
 */
const held = new Map<string, Set<string>>();

export function tookOver(userStoreId: string, ledger: Ledger): void {
  const ids = held.get(userStoreId) ?? new Set<string>();
  for (const { id } of ledger.entries) ids.add(id);
  held.set(userStoreId, ids);
}

export function isTakenOver(userStoreId: string, userId: string): boolean {
  return held.get(userStoreId)?.has(userId) ?? false;
}
