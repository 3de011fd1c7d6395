import { identitiesOf } from "../../users/identity";
import type { LiveUser } from "../../users/live";
import type { DeclaredUser } from "../../users/user";
import type { Services } from "../resource";
import { sharedByVerbs } from "./memory";

/** Identities that resources of this process declare and take over, by the owner they take them from. */
const claimsOf = sharedByVerbs<Set<string>>();

/**
 * Two resources of one program hand users over in one `up`: one declares them and lists the other in `takeOver`, the
 * other no longer declares them. They run side by side, so `check`, which comes first, says here who is claimed, and
 * the one who gives does not remove those.
 */
export function claim(
  services: Services,
  takeOver: readonly string[],
  users: readonly { readonly user: DeclaredUser }[],
): void {
  if (takeOver.length === 0) return;
  const keys = users.flatMap(({ user }) => identitiesOf(user).map(({ key }) => key));
  const claims = claimsOf(services);
  for (const owner of takeOver) claims.set(owner, new Set([...(claims.get(owner) ?? []), ...keys]));
}

/** Whether another resource of this process takes this user over from that owner. */
export function isClaimed(services: Services, owner: string, user: LiveUser): boolean {
  const keys = claimsOf(services).get(owner);
  return keys !== undefined && identitiesOf(user).some(({ key }) => keys.has(key));
}
