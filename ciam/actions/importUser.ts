import { z } from "zod";
import { indexedAttributes, memberMap, optionalFlag, optionalText, optionalTexts } from "./types";

/** The place of the salt in the hashed text. */
const saltLocation = z.strictObject({
  /** HEAD, TAIL or OTHER; OTHER follows the rule. */
  SaltLocationTypeEnum: optionalText,
  SaltLocationRule: z.strictObject({ Regex: optionalText }).optional(),
});
export type SaltLocation = z.output<typeof saltLocation>;

export const salt = z.strictObject({ SaltValue: optionalText, SaltLocation: saltLocation.optional() });
export type Salt = z.output<typeof salt>;

/**
 * A user to import. It needs one of the nine identities (UserName, PhoneNumber, Email, WechatOpenId, WechatUnionId,
 * AlipayUserId, QqOpenId, QqUnionId, WeComUserId); the service checks that in the job, not on the call.
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
