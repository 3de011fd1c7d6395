import type { CiamUser } from "../../ciam/actions";
import { allUserFields, userFields, type UserField } from "./fields";
import type { DeclaredUser } from "./user";

/** A user as the store holds it now. */
export interface LiveUser {
  /** The UserId. */
  readonly id: string;
  /** What the service told, in the names of a declaration; what it told as null is left out. */
  readonly fields: DeclaredUser;
  readonly status: string;
  /** False for an account that was merged into another. */
  readonly primary: boolean;
  /** Milliseconds since the epoch. */
  readonly createdDate: number;
  /** Milliseconds since the epoch; 0 when the service does not say. */
  readonly lastModifiedDate: number;
  /** Milliseconds since the epoch; null for a user who has never signed on. */
  readonly lastSignOn: number | null;
  readonly tenantId: string;
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
    primary: user.Primary ?? true,
    createdDate: user.CreatedDate ?? 0,
    lastModifiedDate: user.LastModifiedDate ?? 0,
    lastSignOn: user.LastSignOn ?? null,
    tenantId: user.TenantId ?? "",
  };
}

function fieldsOf(user: CiamUser): DeclaredUser {
  const fields: Partial<Record<UserField, unknown>> = {};
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
