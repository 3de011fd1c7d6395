import { allUserFields, userFields, type UserField } from "./fields";
import type { DeclaredUser, Salt } from "./user";

/** A user as it travels: one canonical JSON text, and a second, secret one when it has secret fields. */
export type EncodedUser = string | { user: string; secret: string };

/** The canonical JSON of what is no secret of a user: equal users make equal texts, whatever their order of things. */
export function encodeUser(user: DeclaredUser): string {
  return encodeFields(user, (field) => !userFields[field].secret);
}

/** The form in which a user from a file travels. `secretFields` are secret besides those that always are. */
export function encodeLoaded(user: DeclaredUser, secretFields: Iterable<UserField> = []): EncodedUser {
  const more = new Set(secretFields);
  const isSecret = (field: UserField): boolean => userFields[field].secret || more.has(field);
  const open = encodeFields(user, (field) => !isSecret(field));
  const hasSecret = allUserFields.some((field) => user[field] !== undefined && isSecret(field));
  return hasSecret ? { user: open, secret: encodeFields(user, isSecret) } : open;
}

/** In the order of the alphabet, so that the text does not depend on the order of the declaration. */
const fieldsInOrder: readonly UserField[] = [...allUserFields].sort();

/** By JSON.stringify itself, whose text is one piece of memory: there may be a million of them. */
function encodeFields(user: DeclaredUser, wanted: (field: UserField) => boolean): string {
  const fields: Partial<Record<UserField, unknown>> = {};
  for (const field of fieldsInOrder)
    if (user[field] !== undefined && wanted(field)) fields[field] = canonical(user, field);
  return JSON.stringify(fields);
}

/** Groups and attributes have no order to CIAM; members of objects go by the alphabet. */
function canonical(user: DeclaredUser, field: UserField): unknown {
  switch (field) {
    case "userGroups":
      return [...new Set(user.userGroups)].sort();
    case "customAttributes":
      return (user.customAttributes ?? [])
        .map(({ name, type, value }) => ({ name, type, value }))
        .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    case "salt":
      return user.salt && canonicalSalt(user.salt);
    default:
      return user[field];
  }
}

function canonicalSalt({ saltLocation: { saltLocationRule, saltLocationType }, saltValue }: Salt): unknown {
  return { saltLocation: { saltLocationRule, saltLocationType }, saltValue };
}
