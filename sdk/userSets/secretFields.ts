import * as pulumi from "@pulumi/pulumi";
import { alwaysSecret } from "../../provider/users/model/fields";
import { isLoaded, isPlain, mapPlain } from "./values";

/**
 * Literal users travel field by field, and their secret fields become secret even if the program forgot it. Each field
 * by itself: a secret anywhere else would hide the whole user.
 */
export function withSecretFields(userSets: unknown, more: unknown): unknown {
  const named = Array.isArray(more) ? more.filter((field) => typeof field === "string") : [];
  const secretFields = new Set<string>([...alwaysSecret, ...named]);
  return mapPlain(userSets, (set) =>
    mapPlain(set, (user) => (isPlain(user) && !isLoaded(user) ? withSecrets(user, secretFields) : user)),
  );
}

function withSecrets(
  user: Readonly<Record<string, unknown>>,
  secretFields: ReadonlySet<string>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(user).map(([field, value]) => [
      field,
      secretFields.has(field) && value !== undefined ? pulumi.secret(value) : value,
    ]),
  );
}
