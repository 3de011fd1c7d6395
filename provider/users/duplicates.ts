import { identityFields, type UserField } from "./fields";
import { identityOf, normalIdentity, type Identity } from "./identity";
import type { DeclaredUser } from "./user";

/** An identity that two users have, and where it was seen first. */
export interface Duplicate<Place> {
  readonly identity: Identity;
  readonly first: Place;
}

/** Remembers which identities are taken and where: each belongs to one user of a store. */
export class IdentityRegister<Place> {
  /** By field, so that the normal form, which mostly is the value itself, is a key as it is: there may be millions. */
  private readonly taken = new Map<UserField, Map<string, Place>>(identityFields.map((field) => [field, new Map()]));

  /** Enters a user's identities, and tells which of them somebody has already. */
  enter(user: DeclaredUser, place: Place): Duplicate<Place>[] {
    const duplicates: Duplicate<Place>[] = [];
    for (const [field, taken] of this.taken) {
      const value = user[field];
      if (typeof value !== "string" || value === "") continue;
      const normal = normalIdentity(field, value);
      const first = taken.get(normal);
      if (first === undefined) taken.set(normal, place);
      else duplicates.push({ identity: identityOf(field, value), first });
    }
    return duplicates;
  }
}

/** The rule of a finding about an identity that two users have; `first` names the other one. */
export function duplicateRule({ field, masked }: Identity, first: string): string {
  return `${masked} is the ${field} of ${first} too: an identity belongs to one user of a store`;
}
