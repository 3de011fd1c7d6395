import { alwaysSecret, type UserField } from "../../users/fields";
import { UNKNOWN } from "../../users/parse";
import { Secret } from "../resource";
import { isRecord, wireForm, wireSets, type WireSets } from "./sets";

/**
 * Marks every secret leaf of the users, at the place where it is: the engine copies secretness by path. So a password
 * that the program passed in clear is still encrypted in the state and hidden on the screen.
 */
export function withSecretLeaves(userSets: unknown, extra: readonly UserField[]): unknown {
  if (!isRecord(userSets)) return userSets;
  const secretFields = secretFieldNames(extra);
  const marked: WireSets = {};
  for (const [set, users] of Object.entries(wireSets(userSets))) {
    marked[set] = Object.fromEntries(
      Object.entries(users).map(([key, user]) => [key, withSecretUser(user, secretFields)]),
    );
  }
  return { ...userSets, ...marked };
}

function secretFieldNames(extra: readonly UserField[]): ReadonlySet<string> {
  return new Set([...alwaysSecret, ...extra]);
}

function withSecretUser(value: unknown, secretFields: ReadonlySet<string>): unknown {
  const wire = wireForm(value);
  switch (wire.form) {
    case "unknown":
      return value;
    case "json":
      // A loader puts secret fields into `secret`; a program that wrote its own JSON did not.
      return [...secretFields].some((field) => wire.user.includes(`"${field}"`)) ? new Secret(wire.user) : wire.user;
    case "json+secret":
      return { user: wire.user, secret: secret(wire.secret) };
    case "literal":
      return isRecord(value)
        ? Object.fromEntries(
            Object.entries(value).map(([field, leaf]) => [field, secretFields.has(field) ? secret(leaf) : leaf]),
          )
        : value;
  }
}

function secret(value: unknown): unknown {
  return value === UNKNOWN || value === undefined || value === null ? value : new Secret(value);
}
