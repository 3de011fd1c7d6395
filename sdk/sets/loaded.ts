import { secret, type Output } from "@pulumi/pulumi";
import { encodeLoaded, type EncodedUser } from "../../provider/users/input/envelope/encode";
import { openUser } from "../../provider/users/input/envelope/open";
import type { UserField } from "../../provider/users/model/fields";
import type { DeclaredUser } from "../../provider/users/model/user";

/**
 * A user from a file in the form in which it travels to the provider: one JSON text, or two of which the second is
 * secret. Make and combine such users with `usersFromFile`, `mergeUsers` and `overlayUsers`; programs must not rely on
 * the form.
 */
export type LoadedUser = string | { user: string; secret: Output<string> };

/** A user set from a file: user key → user. */
export type LoadedUsers = Record<string, LoadedUser>;

/** The places of a set's users, for errors of `mergeUsers` and `overlayUsers`. */
const places = new WeakMap<object, (key: string) => string | undefined>();

/** The texts of loaded users with a secret one. Their own copy of it is an Output, which cannot be read. */
const readable = new WeakMap<object, EncodedUser>();

/** Encodes a user from a file for the way to the provider. */
export function toLoaded(user: DeclaredUser, secretFields: readonly UserField[] = []): LoadedUser {
  const encoded = encodeLoaded(user, secretFields);
  if (typeof encoded === "string") return encoded;
  const loaded = { user: encoded.user, secret: secret(encoded.secret) };
  readable.set(loaded, encoded);
  return loaded;
}

/** Both texts of a loaded user of this program, the secret one in clear; undefined for a user in another form. */
export function textsOfLoaded(value: unknown): EncodedUser | undefined {
  if (typeof value === "string") return value;
  return typeof value === "object" && value !== null ? readable.get(value) : undefined;
}

/** The fields of a loaded user: open ones, and those that travel as secrets. */
export function openLoaded(value: unknown): { open: DeclaredUser; secret: DeclaredUser } | undefined {
  const texts = textsOfLoaded(value);
  const opened = texts === undefined ? undefined : openUser(texts);
  if (opened?.form !== "text" || typeof opened.secret === "string") return undefined;
  return { open: opened.open, secret: opened.secret };
}

/** Users from files whose loader was given `passwordsArePlain`. */
const plainPasswords = new WeakSet<object>();

/**
 * Marks a user for the resource, which names such users in its input of that name. A user that is one text has no
 * password.
 */
export function withPlainPassword<User>(user: User): User {
  if (typeof user === "object" && user !== null) plainPasswords.add(user);
  return user;
}

export function hasPlainPassword(user: unknown): boolean {
  return typeof user === "object" && user !== null && plainPasswords.has(user);
}

/** Remembers the places of a set's users. */
export function withPlaces<Users extends object>(users: Users, placeOf: (key: string) => string | undefined): Users {
  places.set(users, placeOf);
  return users;
}

/** The place of a user of a set: a file and line, or a position among the arguments. */
export function placeOf(users: object, key: string, otherwise: string): string {
  return places.get(users)?.(key) ?? otherwise;
}
