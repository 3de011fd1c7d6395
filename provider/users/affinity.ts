import { identityFields } from "./fields";
import { identitiesOf } from "./identity";
import type { LiveUser } from "./live";
import type { DeclaredUser } from "./user";

/**
 * How much speaks for a declared user being this live one, when there is no record to tell: the more identities they
 * share the more, and of two who share as many, the one whose identity people change less often. Nothing speaks for
 * users who share none. No two declared users have the same affinity to a live one: an identity is declared once.
 */
export function affinity(user: DeclaredUser, live: LiveUser): number {
  const held = new Set(identitiesOf(live).map(({ key }) => key));
  const shared = identitiesOf(user).filter(({ key }) => held.has(key));
  const [strongest] = shared;
  if (!strongest) return 0;
  return shared.length + (1 - (identityFields.indexOf(strongest.field) + 1) / (identityFields.length + 1));
}
