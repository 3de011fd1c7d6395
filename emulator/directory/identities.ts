import { ApiError } from "../service/apiError";
import type { Services } from "../service/services";
import type { StoredUser } from "./userForm";

/** The identity attributes, each with the error for a taken one; only three have a code of their own. */
const takenCodes = {
  UserName: "FailedOperation.UserNameAlreadyExists",
  PhoneNumber: "FailedOperation.PhoneNumberAlreadyExists",
  Email: "FailedOperation.EmailAlreadyExists",
  WechatOpenId: "FailedOperation",
  WechatUnionId: "FailedOperation",
  AlipayUserId: "FailedOperation",
  QqOpenId: "FailedOperation",
  QqUnionId: "FailedOperation",
  WeComUserId: "FailedOperation",
} as const;

export type IdentityAttribute = keyof typeof takenCodes;
export const identityAttributes = Object.keys(takenCodes) as readonly IdentityAttribute[];

export function isIdentityAttribute(name: string): name is IdentityAttribute {
  return Object.hasOwn(takenCodes, name);
}

/** The holder of this identity, if any. */
export function holderOf(
  services: Services,
  store: string,
  attribute: IdentityAttribute,
  value: string,
): string | undefined {
  const row = services.db.get(
    "SELECT user FROM identities WHERE store = ? AND attribute = ? AND value = ?",
    store,
    attribute,
    matchedForm(services, attribute, value),
  );
  return row && String(row.user);
}

/** The user's identity attributes that are taken, each with its holder. */
export function takenIdentities(
  services: Services,
  user: StoredUser,
): { attribute: IdentityAttribute; holder: string }[] {
  return identityAttributes.flatMap((attribute) => {
    const value = user[attribute];
    const holder = typeof value === "string" ? holderOf(services, user.UserStoreId, attribute, value) : undefined;
    return holder === undefined || holder === user.UserId ? [] : [{ attribute, holder }];
  });
}

/** Refuses a user if one of its identities is taken. */
export function requireFree(services: Services, user: StoredUser): void {
  const [taken] = takenIdentities(services, user);
  if (!taken) return;
  const code = takenCodes[taken.attribute];
  throw code === "FailedOperation"
    ? new ApiError(code, `the attribute ${taken.attribute} is taken by another user of the store`)
    : new ApiError(code);
}

export function claimIdentities(services: Services, user: StoredUser): void {
  for (const attribute of identityAttributes) {
    const value = user[attribute];
    if (typeof value !== "string") continue;
    services.db.run(
      "INSERT INTO identities (store, attribute, value, user) VALUES (?, ?, ?, ?)",
      user.UserStoreId,
      attribute,
      matchedForm(services, attribute, value),
      user.UserId,
    );
  }
}

/** All identities by which a user may be found: a switch may have changed since they were claimed. */
export function identitiesOf(user: StoredUser): { store: string; attribute: IdentityAttribute; value: string }[] {
  return identityAttributes.flatMap((attribute) => {
    const value = user[attribute];
    if (typeof value !== "string") return [];
    return formsOf(attribute, value).map((form) => ({ store: user.UserStoreId, attribute, value: form }));
  });
}

/** The forms in which an identity may have been claimed. */
export function formsOf(attribute: IdentityAttribute, value: string): string[] {
  return [...new Set([value, normalForm(attribute, value)])];
}

/** The form in which identities are compared: e-mails without case, mobile numbers without country code. */
function matchedForm({ config }: Services, attribute: IdentityAttribute, value: string): string {
  return config().identityMatching === "exact" ? value : normalForm(attribute, value);
}

function normalForm(attribute: IdentityAttribute, value: string): string {
  if (attribute === "Email") return value.toLowerCase();
  if (attribute === "PhoneNumber") return value.replace(/^\+?86-?(?=1\d{10}$)/, "");
  return value;
}
