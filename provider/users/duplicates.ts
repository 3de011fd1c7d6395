import { identityFields, type UserField } from "./fields";
import { identityOf, normalIdentity, shown, type Disclosure, type Identity } from "./identity";
import { TextIndex } from "./textIndex";
import type { DeclaredUser } from "./user";

/** An identity that two users have, and where it was seen first. */
export interface Duplicate<Place> {
  readonly identity: Identity;
  readonly first: Place;
}

/** The identities of one field, and by their numbers the places where each was seen first. */
interface Taken<Place> {
  readonly identities: TextIndex;
  readonly places: Place[];
}

/** Remembers which identities are taken and where: each belongs to one user of a store. */
export class IdentityRegister<Place> {
  private readonly taken = new Map<UserField, Taken<Place>>(
    identityFields.map((field) => [field, { identities: new TextIndex(), places: [] }]),
  );

  /** Enters a user's identities, and tells which of them somebody has already. */
  enter(user: DeclaredUser, place: Place): Duplicate<Place>[] {
    const duplicates: Duplicate<Place>[] = [];
    for (const [field, { identities, places }] of this.taken) {
      const value = user[field];
      if (typeof value !== "string" || value === "") continue;
      const before = identities.enter(normalIdentity(field, value));
      const first = before === undefined ? undefined : places[before];
      if (first === undefined) places.push(place);
      else duplicates.push({ identity: identityOf(field, value), first });
    }
    return duplicates;
  }
}

/** The rule of a finding about an identity that two users have, and its kind; `first` names the other one. */
export function duplicateRule(
  { identity }: Pick<Duplicate<unknown>, "identity">,
  first: string,
  disclosure: Disclosure,
): { rule: string; kind: string } {
  const ofTwo = (which: string, other: string): string =>
    `${which} is the ${identity.field} of ${other} too: an identity belongs to one user of a store`;
  return { rule: ofTwo(shown(identity, disclosure), first), kind: ofTwo("it", "another user") };
}
