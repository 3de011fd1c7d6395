import { z } from "zod";
import { indexedAttributes, memberMap, optionalFlag, optionalText, optionalTexts } from "./types";

/** Where the salt stands in what was hashed. */
const saltLocation = z.strictObject({
  /** HEAD, TAIL or OTHER; OTHER goes by the rule. */
  SaltLocationTypeEnum: optionalText,
  SaltLocationRule: z.strictObject({ Regex: optionalText }).optional(),
});
export type SaltLocation = z.output<typeof saltLocation>;

export const salt = z.strictObject({ SaltValue: optionalText, SaltLocation: saltLocation.optional() });
export type Salt = z.output<typeof salt>;

/**
 * A user to be imported. One of the nine identities (UserName, PhoneNumber, Email, WechatOpenId, WechatUnionId,
 * AlipayUserId, QqOpenId, QqUnionId, WeComUserId) has to be there; the service says so in the job, not on the call.
 */
export const importUser = z.strictObject({
  UserName: optionalText,
  PhoneNumber: optionalText,
  Email: optionalText,
  ResidentIdentityCard: optionalText,
  Nickname: optionalText,
  Address: optionalText,
  /** Group ids. */
  UserGroup: optionalTexts,
  QqOpenId: optionalText,
  QqUnionId: optionalText,
  WechatOpenId: optionalText,
  WechatUnionId: optionalText,
  AlipayUserId: optionalText,
  WeComUserId: optionalText,
  Description: optionalText,
  /** YYYY-MM-DD; everywhere else a birthdate is a number. */
  Birthdate: optionalText,
  Name: optionalText,
  Locale: optionalText,
  Gender: optionalText,
  IdentityVerificationMethod: optionalText,
  IdentityVerified: optionalFlag,
  Job: optionalText,
  Nationality: optionalText,
  Zone: optionalText,
  Password: optionalText,
  CustomizationAttributes: z.array(memberMap).optional(),
  Salt: salt.optional(),
  PasswordEncryptTypeEnum: optionalText,
  ...indexedAttributes,
});
export type ImportUser = z.output<typeof importUser>;
