import { z } from "zod";
import { answer, flag, number, text, texts, time } from "./types";

/** The statuses that UpdateUserStatus accepts. A new user is NOT_ENABLED, which cannot be set. */
export const settableUserStatuses = ["NORMAL", "LOCK", "FREEZE"] as const;

/** A user in a response; masked unless the request said `Original: true`. */
export const user = answer({
  UserId: z.string(),
  /** NORMAL, LOCK, FREEZE or NOT_ENABLED. */
  Status: text,
  UserName: text,
  PhoneNumber: text,
  Email: text,
  ResidentIdentityCard: text,
  Nickname: text,
  Address: text,
  /** Ids; `UserGroup` in requests. */
  UserGroups: texts,
  UserGroupNames: texts,
  QqOpenId: text,
  QqUnionId: text,
  WechatOpenId: text,
  WechatUnionId: text,
  AlipayUserId: text,
  WeComUserId: text,
  Description: text,
  /** Milliseconds; an import takes a date as text. */
  Birthdate: time,
  Name: text,
  Locale: text,
  Gender: text,
  IdentityVerificationMethod: text,
  IdentityVerified: flag,
  Job: text,
  Nationality: text,
  Zone: text,
  /** `CustomizationAttributes` in requests. */
  CustomAttributes: z.array(answer({ Name: z.string(), Value: text, Type: text })).nullish(),
  IndexedAttribute1: text,
  IndexedAttribute2: text,
  IndexedAttribute3: text,
  IndexedAttribute4: text,
  IndexedAttribute5: text,
  /** Ids; `UserOrg` in requests. */
  UserOrgs: texts,
  WeComUserOrgs: z.array(z.number()).nullish(),
  TenantId: text,
  UserStoreId: text,
  /** Display text for the user's origin. */
  UserDataSourceEnum: text,
  /** False for an account that was linked into another one. */
  Primary: flag,
  AlreadyFirstLogin: flag,
  LastSignOn: time,
  CreatedDate: time,
  LastModifiedDate: time,
  Version: number,
  LockType: text,
  LockTime: time,
});
export type CiamUser = z.output<typeof user>;

/** The status of a user that is frozen, and of one that is not any more. */
export const freezing = { frozen: "FREEZE", unfrozen: "NORMAL" } as const satisfies Readonly<
  Record<string, (typeof settableUserStatuses)[number]>
>;

export function isFrozen({ Status }: Pick<CiamUser, "Status">): boolean {
  return Status === freezing.frozen;
}

/** True for a user that the service remembers after its deletion. The word for it is not documented. */
export function isDeleted({ Status }: Pick<CiamUser, "Status">): boolean {
  return /^deleted?$/i.test(Status ?? "");
}
