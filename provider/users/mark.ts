import type { IndexedAttribute } from "./parse";
import type { LiveUser } from "./live";

const PREFIX = "pulumi:";

/** What clears a mark where the service does not take an empty value. */
export const RELEASED_MARK = "pulumi:released";

/** Where the owner of a managed user is written, and what is written there. */
export interface OwnerMark {
  readonly attribute: IndexedAttribute;
  readonly value: string;
}

export function ownerMark(owner: string, attribute: IndexedAttribute): OwnerMark {
  return { attribute, value: PREFIX + owner };
}

export type Ownership =
  | { kind: "ours" }
  | { kind: "free" }
  /** Another resource of ours, or a value of the application where our mark should go. */
  | { kind: "foreign"; owner: string | undefined };

/** Whose a live user is, as far as its mark tells. */
export function ownershipOf(user: LiveUser, mark: OwnerMark): Ownership {
  const value = user.fields[mark.attribute];
  if (value === undefined || value === "" || value === RELEASED_MARK) return { kind: "free" };
  if (value === mark.value) return { kind: "ours" };
  return { kind: "foreign", owner: value.startsWith(PREFIX) ? value.slice(PREFIX.length) : undefined };
}
