import type { IndexedAttribute } from "./parse";
import type { LiveUser } from "./live";

const PREFIX = "pulumi:";

/** What clears a mark where the service does not take an empty value. */
export const RELEASED_MARK = "pulumi:released";

/** Where the owner of a managed user is written, and what is written there. */
export interface OwnerMark {
  readonly attribute: IndexedAttribute;
  readonly value: string;
  /** Where it was written before the program chose another attribute. */
  readonly former?: IndexedAttribute;
}

export function ownerMark(owner: string, attribute: IndexedAttribute, former?: IndexedAttribute): OwnerMark {
  return { attribute, value: PREFIX + owner, ...(former !== undefined && former !== attribute && { former }) };
}

export type Ownership =
  | { kind: "ours" }
  | { kind: "free" }
  /** Another resource of ours, or a value of the application where our mark should go. */
  | { kind: "foreign"; owner: string | undefined };

/** Whose a live user is, as far as its mark tells. */
export function ownershipOf(user: LiveUser, mark: OwnerMark): Ownership {
  const value = user.fields[mark.attribute];
  if (mark.former && user.fields[mark.former] === mark.value) return { kind: "ours" };
  if (value === undefined || value === "" || value === RELEASED_MARK) return { kind: "free" };
  if (value === mark.value) return { kind: "ours" };
  return { kind: "foreign", owner: value.startsWith(PREFIX) ? value.slice(PREFIX.length) : undefined };
}
