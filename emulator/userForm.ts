import type { CiamUser, ImportUser, MemberMap } from "../provider/ciam/actions";
import { ApiError } from "./apiError";
import type { EmulatorConfig } from "./config";
import { identityAttributes } from "./identities";
import type { Services } from "./services";

/** Everything the service keeps of a user but its credential, in the form reads answer. */
export type StoredUser = CiamUser & {
  UserId: string;
  UserStoreId: string;
  CreatedDate: number;
  LastModifiedDate: number;
};

export const indexedAttributes = [
  "IndexedAttribute1",
  "IndexedAttribute2",
  "IndexedAttribute3",
  "IndexedAttribute4",
  "IndexedAttribute5",
] as const;

/** Texts that an import sends and a read answers under one name. */
const plainTexts = [
  ...identityAttributes,
  "ResidentIdentityCard",
  "Nickname",
  "Address",
  "Description",
  "Name",
  "Locale",
  "Gender",
  "IdentityVerificationMethod",
  "Job",
  "Nationality",
  "Zone",
  ...indexedAttributes,
] as const;

/** A user without attributes. Every unset scalar is there as null, as in the one real reply that is published. */
export function blankUser({ tenantId, random }: Services, store: string, now: number): StoredUser {
  return {
    ...Object.fromEntries(plainTexts.map((name) => [name, null])),
    UserId: random.id(),
    Status: "NOT_ENABLED",
    UserDataSourceEnum: "管理员添加",
    Birthdate: null,
    UserGroups: [],
    CustomAttributes: [],
    IdentityVerified: false,
    Primary: true,
    AlreadyFirstLogin: false,
    LastSignOn: null,
    CreatedDate: now,
    LastModifiedDate: now,
    TenantId: tenantId,
    UserStoreId: store,
    Version: null,
    LockType: null,
    LockTime: null,
    UserOrgs: [],
  };
}

/** The user that an import describes. */
export function userFromImport(services: Services, store: string, sent: ImportUser, now: number): StoredUser {
  const config = services.config();
  return inStoredForm(config, {
    ...blankUser(services, store, now),
    ...Object.fromEntries(plainTexts.map((name) => [name, emptyAsNull(sent[name])])),
    Status: config.importedUserStatus,
    UserDataSourceEnum: config.importedUserDataSource,
    IdentityVerified: sent.IdentityVerified ?? false,
    Birthdate: birthdateOf(sent.Birthdate, config),
    UserGroups: sent.UserGroup ?? [],
    CustomAttributes: attributesOf(sent.CustomizationAttributes),
  });
}

export function attributesOf(sent: readonly MemberMap[] | undefined): { Name: string; Value: string; Type: string }[] {
  return (sent ?? []).map(({ Name, Value, Type }) => ({ Name, Value, Type: Type ?? "STRING" }));
}

export function emptyAsNull(value: string | undefined): string | null {
  return value === undefined || value === "" ? null : value;
}

/** Puts values into the forms in which the service is told to keep them. */
export function inStoredForm({ storedForms }: EmulatorConfig, user: StoredUser): StoredUser {
  const { Email, Gender, PhoneNumber, UserGroups } = user;
  return {
    ...user,
    ...(storedForms.emailLowerCase && Email && { Email: Email.toLowerCase() }),
    ...(storedForms.genderUpperCase && Gender && { Gender: Gender.toUpperCase() }),
    ...(storedForms.phonePrefix && PhoneNumber && { PhoneNumber: PhoneNumber.replace(/^(?=1\d{10}$)/, "+86-") }),
    ...(storedForms.sortedGroups && UserGroups && { UserGroups: [...UserGroups].sort() }),
  };
}

/** An import takes a date in text; an example of the documentation has milliseconds in text. */
function birthdateOf(text: string | undefined, { storedForms }: EmulatorConfig): number | null {
  if (text === undefined || text === "") return null;
  const midnight = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  if (!Number.isNaN(midnight)) return midnight + storedForms.birthdateOffsetMs;
  if (/^-?\d{5,15}$/.test(text)) return Number(text);
  throw new ApiError("FailedOperation.AttributeFormatError", "the attribute Birthdate is not a date");
}
