import fc from "fast-check";
import type { DeclaredUser } from "../../../provider/users/model/user";
import { canaries } from "../../support/canaries";

/** A declared user in short: a person, some of its identities, and a choice for each field. */
export interface Person {
  /** The person behind the identities. */
  readonly who: number;
  readonly has: "email" | "phone" | "name" | "email+phone" | "email+name" | "all";
  /** Another person's e-mail instead of the own one. */
  readonly emailOf?: number | undefined;
  readonly spelling: "plain" | "shouted";
  readonly nickname: "" | "Al" | "Bo" | undefined;
  readonly gender: "male" | "female" | undefined;
  readonly description: "user1" | "user2" | undefined;
  readonly birthdate: "2000-01-01" | "2001-02-03" | undefined;
  readonly groups: readonly (0 | 1)[] | undefined;
  /** `secret`: a value that must never be seen if the program makes attributes secret. */
  readonly attribute: "qa" | "secret" | undefined;
  readonly password: "password" | "newPassword" | undefined;
  readonly card: "card" | undefined;
}

/** Key → person. */
export type People = Readonly<Record<string, Person>>;

export const KEYS = ["a", "b", "c", "d", "e"] as const;
/** Persons beyond those of the keys: the strangers. */
export const PERSONS = 8;

const OTHERS_ARE_RARE = { weight: 1 };

function person(at: number): fc.Arbitrary<Person> {
  const own = { arbitrary: fc.constant(at), weight: 8 };
  return fc.record({
    who: fc.oneof(own, { arbitrary: fc.nat(PERSONS - 1), ...OTHERS_ARE_RARE }),
    has: fc.constantFrom("email", "phone", "name", "email+phone", "email+name", "all"),
    emailOf: fc.oneof(
      { arbitrary: fc.constant(undefined), weight: 10 },
      { arbitrary: fc.nat(PERSONS - 1), ...OTHERS_ARE_RARE },
    ),
    spelling: fc.constantFrom("plain", "plain", "shouted"),
    nickname: fc.constantFrom(undefined, "Al", "Bo", ""),
    gender: fc.constantFrom(undefined, undefined, "male", "female"),
    description: fc.constantFrom(undefined, undefined, "user1", "user2"),
    birthdate: fc.constantFrom(undefined, "2000-01-01", "2001-02-03"),
    groups: fc.constantFrom(undefined, [], [0], [1], [0, 1]),
    attribute: fc.constantFrom(undefined, "qa", "secret"),
    password: fc.constantFrom(undefined, "password", "newPassword"),
    card: fc.constantFrom(undefined, undefined, undefined, "card"),
  });
}

/** A user set of up to five, in which no identity is given twice. */
export const people: fc.Arbitrary<People> = fc
  .tuple(...KEYS.map((_, at) => fc.option(person(at), { nil: undefined, freq: 3 })))
  .map((all) => {
    const taken = new Set<string>();
    const chosen: Record<string, Person> = {};
    all.forEach((one, at) => {
      const key = KEYS[at];
      if (!one || key === undefined) return;
      const identities = identitiesOf(one);
      if (identities.some((identity) => taken.has(identity))) return;
      for (const identity of identities) taken.add(identity);
      chosen[key] = one;
    });
    return chosen;
  });

/** The changes of another commit to a program. */
export interface Change {
  readonly other: People;
  /** These keys are as in the other one, the rest stays. */
  readonly keys: readonly string[];
  /** `fields`: the same persons with other values in updatable fields. */
  readonly what: "users" | "fields";
}

export const change: fc.Arbitrary<Change> = fc.record({
  other: people,
  keys: fc.oneof(fc.constant<string[]>([]), fc.subarray<string>([...KEYS]), fc.constant<string[]>([...KEYS])),
  what: fc.constantFrom("users", "fields"),
});

export function changed(from: People, { other, keys, what }: Change): People {
  const next: Record<string, Person> = {};
  for (const key of KEYS) {
    const [before, after] = [from[key], other[key]];
    const one = keys.includes(key) ? (what === "users" || !before ? after : tweaked(before, after)) : before;
    if (one) next[key] = one;
  }
  return withoutDuplicates(next);
}

function tweaked(one: Person, { nickname, birthdate, groups, attribute, password, spelling }: Person = one): Person {
  return { ...one, nickname, birthdate, groups, attribute, password, spelling };
}

/** The users without an identity of others. */
export function apart(people: People, from: People): People {
  const taken = new Set(Object.values(from).flatMap(identitiesOf));
  return Object.fromEntries(
    Object.entries(people).filter(([, one]) => !identitiesOf(one).some((identity) => taken.has(identity))),
  );
}

function withoutDuplicates(people: Record<string, Person>): People {
  const taken = new Set<string>();
  return Object.fromEntries(
    Object.entries(people).filter(([, one]) => {
      const identities = identitiesOf(one);
      if (identities.some((identity) => taken.has(identity))) return false;
      for (const identity of identities) taken.add(identity);
      return true;
    }),
  );
}

function identitiesOf(one: Person): string[] {
  const user = declared(one, ["", ""]);
  return [user.email?.toLowerCase(), user.phoneNumber?.slice(-11), user.userName].filter(
    (value) => value !== undefined,
  );
}

/** The user as a program declares it. */
export function declared(one: Person, groups: readonly [string, string]): DeclaredUser {
  const { who, has, spelling, nickname, gender, description, birthdate, attribute, password, card } = one;
  const shouted = spelling === "shouted";
  const email = `p${String(one.emailOf ?? who)}@example.com`;
  const phone = `1380000800${String(who)}`;
  return {
    ...(/email|all/.test(has) && { email: shouted ? email.toUpperCase() : email }),
    ...(/phone|all/.test(has) && { phoneNumber: shouted ? `+86-${phone}` : phone }),
    ...(/name|all/.test(has) && { userName: `user-${String(who)}` }),
    ...(nickname !== undefined && { nickname }),
    ...(gender !== undefined && { gender }),
    ...(description !== undefined && { description }),
    ...(birthdate !== undefined && { birthdate }),
    ...(one.groups && { userGroups: one.groups.map((at) => groups[at]) }),
    ...(attribute !== undefined && {
      customAttributes: [
        { name: "team", value: attribute === "secret" ? canaries.secretAttribute : attribute, type: "STRING" },
      ],
    }),
    ...(password !== undefined && { password: canaries[password] }),
    ...(card !== undefined && { residentIdentityCard: canaries[card] }),
  };
}
