import * as pulumi from "@pulumi/pulumi";
import { fromSecret, SECRET_SIGN, UNKNOWN_SIGN } from "../provider/engine/values";
import { checkUser } from "../provider/users/input/check";
import { isUserField, type UserField } from "../provider/users/model/fields";
import { showUser } from "../provider/users/input/envelope/shownUser";
import type { DeclaredUser } from "../provider/users/model/user";
import { HIDDEN, isSecretText } from "../provider/users/input/envelope/open";
import { UNKNOWN } from "../provider/users/input/envelope/unknown";
import { isObject } from "../text/values";
import { textsOfLoaded } from "./sets/loaded";
import { usersIn } from "./userFiles/read";

/** A user of a UserImportJob, as far as policies and transforms may see it. */
export interface UserOf {
  /** The name of the set. */
  readonly set: string;
  /** The user key. */
  readonly key: string;
  /** The fields that are known and not secret. */
  readonly fields: Readonly<Omit<DeclaredUser, "password" | "salt" | "residentIdentityCard">>;
  /** The fields that are declared and secret. Their values are withheld. */
  readonly secret: readonly UserField[];
  /**
   * Fields whose values are known only at the update, and secret fields that may or may not be declared; `"all"` when
   * nothing about the user is known.
   */
  readonly unknown: readonly UserField[] | "all";
}

/**
 * The users in the inputs of a UserImportJob, in either form: an object of the program, or the text that a loader makes
 * of a row. For policies (`args.props` has the inputs as the provider gets them) and for transforms. Values that a
 * preview does not know are named in `unknown` and stop nothing. The result never contains the values of secret fields:
 * `password`, `salt`, `residentIdentityCard`, those of `secretFields`, and all others that travel as secrets.
 *
 * The files of `userFiles` are read: what a policy says of users it says of all of them.
 *
 * A value in another form counts as a user of which nothing is known, for the provider to refuse; a set that is not
 * known yet has no users.
 *
 * @throws Error for a file of `userFiles` that cannot be read, and for nothing else: a policy must not pass users whom it
 *   cannot see
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
export function usersOf(props: Readonly<Record<string, unknown>>, { directory }: UsersOfOptions = {}): UserOf[] {
  const extra = read(props, "secretFields");
  const names = Array.isArray(extra) ? itemsOf(extra) : [];
  const secretFields = names.filter((name): name is UserField => typeof name === "string" && isUserField(name));
  const users: UserOf[] = [];
  for (const [set, members] of membersOf(read(props, "userSets"))) {
    for (const [key, value] of membersOf(members)) {
      const { fields, secret, unknown } = showUser(plain(opened(value)), secretFields);
      // The provider's own check drops a value of the wrong type, and refuses it there.
      users.push({ set, key, fields: checkUser(fields).user, secret, unknown });
    }
  }
  for (const [set, file] of membersOf(read(props, "userFiles")))
    users.push(...usersOfFile(set, plain(file), directory ?? process.cwd(), secretFields));
  return users;
}

/** How `usersOf` finds the files of `userFiles`. */
export interface UsersOfOptions {
  /** Where their relative paths start: the folder of the program. Default: the working directory. */
  readonly directory?: string;
}

/** The users of a file that the provider will read. */
function usersOfFile(set: string, file: unknown, directory: string, secretFields: readonly UserField[]): UserOf[] {
  const read = usersIn(file, directory, (user) => user);
  if ("problem" in read) {
    throw new Error(
      `usersOf cannot see the users of the set ${JSON.stringify(set)}: ${read.problem}. If the file is elsewhere, name the folder of the program, as in usersOf(props, { directory })`,
    );
  }
  return [...read.users].map(([key, user]) => {
    const { fields, secret, unknown } = showUser(user, secretFields);
    return { set, key, fields: checkUser(fields).user, secret, unknown };
  });
}

/** A loaded user of this very program. Its secret is an Output that cannot be read, but its fields are known. */
function opened(user: unknown): unknown {
  return textsOfLoaded(user) ?? user;
}

/** Deeper than any part of a user. */
const DEEPEST = 8;
/** How deep the fields of a user are. */
const FIELD = 1;

/** A readable copy. A value that is known only later, or throws because it is unknown, becomes the engine's mark. */
function plain(value: unknown, depth = 0): unknown {
  if (value === UNKNOWN_SIGN) return UNKNOWN;
  if (value === SECRET_SIGN) return withheld(depth);
  if (typeof value !== "object" || value === null) return value;
  if (isLater(value) || depth > DEEPEST) return UNKNOWN;
  if (fromSecret(value)) return withheld(depth);
  if (Array.isArray(value)) return itemsOf(value).map((item) => plain(item, depth + 1));
  return Object.fromEntries(
    membersOf(value).map(([name, member]) => [name, plain(inEnvelope(name, member), depth + 1)]),
  );
}

/** A part of a field has a text in its place, so that the field still counts as known. */
function withheld(depth: number): unknown {
  return depth > FIELD ? SECRET_SIGN : HIDDEN;
}

/** Unwraps the secret text of a loaded user, for the names of its fields. */
function inEnvelope(name: string, member: unknown): unknown {
  const secret = isSecretText(name) && typeof member === "object" && member !== null ? fromSecret(member) : undefined;
  return secret ? secret.value : member;
}

function membersOf(value: unknown): [name: string, member: unknown][] {
  if (!isObject(value) || isLater(value)) return [];
  return Object.keys(value).map((name) => [name, read(value, name)]);
}

function itemsOf(list: readonly unknown[]): unknown[] {
  return Object.keys(list).map((index) => read(list, index));
}

/** The engine of policies throws when a value that is not known is read. */
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
