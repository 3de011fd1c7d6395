import type { Services } from "../resource";
import { sharedByVerbs } from "./memory";

/**
 * What the verbs of one process know of each other, for a replacement: there a `create` and a `delete` of the same
 * users follow each other, and neither is told of the other.
 */
interface Known {
  /** Users whom a `create` holds: when the old resource is deleted after it, they stay. */
  readonly held: Set<string>;
  /** Users whom a `delete` froze: when the new resource is created after it, they are unfrozen. */
  readonly frozen: Set<string>;
  /** Adopted users whom a `delete` let go, and of which owner: when its new resource is created, it adopts them again. */
  readonly released: Map<string, string>;
}

const storesOf = sharedByVerbs<Known>();

export function knownOf(services: Services, userStoreId: string): Known {
  const stores = storesOf(services);
  const known = stores.get(userStoreId) ?? { held: new Set(), frozen: new Set(), released: new Map() };
  stores.set(userStoreId, known);
  return known;
}
