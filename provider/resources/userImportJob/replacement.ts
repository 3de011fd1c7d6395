import type { Services } from "../resource";
import { sharedByVerbs } from "./memory";
import type { JobRecord } from "./record";

/**
 * What the verbs of one process know of each other, for a replacement: there a `delete` and a `create` of the same users
 * follow each other, in this order or, where a program insists, in the other one, and neither is told of the other.
 * Accounts with their UserIds and passwords are no price for it, so on the same store a replacement is an update.
 */
interface Known {
  /** The store for which `check` was last asked about the resource as a new one: the old one is about to be replaced. */
  awaited?: string | undefined;
  /** The record of the old resource, of which `delete` took nothing away: the `create` after it goes on from there. */
  left?: JobRecord | undefined;
  /** Users whom a `create` holds: when the old resource is deleted after it, they stay. */
  readonly held: Set<string>;
}

const ownersOf = sharedByVerbs<Known>();

function knownOf(services: Services, owner: string): Known {
  const owners = ownersOf(services);
  const known = owners.get(owner) ?? { held: new Set() };
  owners.set(owner, known);
  return known;
}

/** @param userStoreId of the resource if it is asked about as a new one, which a `create` follows */
export function awaitCreation(services: Services, owner: string, userStoreId: string | undefined): void {
  const known = knownOf(services, owner);
  known.awaited = userStoreId;
  known.left = undefined;
}

/** Whether the resource that is being deleted makes room for a new one on the same store, which then takes its record over. */
export function leaveToSuccessor(services: Services, userStoreId: string, record: JobRecord): boolean {
  const known = knownOf(services, record.owner);
  if (known.awaited !== userStoreId) return false;
  known.awaited = undefined;
  known.left = record;
  return true;
}

/** The record of the resource that was deleted to make room for this one. */
export function takeFromPredecessor(services: Services, owner: string): JobRecord | undefined {
  const known = knownOf(services, owner);
  const { left } = known;
  known.awaited = undefined;
  known.left = undefined;
  return left;
}

/** UserIds whom a `create` of this process holds. */
export function heldBy(services: Services, owner: string): Set<string> {
  return knownOf(services, owner).held;
}
