import type { Named } from "../../users/named";
import type { Services } from "../resource";
import type { JobArgs } from "./args";
import { sharedByVerbs } from "./memory";

/** A declaration that passed `check`. */
export interface Checked {
  readonly args: JobArgs;
  readonly users: readonly Named[];
  /** Whether the users have the ids of their groups, or only the names. */
  readonly groupsKnown: boolean;
  readonly urn: string | undefined;
}

const checkedOf = sharedByVerbs<Checked>();

/**
 * Leaves for `diff` what `check` found out, by owner. A refresh asks `diff` too, with its arguments turned round and
 * without a `check` before it: so it finds nothing here and has nothing to say.
 */
export function leaveChecked(services: Services, owner: string, checked: Checked | undefined): void {
  if (checked) checkedOf(services).set(owner, checked);
  else checkedOf(services).delete(owner);
}

/** Takes it away: it is of one step. */
export function takeChecked(services: Services, owner: string): Checked | undefined {
  const checked = checkedOf(services).get(owner);
  checkedOf(services).delete(owner);
  return checked;
}
