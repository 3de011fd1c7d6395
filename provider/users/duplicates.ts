import { identitiesOf, type Identity } from "./identity";
import type { DeclaredUser } from "./user";

/** An identity that two users have, and where it was seen first. */
export interface Duplicate<Place> {
  readonly identity: Identity;
  readonly first: Place;
}

/** Remembers which identities are taken and where: each belongs to one user of a store. */
export class IdentityRegister<Place> {
  private readonly taken = new Map<string, Place>();

  /** Enters a user's identities, and tells which of them somebody has already. */
  enter(user: DeclaredUser, place: Place): Duplicate<Place>[] {
    const duplicates: Duplicate<Place>[] = [];
    for (const identity of identitiesOf(user)) {
      const first = this.taken.get(identity.key);
      if (first === undefined) this.taken.set(identity.key, place);
      else duplicates.push({ identity, first });
    }
    return duplicates;
  }
}

/** The rule of a finding about an identity that two users have; `first` names the other one. */
export function duplicateRule({ field, masked }: Identity, first: string): string {
  return `${masked} is the ${field} of ${first} too: an identity belongs to one user of a store`;
}
