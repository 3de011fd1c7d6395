import type { Registration } from "../chaos/engine/stack";
import type { Inputs, Shop } from "./shop";

/** A group `leads` of the shop's store. */
export function group(shop: Shop, name: string, inputs: Inputs = {}, ...formerNames: readonly string[]): Registration {
  const all = { userStoreId: shop.cloud.storeId, displayName: "leads", ...inputs };
  return shop.resource("UserGroup", name, all, ...formerNames);
}

/** A store `people`. */
export function store(shop: Shop, name: string, inputs: Inputs = {}): Registration {
  return shop.resource("UserStore", name, { name: "people", forceDestroy: true, ...inputs });
}

export const adopting = { adoptExisting: true };

/** Of each such resource of the state. */
export function isMadeHere(shop: Shop, kind: string): boolean[] {
  const { resources } = shop.project.stack;
  return resources.filter(({ urn }) => urn.includes(kind)).map(({ outputs }) => outputs.adopted === false);
}
