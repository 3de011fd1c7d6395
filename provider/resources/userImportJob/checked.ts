import type { Named } from "../../users/named";
import type { Services } from "../resource";
import type { JobArgs } from "./args";

/** A declaration that passed `check`. */
export interface Checked {
  readonly args: JobArgs;
  readonly users: readonly Named[];
  /** Whether the users have the ids of their groups, or only the names. */
  readonly groupsKnown: boolean;
  readonly urn: string | undefined;
}

const processes = new WeakMap<object, Map<string, Checked>>();

/**
 * Leaves for `diff` what `check` found out, by owner. A refresh asks `diff` too, with its arguments turned round and
 * without a `check` before it: so it finds nothing here and has nothing to say.
 */
export function leaveChecked({ memory }: Services, owner: string, checked: Checked | undefined): void {
  const left = processes.get(memory) ?? new Map<string, Checked>();
  processes.set(memory, left);
  if (checked) left.set(owner, checked);
  else left.delete(owner);
}

/** Takes it away: it is of one step. */
export function takeChecked({ memory }: Services, owner: string): Checked | undefined {
  const checked = processes.get(memory)?.get(owner);
  processes.get(memory)?.delete(owner);
  return checked;
}
