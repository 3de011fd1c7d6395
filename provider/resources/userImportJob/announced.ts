import { NOTHING_LEFT } from "../../reconcile/tally";
import type { Services } from "../resource";
import { sharedByVerbs } from "./memory";

/** What `diff` said last of each resource of this process, by owner. */
const saidOf = sharedByVerbs<string>();

/** Remembers what a person has just read about this resource, or that there was nothing to say. */
export function announce(services: Services, owner: string, tally: string | undefined): void {
  if (tally === undefined) saidOf(services).delete(owner);
  else saidOf(services).set(owner, tally);
}

/** Whether a person has read just this already; who has read nothing expects nothing. */
export function isAnnounced(services: Services, owner: string, tally: string): boolean {
  return (saidOf(services).get(owner) ?? NOTHING_LEFT) === tally;
}
