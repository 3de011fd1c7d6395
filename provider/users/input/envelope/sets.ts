import { isObject } from "../../../../text/values";
import type { UserRef } from "../../model/ref";

/** `userSets` as it travels: set → key → a user in one of its forms. */
export type UsersBySet = Record<string, Record<string, unknown>>;

/** The sets as they travel; those that are not known yet are left out. */
export function usersOfSets(userSets: unknown): UsersBySet {
  if (!isObject(userSets)) return {};
  return Object.fromEntries(
    Object.entries(userSets).flatMap(([set, users]) => (isObject(users) ? [[set, users]] : [])),
  );
}

/** One of the users, or nothing if there is none of this name. */
export function userIn(sets: UsersBySet, { set, key }: UserRef): unknown {
  const users = Object.hasOwn(sets, set) ? sets[set] : undefined;
  return users && Object.hasOwn(users, key) ? users[key] : undefined;
}

export function putUser(sets: UsersBySet, { set, key }: UserRef, user: unknown): void {
  (sets[set] ??= {})[key] = user;
}
