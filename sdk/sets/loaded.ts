import { secret, type Output } from "@pulumi/pulumi";
import { encodeLoaded, type EncodedUser } from "../../provider/users/input/envelope/encode";
import { openUser } from "../../provider/users/input/envelope/open";
import type { UserField } from "../../provider/users/model/fields";
import type { DeclaredUser } from "../../provider/users/model/user";

/**
 * A user from a file, as it travels to the provider: one JSON text, or two of which the second is secret.
 * Make and combine them with `usersFromFile`, `mergeUsers` and `overlayUsers`; its inner form is not for programs.
 */
export type LoadedUser = string | { user: string; secret: Output<string> };

/** A user set from a file: user key → user. */
export type LoadedUsers = Record<string, LoadedUser>;

/** Where a user of a set stands, for errors of `mergeUsers` and `overlayUsers`. */
const places = new WeakMap<object, (key: string) => string | undefined>();

/** The secret text inside a loaded user; its own form is an Output, which cannot be read. */
const secretTexts = new WeakMap<object, string>();

/** The form in which a user from a file travels. */
export function toLoaded(user: DeclaredUser, secretFields: readonly UserField[] = []): LoadedUser {
  const encoded = encodeLoaded(user, secretFields);
  if (typeof encoded === "string") return encoded;
  const loaded = { user: encoded.user, secret: secret(encoded.secret) };
  secretTexts.set(loaded, encoded.secret);
  return loaded;
}

/** Both texts of a loaded user of this program, its secret in clear; nothing of a user in another form. */
export function textsOfLoaded(value: unknown): EncodedUser | undefined {
  if (typeof value === "string") return value;
  const secret = typeof value === "object" && value !== null ? secretTexts.get(value) : undefined;
  // Whatever has its secret text here was made by `toLoaded`.
  return secret === undefined ? undefined : { user: (value as { user: string }).user, secret };
}

/** What is in a loaded user: its open fields, and those that travel as secrets. */
export function openLoaded(value: unknown): { open: DeclaredUser; secret: DeclaredUser } | undefined {
  const texts = textsOfLoaded(value);
  const opened = texts === undefined ? undefined : openUser(texts);
  if (opened?.form !== "text" || typeof opened.secret === "string") return undefined;
  return { open: opened.open, secret: opened.secret };
}

/** Users from files whose loader was told `passwordsArePlain`. */
const plainPasswords = new WeakSet<object>();

/** Marks a user for the resource, which names such users in its input of that name. A user that is a text has no password. */
export function withPlainPassword<User>(user: User): User {
  if (typeof user === "object" && user !== null) plainPasswords.add(user);
  return user;
}

export function hasPlainPassword(user: unknown): boolean {
  return typeof user === "object" && user !== null && plainPasswords.has(user);
}

/** Remembers where the users of a set come from. */
export function withPlaces<Users extends object>(users: Users, placeOf: (key: string) => string | undefined): Users {
  places.set(users, placeOf);
  return users;
}

/** Where a user of a set stands: a file and line, or a position among the arguments. */
export function placeOf(users: object, key: string, otherwise: string): string {
  return places.get(users)?.(key) ?? otherwise;
}
