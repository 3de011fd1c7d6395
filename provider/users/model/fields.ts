/** The type of a field's value. */
type FieldKind = "text" | "boolean" | "groups" | "attributes" | "salt";

export interface FieldTraits {
  /** The field's name in `ImportUser`, and in `UpdateUser` if that has it. */
  readonly wire: string;
  readonly kind: FieldKind;
  /** True for a login identity: unique in a store, and every user has at least one. */
  readonly identity: boolean;
  /** True if it always travels as a secret, even when the program does not mark it. */
  readonly secret: boolean;
  /** True if `UpdateUser` can change it; any other field is set by import only. */
  readonly updatable: boolean;
  /** True if the service can tell it again. */
  readonly readable: boolean;
}

const text = { kind: "text", identity: false, secret: false, updatable: false, readable: true } as const;
const identity = { ...text, identity: true } as const;
const updatable = { ...text, updatable: true } as const;

/** The 32 fields of a user, in the order of the API's documentation. */
const table = {
  userName: { ...identity, updatable: true, wire: "UserName" },
  phoneNumber: { ...identity, updatable: true, wire: "PhoneNumber" },
  email: { ...identity, updatable: true, wire: "Email" },
  residentIdentityCard: { ...text, secret: true, wire: "ResidentIdentityCard" },
  nickname: { ...updatable, wire: "Nickname" },
  address: { ...updatable, wire: "Address" },
  userGroups: { ...updatable, kind: "groups", wire: "UserGroup" },
  qqOpenId: { ...identity, wire: "QqOpenId" },
  qqUnionId: { ...identity, wire: "QqUnionId" },
  wechatOpenId: { ...identity, wire: "WechatOpenId" },
  wechatUnionId: { ...identity, wire: "WechatUnionId" },
  alipayUserId: { ...identity, wire: "AlipayUserId" },
  weComUserId: { ...identity, wire: "WeComUserId" },
  description: { ...text, wire: "Description" },
  birthdate: { ...updatable, wire: "Birthdate" },
  name: { ...text, wire: "Name" },
  locale: { ...text, wire: "Locale" },
  gender: { ...text, wire: "Gender" },
  identityVerificationMethod: { ...text, wire: "IdentityVerificationMethod" },
  identityVerified: { ...text, kind: "boolean", wire: "IdentityVerified" },
  job: { ...text, wire: "Job" },
  nationality: { ...text, wire: "Nationality" },
  zone: { ...text, wire: "Zone" },
  password: { ...text, secret: true, readable: false, wire: "Password" },
  customAttributes: { ...updatable, kind: "attributes", wire: "CustomizationAttributes" },
  salt: { ...text, kind: "salt", secret: true, readable: false, wire: "Salt" },
  passwordEncryptType: { ...text, readable: false, wire: "PasswordEncryptTypeEnum" },
  indexedAttribute1: { ...updatable, wire: "IndexedAttribute1" },
  indexedAttribute2: { ...updatable, wire: "IndexedAttribute2" },
  indexedAttribute3: { ...updatable, wire: "IndexedAttribute3" },
  indexedAttribute4: { ...updatable, wire: "IndexedAttribute4" },
  indexedAttribute5: { ...updatable, wire: "IndexedAttribute5" },
} as const satisfies Record<string, FieldTraits>;

/** The name of a field of a user, such as `email`. */
export type UserField = keyof typeof table;

export const userFields: Readonly<Record<UserField, FieldTraits>> = table;

// Object.keys forgets the type of the keys; the table above is closed.
export const allUserFields: readonly UserField[] = Object.keys(table) as UserField[];

/** The fields that always travel as secrets, even when the program does not mark them. */
export const alwaysSecret: readonly UserField[] = allUserFields.filter((field) => table[field].secret);

export const identityFields: readonly UserField[] = allUserFields.filter((field) => table[field].identity);

export const indexedAttributes = [
  "indexedAttribute1",
  "indexedAttribute2",
  "indexedAttribute3",
  "indexedAttribute4",
  "indexedAttribute5",
] as const;

/** The attributes that can be written and queried. One of them carries the owner mark. */
export type IndexedAttribute = (typeof indexedAttributes)[number];

export function isUserField(name: string): name is UserField {
  return Object.hasOwn(table, name);
}
