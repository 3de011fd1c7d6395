import { identityFields, type UserField } from "./fields";
import { identityOf, normalIdentity, shown, type Disclosure, type Identity } from "./identity";
import { skeletonOf } from "./lookalikes";
import { TextIndex } from "./textIndex";
import type { DeclaredUser } from "./user";

/** An identity that two users have, or that an eye takes for another user's, and where it was seen first. */
export interface Duplicate<Place> {
  readonly identity: Identity;
  readonly likeness: "same" | "alike";
  readonly first: Place;
}

/** The identities of one field, and by their numbers the places where each was seen first. */
interface Taken<Place> {
  readonly identities: TextIndex;
  readonly places: Place[];
}

/** Identities that people read and type; the others are numbers, and ids of other systems. */
const READ_BY_PEOPLE = ["userName", "email"] as const;

function nobody<Place>(): Taken<Place> {
  return { identities: new TextIndex(), places: [] };
}

/** Remembers which identities are taken and where: each belongs to one user of a store, and looks like no other. */
export class IdentityRegister<Place> {
  private readonly taken = new Map<UserField, Taken<Place>>(identityFields.map((field) => [field, nobody()]));
  private readonly looks = new Map<UserField, Taken<Place>>(READ_BY_PEOPLE.map((field) => [field, nobody()]));

  /** Enters a user's identities, and tells which of them somebody has already, or seems to have. */
  enter(user: DeclaredUser, place: Place): Duplicate<Place>[] {
    const duplicates: Duplicate<Place>[] = [];
    for (const [field, { identities, places }] of this.taken) {
      const value = user[field];
      if (typeof value !== "string" || value === "") continue;
      const before = identities.enter(normalIdentity(field, value));
      const first = before === undefined ? undefined : places[before];
      const alike = this.enterLook(field, value, place);
      if (first !== undefined) duplicates.push({ identity: identityOf(field, value), likeness: "same", first });
      else {
        places.push(place);
        if (alike !== undefined)
          duplicates.push({ identity: identityOf(field, value), likeness: "alike", first: alike });
      }
    }
    return duplicates;
  }

  /** Who has one that looks like it. */
  private enterLook(field: UserField, value: string, place: Place): Place | undefined {
    const looks = this.looks.get(field);
    if (!looks) return undefined;
    const before = looks.identities.enter(skeletonOf(value));
    if (before !== undefined) return looks.places[before];
    looks.places.push(place);
    return undefined;
  }
}

/** The rule of a finding about an identity that two users have or seem to have, and its kind; `first` names the other one. */
export function duplicateRule(
  { identity, likeness }: Pick<Duplicate<unknown>, "identity" | "likeness">,
  first: string,
  disclosure: Disclosure,
): { rule: string; kind: string } {
  const ofTwo = (which: string, other: string): string =>
    likeness === "same"
      ? `${which} is the ${identity.field} of ${other} too: an identity belongs to one user of a store`
      : `${which} looks like the ${identity.field} of ${other}, in another case or in letters of another alphabet: ` +
        `whoever reads it takes one user for the other`;
  return { rule: ofTwo(shown(identity, disclosure), first), kind: ofTwo("it", "another user") };
}
