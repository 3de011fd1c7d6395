import { compareText } from "../../../../text/values";
import { allUserFields, userFields, type UserField } from "../../model/fields";
import type { DeclaredUser, Salt } from "../../model/user";

/** A user as it travels: one canonical JSON text, and a second, secret one when it has secret fields. */
export type EncodedUser = string | { user: string; secret: string };

/** The canonical JSON of what is no secret of a user: equal users make equal texts, whatever their order of things. */
export function encodeUser(user: DeclaredUser): string {
  return JSON.stringify(partsOf(user, []).open);
}

/** The form in which a user from a file travels. `secretFields` are secret besides those that always are. */
export function encodeLoaded(user: DeclaredUser, secretFields: readonly UserField[] = []): EncodedUser {
  const { open, secret } = partsOf(user, secretFields);
  // By JSON.stringify itself, whose text is one piece of memory: there may be a million of them.
  return secret ? { user: JSON.stringify(open), secret: JSON.stringify(secret) } : JSON.stringify(open);
}

type Fields = Partial<Record<UserField, unknown>>;

/** In the order of the alphabet, so that the text does not depend on the order of the declaration. */
const fieldsInOrder: readonly UserField[] = [...allUserFields].sort();

function partsOf(user: DeclaredUser, secretFields: readonly UserField[]): { open: Fields; secret?: Fields } {
  const open: Fields = {};
  let secret: Fields | undefined;
  for (const field of fieldsInOrder) {
    if (user[field] === undefined) continue;
    const isSecret = userFields[field].secret || secretFields.includes(field);
    (isSecret ? (secret ??= {}) : open)[field] = canonical(user, field);
  }
  return secret ? { open, secret } : { open };
}

/** Groups and attributes have no order to CIAM; members of objects go by the alphabet. */
function canonical(user: DeclaredUser, field: UserField): unknown {
  switch (field) {
    case "userGroups":
      return [...new Set(user.userGroups)].sort();
    case "customAttributes":
      return (user.customAttributes ?? [])
        .map(({ name, type, value }) => ({ name, type, value }))
        .sort((a, b) => compareText(a.name, b.name));
    case "salt":
      return user.salt && canonicalSalt(user.salt);
    default:
      return user[field];
  }
}

function canonicalSalt({ saltLocation: { saltLocationRule, saltLocationType }, saltValue }: Salt): unknown {
  return { saltLocation: { saltLocationRule, saltLocationType }, saltValue };
}
