import * as pulumi from "@pulumi/pulumi";
import { fromSecret, UNKNOWN_SIGN } from "../provider/engine/values";
import { checkUser } from "../provider/users/input/check";
import { isUserField, type UserField } from "../provider/users/model/fields";
import { showUser } from "../provider/users/input/envelope/shownUser";
import type { DeclaredUser } from "../provider/users/model/user";
import { HIDDEN } from "../provider/users/input/envelope/open";
import { UNKNOWN } from "../provider/users/input/envelope/unknown";
import { isObject } from "../text/values";
import { textsOfLoaded } from "./sets/loaded";

/** A user of a UserImportJob as policies and transforms may see it. */
export interface UserOf {
  /** The name of the set. */
  readonly set: string;
  /** The user key. */
  readonly key: string;
  /** The fields that are known and no secret. */
  readonly fields: Readonly<Omit<DeclaredUser, "password" | "salt" | "residentIdentityCard">>;
  /** The fields that are declared and secret. Their values are withheld. */
  readonly secret: readonly UserField[];
  /**
   * Fields whose values only `pulumi up` will know, and secret fields of which it is not known whether they are
   * declared; `"all"` when nothing of the user can be told.
   */
  readonly unknown: readonly UserField[] | "all";
}

/**
 * The users in the inputs of a UserImportJob, whatever form they travel in: an object of the program, or the text that a
 * loader makes of a row. For policies (`args.props`, which have the inputs as the provider gets them) and for transforms.
 * What is not known in a preview is named in `unknown` and stops nothing; the values of secret fields (`password`,
 * `salt`, `residentIdentityCard`, those of `secretFields`, and whatever else travels as a secret) are never in the result.
 *
 * Never throws: what has not the form of a user is a user of whom nothing is known, for the provider to refuse, and a set
 * that is not known yet has none.
 *
 * @example In a policy: no plaintext passwords.
 * ```ts
 * import * as ciam from "pulumi-tencentcloud-ciam";
 *
 * export function plaintextPasswords(props: Record<string, unknown>): string[] {
 *   return ciam
 *     .usersOf(props)
 *     .filter(({ fields, secret }) => secret.includes("password") && fields.passwordEncryptType === undefined)
 *     .map(({ set, key }) => `${set}/${key} has a plaintext password`);
 * }
 * ```
 */
export function usersOf(props: Readonly<Record<string, unknown>>): UserOf[] {
  const extra = read(props, "secretFields");
  const names = Array.isArray(extra) ? itemsOf(extra) : [];
  const secretFields = names.filter((name): name is UserField => typeof name === "string" && isUserField(name));
  const users: UserOf[] = [];
  for (const [set, members] of membersOf(read(props, "userSets"))) {
    for (const [key, value] of membersOf(members)) {
      const { fields, secret, unknown } = showUser(plain(opened(value)), secretFields);
      // The provider's own check drops what has not the shape of its field, and refuses it there.
      users.push({ set, key, fields: checkUser(fields).user, secret, unknown });
    }
  }
  return users;
}

/** A loaded user of this very program, whose secret is an Output that cannot be read, still tells which fields it has. */
function opened(user: unknown): unknown {
  return textsOfLoaded(user) ?? user;
}

/** Deeper than any part of a user. */
const DEEPEST = 8;

/** A copy that can be read: what is known later only, or says by an error that it is not known, is the engine's mark. */
function plain(value: unknown, depth = 0): unknown {
  if (value === UNKNOWN_SIGN) return UNKNOWN;
  if (typeof value !== "object" || value === null) return value;
  if (isLater(value) || depth > DEEPEST) return UNKNOWN;
  const secret = fromSecret(value);
  if (secret) return HIDDEN;
  if (Array.isArray(value)) return itemsOf(value).map((item) => plain(item, depth + 1));
  return Object.fromEntries(
    membersOf(value).map(([name, member]) => [name, plain(inEnvelope(name, member), depth + 1)]),
  );
}

/** The secret text of a loaded user tells which fields are in it. */
function inEnvelope(name: string, member: unknown): unknown {
  const secret = name === "secret" && typeof member === "object" && member !== null ? fromSecret(member) : undefined;
  return secret ? secret.value : member;
}

function membersOf(value: unknown): [name: string, member: unknown][] {
  if (!isObject(value) || isLater(value)) return [];
  return Object.keys(value).map((name) => [name, read(value, name)]);
}

function itemsOf(list: readonly unknown[]): unknown[] {
  return Object.keys(list).map((index) => read(list, index));
}

/** The engine of policies answers with an error when it is asked for a value that is not known. */
function read(object: object, name: string): unknown {
  try {
    return (object as Readonly<Record<string, unknown>>)[name];
  } catch {
    return UNKNOWN;
  }
}

function isLater(value: object): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}
