import type { CiamUser, ImportUser, MemberMap } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import type { EmulatorConfig } from "../service/config";
import { identityAttributes } from "./identities";
import type { Services } from "../service/services";

/** All that the service keeps of a user except the credential, in the form of an answer. */
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

/** Texts with the same name in imports and answers. */
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

/** The defaults of a user. Every unset scalar is null, as in the one published real reply. */
const unsaid: Readonly<Partial<CiamUser>> = {
  ...Object.fromEntries(plainTexts.map((name) => [name, null])),
  Birthdate: null,
  UserGroups: [],
  CustomAttributes: [],
  IdentityVerified: false,
  Primary: true,
  AlreadyFirstLogin: false,
  LastSignOn: null,
  Version: null,
  LockType: null,
  LockTime: null,
  UserOrgs: [],
};

/** The user as stored, without defaults: they are two thirds of most users. */
export function documentOf(user: StoredUser): string {
  const said: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(user)) {
    const goesWithoutSaying = value === undefined || value === unsaid[name as keyof CiamUser] || isEmpty(value);
    if (!goesWithoutSaying) said[name] = value;
  }
  return JSON.stringify(said);
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** The user of a stored document, with the defaults. */
export function userFromDocument(document: string): StoredUser {
  // Written by documentOf.
  return { ...unsaid, ...(JSON.parse(document) as StoredUser) };
}

/** A user without attributes. */
export function blankUser({ tenantId, random }: Services, store: string, now: number): StoredUser {
  return {
    ...unsaid,
    UserId: random.id(),
    Status: "NOT_ENABLED",
    UserDataSourceEnum: "管理员添加",
    CreatedDate: now,
    LastModifiedDate: now,
    TenantId: tenantId,
    UserStoreId: store,
  };
}

/** The user described by an import. */
export function userFromImport(services: Services, store: string, sent: ImportUser, now: number): StoredUser {
  const config = services.config();
  const user = blankUser(services, store, now);
  for (const name of plainTexts) user[name] = emptyAsNull(sent[name]);
  return inStoredForm(config, {
    ...user,
    Status: config.importedUserStatus,
    UserDataSourceEnum: config.importedUserDataSource,
    IdentityVerified: sent.IdentityVerified ?? false,
    Birthdate: birthdateOf(sent.Birthdate, config),
    UserGroups: sent.UserGroup ?? [],
    CustomAttributes: attributesOf(sent.CustomizationAttributes),
  });
}

/** The user in another status, with what a lock by an administrator leaves. */
export function withStatus(user: StoredUser, Status: string, now: number, lockType: string): StoredUser {
  const locked = Status === "LOCK";
  return { ...user, Status, LockType: locked ? lockType : null, LockTime: locked ? now : null };
}

export function attributesOf(sent: readonly MemberMap[] | undefined): { Name: string; Value: string; Type: string }[] {
  return (sent ?? []).map(({ Name, Value, Type }) => ({ Name, Value, Type: Type ?? "STRING" }));
}

export function emptyAsNull(value: string | undefined): string | null {
  return value === undefined || value === "" ? null : value;
}

/** Brings values into the forms in which the service is configured to keep them. */
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

/** An import takes a date as text; an example in the documentation has milliseconds as text. */
function birthdateOf(text: string | undefined, { storedForms }: EmulatorConfig): number | null {
  if (text === undefined || text === "") return null;
  const midnight = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  if (!Number.isNaN(midnight)) return midnight + storedForms.birthdateOffsetMs;
  if (/^-?\d{5,15}$/.test(text)) return Number(text);
  throw new ApiError("FailedOperation.AttributeFormatError", "the attribute Birthdate is not a date");
}
