import { NOTHING_LEFT } from "../../reconcile/tally";
import type { Services } from "../resource";

/** What `check` said last of each resource of this process, by owner. */
const processes = new WeakMap<object, Map<string, string>>();

/** Remembers what a person has just read about this resource, or that there was nothing to say. */
export function announce({ memory }: Services, owner: string, tally: string | undefined): void {
  const said = processes.get(memory) ?? new Map<string, string>();
  processes.set(memory, said);
  if (tally === undefined) said.delete(owner);
  else said.set(owner, tally);
}

/** Whether a person has read just this already; who has read nothing expects nothing. */
export function isAnnounced({ memory }: Services, owner: string, tally: string): boolean {
  return (processes.get(memory)?.get(owner) ?? NOTHING_LEFT) === tally;
}
