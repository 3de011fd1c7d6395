import type { ImportUser, RequestOf } from "../../ciam/actions";
import { allUserFields, userFields, type UserField } from "./fields";
import type { OwnerMark } from "./mark";
import type { CustomAttribute, DeclaredUser, Salt } from "./user";

/** The user as an import job takes it. An empty value is left out: a new user has nothing to be emptied. */
export function toImportUser(user: DeclaredUser, mark: OwnerMark): ImportUser {
  const wire: Record<string, unknown> = {};
  for (const field of allUserFields) {
    const value = user[field];
    if (value === undefined || isEmpty(value)) continue;
    wire[userFields[field].wire] = toWire(field, value);
  }
  wire[userFields[mark.attribute].wire] = mark.values.created;
  // The table of fields is the mapping; the request is validated against its schema before it is sent.
  return wire;
}

export type UserChanges = Omit<RequestOf<"UpdateUser">, "UserId" | "UserStoreId">;

/** What UpdateUser needs to be told. An empty value is sent, because it empties the field. */
export function toUpdateUser(changes: Partial<DeclaredUser>): UserChanges {
  const wire: Record<string, unknown> = {};
  for (const field of allUserFields) {
    const value = changes[field];
    if (value === undefined) continue;
    if (!userFields[field].updatable) throw new Error(`UpdateUser cannot change ${field}: it can only be imported`);
    wire[userFields[field].wire] =
      field === "birthdate" && typeof value === "string" ? Date.parse(`${value}T00:00:00Z`) : toWire(field, value);
  }
  // As above.
  return wire;
}

function isEmpty(value: NonNullable<DeclaredUser[UserField]>): boolean {
  return value === "" || (Array.isArray(value) && value.length === 0);
}

function toWire(field: UserField, value: NonNullable<DeclaredUser[UserField]>): unknown {
  switch (userFields[field].kind) {
    case "attributes":
      return (value as CustomAttribute[]).map(({ name, value, type }) => ({
        Name: name,
        Value: value,
        ...(type === undefined ? {} : { Type: type }),
      }));
    case "salt":
      return toWireSalt(value as Salt);
    default:
      return value;
  }
}

function toWireSalt({ saltValue, saltLocation }: Salt): unknown {
  const rule = saltLocation.saltLocationRule;
  return {
    SaltValue: saltValue,
    SaltLocation: {
      SaltLocationTypeEnum: saltLocation.saltLocationType,
      ...(rule === undefined ? {} : { SaltLocationRule: { Regex: rule.regex } }),
    },
  };
}
