import { BugError } from "../../ciam/errors";
import { isFrozen, type CiamUser, type ImportUser, type RequestOf } from "../../ciam/actions";
import { allUserFields, userFields, type UserField } from "./model/fields";
import type { LiveUser } from "./model/live";
import type { OwnerMark } from "./model/mark";
import { callingCode, isMainlandMobile, sentPhone } from "./model/identity/phone";
import type { CustomAttribute, DeclaredUser, Salt } from "./model/user";

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
    if (!userFields[field].updatable) throw new BugError(`UpdateUser cannot change ${field}: it can only be imported`);
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
  // The kind of a field is that of its value, which the compiler cannot follow through the table.
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

/** Fields that are one plain string on the wire under the same name, in reads as in writes. */
const plainFields = allUserFields.filter(
  (field) => userFields[field].kind === "text" && userFields[field].readable && field !== "birthdate",
);

export function fromCiamUser(user: CiamUser): LiveUser {
  return {
    id: user.UserId,
    fields: fieldsOf(user),
    status: user.Status ?? "",
    isFrozen: isFrozen(user),
    primary: user.Primary ?? true,
    createdDate: user.CreatedDate ?? 0,
    lastModifiedDate: user.LastModifiedDate ?? 0,
    lastSignOn: user.LastSignOn ?? null,
    tenantId: user.TenantId ?? "",
  };
}

/**
 * The same where phone numbers without a country have one that somebody has said, in the store as in the declaration: they
 * are those that are declared without it. A mobile number of the mainland is compared without its country in any case.
 */
export function liveUser(user: CiamUser, phoneCountry: string | undefined): LiveUser {
  const live = fromCiamUser(user);
  const { phoneNumber } = live.fields;
  if (phoneCountry === undefined || phoneNumber === undefined || isMainlandMobile(phoneNumber)) return live;
  return { ...live, fields: { ...live.fields, phoneNumber: sentPhone(phoneNumber, callingCode(phoneCountry)) } };
}

function fieldsOf(user: CiamUser): DeclaredUser {
  const fields: Partial<Record<UserField, unknown>> = {};
  // Its members are asked for by the names in the table of fields.
  const told = user as Readonly<Record<string, unknown>>;
  for (const field of plainFields) {
    const value = told[userFields[field].wire];
    if (typeof value === "string") fields[field] = value;
  }
  const birthdate = typeof user.Birthdate === "number" ? dateOf(user.Birthdate) : undefined;
  if (birthdate !== undefined) fields.birthdate = birthdate;
  if (typeof user.IdentityVerified === "boolean") fields.identityVerified = user.IdentityVerified;
  if (user.UserGroups) fields.userGroups = [...user.UserGroups];
  if (user.CustomAttributes) {
    fields.customAttributes = user.CustomAttributes.map(({ Name, Value, Type }) => ({
      name: Name,
      value: Value ?? "",
      ...(Type ? { type: Type } : {}),
    }));
  }
  // Each member was given its kind above; the compiler cannot follow a loop over names.
  return fields as DeclaredUser;
}

const HALF_A_DAY = 12 * 60 * 60 * 1000;

/**
 * The date of a moment. An import sends a date, a read returns the midnight of a zone that is not documented:
 * the nearest midnight of UTC is the same date in every zone of less than twelve hours.
 */
function dateOf(moment: number): string | undefined {
  const date = new Date(moment + HALF_A_DAY);
  const year = date.getUTCFullYear();
  return year >= 0 && year <= 9999 ? date.toISOString().slice(0, 10) : undefined;
}
