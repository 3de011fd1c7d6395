import { identityFields, type UserField } from "../../model/fields";
import { identityOf, normalIdentity, shown, type Disclosure, type Identity } from "../../model/identity/identity";
import { foldedOf, oddSignIn, skeletonOf } from "./lookalikes";
import { HashIndex } from "./hashIndex";
import type { DeclaredUser } from "../../model/user";

/** An identity that is too near to another user's, and where that one was seen first. */
export interface Duplicate<Place> {
  readonly identity: Identity;
  readonly first: Place;
  /** One and the same; another that an eye takes for it; or the same but for the case or width of letters. */
  readonly how: "same" | "looks alike" | "other case";
}

/** The identities of one field, and by their numbers the places where each was seen first. */
interface Taken<Place> {
  readonly identities: HashIndex;
  readonly places: Place[];
  readonly looks: Looks<Place>;
}

/** Remembers which identities are taken and where: each belongs to one user of a store. */
export class IdentityRegister<Place> {
  private readonly taken = new Map<UserField, Taken<Place>>(
    identityFields.map((field) => [field, { identities: new HashIndex(), places: [], looks: new Looks<Place>() }]),
  );

  /** Enters a user's identities, and tells which of them somebody has already, or has nearly. */
  enter(user: DeclaredUser, place: Place): Duplicate<Place>[] {
    const duplicates: Duplicate<Place>[] = [];
    for (const [field, { identities, places, looks }] of this.taken) {
      const value = user[field];
      if (typeof value !== "string" || value === "") continue;
      const normal = normalIdentity(field, value);
      const before = identities.enter(normal);
      const first = before === undefined ? undefined : places[before];
      if (first !== undefined) {
        duplicates.push({ identity: identityOf(field, value), first, how: "same" });
        continue;
      }
      places.push(place);
      // Digits do not look like other digits.
      const near =
        field === "phoneNumber" ? undefined : looks.enter(normal, place, (text) => placeOf(text, identities, places));
      if (near) duplicates.push({ identity: identityOf(field, value), ...near });
    }
    return duplicates;
  }
}

function placeOf<Place>(text: string, identities: HashIndex, places: readonly Place[]): Place | undefined {
  const number = identities.find(text);
  return number === undefined ? undefined : places[number];
}

/** How identities look, each of which is another one. It keeps those that do not look like what they are, which are few. */
class Looks<Place> {
  private readonly skeletons = new HashIndex();
  private readonly places: Place[] = [];
  /** What the kept ones are but for case and width, by their numbers. */
  private readonly folded: string[] = [];

  /** @param plain where the identity is that this text is itself */
  enter(
    text: string,
    place: Place,
    plain: (text: string) => Place | undefined,
  ): { first: Place; how: "looks alike" | "other case" } | undefined {
    const skeleton = skeletonOf(text);
    const isPlain = skeleton === text;
    if (isPlain && this.places.length === 0) return undefined;
    const folded = foldedOf(text);
    const alike = isPlain ? undefined : plain(skeleton);
    if (alike !== undefined) return { first: alike, how: folded === skeleton ? "other case" : "looks alike" };
    const number = isPlain ? this.skeletons.find(skeleton) : this.skeletons.enter(skeleton);
    const first = number === undefined ? undefined : this.places[number];
    if (number !== undefined && first !== undefined)
      return { first, how: this.folded[number] === folded ? "other case" : "looks alike" };
    if (!isPlain) {
      this.places.push(place);
      this.folded.push(folded);
    }
    return undefined;
  }
}

/** The rule of a finding about two identities that are too near, and its kind; `first` names the other user. */
export function duplicateRule(
  { identity, how }: Pick<Duplicate<unknown>, "identity" | "how">,
  first: string,
  disclosure: Disclosure,
): { rule: string; kind: string } {
  const ofTwo = (which: string, other: string): string =>
    `${which} ${nearness(how, `the ${identity.field} of ${other}`)}`;
  const odd = how === "looks alike" ? oddSignIn(identity.value) : undefined;
  const which = `${shown(identity, disclosure)}${odd === undefined ? "" : ` (with ${odd})`}`;
  return { rule: ofTwo(which, first), kind: ofTwo("it", "another user") };
}

function nearness(how: Duplicate<unknown>["how"], other: string): string {
  switch (how) {
    case "same":
      return `is ${other} too: an identity belongs to one user of a store`;
    case "looks alike":
      return `looks like ${other} and is another: whoever reads it takes one user for the other`;
    case "other case":
      return `differs from ${other} in the case or width of letters only`;
  }
}
