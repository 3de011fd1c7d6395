import { z } from "zod";
import { suggestion } from "../../../text/suggest";
import type { DeclaredUser } from "./declaredUser";
import type { UserRef } from "./ref";

export type { CustomAttribute, DeclaredUser, PasswordEncryptType, Salt } from "./declaredUser";

/** What CIAM takes in an indexed attribute. */
const INDEXED_ATTRIBUTE_LENGTH = 512;

/** What is not there is not said to be of the wrong form. */
const orMissing =
  (rule: string, whatIsNeeded: string) =>
  ({ input }: { readonly input?: unknown }): string =>
    input === undefined ? `is missing: ${whatIsNeeded}` : rule;

/** One of a few words. */
const oneOf =
  (names: readonly string[], rule: string, whatIsNeeded = `it ${rule}`) =>
  ({ input }: { readonly input?: unknown }): string =>
    typeof input === "string" ? `${rule}${suggestion(input, names)}` : orMissing(rule, whatIsNeeded)({ input });

const saltLocationTypes = ["HEAD", "TAIL", "OTHER"] as const;
const passwordEncryptTypes = ["SHA1", "BCRYPT", "MD5"] as const;

// Every message is ours: zod's own could quote a value some day.
const text = z
  .string({ error: orMissing("must be text: put it in quotes", "it must be text") })
  // Two different lone surrogates become the same bytes on the wire, so two users could become one.
  .refine((value) => !/\p{Surrogate}/u.test(value), "holds half of a character (a lone surrogate)")
  .refine((value) => !value.includes("\0"), "holds a NUL character");

const filled = text.refine((value) => value !== "", "is empty: leave it out instead");

/** What an eye does not see or tell apart in it is for a rule of its own: the value stays what it is. */
const identity = filled;

/** The store has patterns of its own; this only finds what can be no address at all. */
const email = identity.refine((value) => /^[^ @]+@[^ @]+$/.test(value.trim()), "is not an e-mail address");

// Its digits may be of any width: its normal form has the plain ones.
const phoneNumber = identity.refine(
  (value) => /^[+＋]?[(（]?[\d０-９][\d０-９ ()（）‐‑–－-]{2,31}$/.test(value.trim()),
  "is not a phone number (a masked one, as in 138****8000, cannot be imported)",
);

const birthdate = filled.refine(isDate, "is not a date of the calendar, YYYY-MM-DD");

const indexed = text.refine(
  (value) => value.length <= INDEXED_ATTRIBUTE_LENGTH,
  `is longer than ${INDEXED_ATTRIBUTE_LENGTH} characters`,
);

const customAttribute = z
  .strictObject(
    {
      name: filled.describe("The attribute's code, as the store has it."),
      value: text.describe("Its value."),
      type: filled
        .exactOptional()
        .describe("The attribute's type, for instance `STRING`; left out, the service takes its own default."),
    },
    { error: "must be an object {name, value, type}" },
  )
  .meta({ alias: "CustomAttribute", description: "An attribute that the store defines itself, and its value." });

const salt = z
  .strictObject(
    {
      saltValue: filled.describe("The salt itself."),
      saltLocation: z
        .strictObject(
          {
            saltLocationType: z
              .enum(saltLocationTypes, {
                error: oneOf(saltLocationTypes, "must be HEAD, TAIL or OTHER"),
              })
              .describe("`HEAD`: before the password, `TAIL`: after it, `OTHER`: by the rule."),
            saltLocationRule: z
              .strictObject({ regex: filled.describe("The expression.") }, { error: "must be an object {regex}" })
              .exactOptional()
              .describe("Where exactly; CIAM does not document the grammar of its expression."),
          },
          {
            error: orMissing(
              "must be an object {saltLocationType, saltLocationRule}",
              "saltLocationType must be HEAD, TAIL or OTHER",
            ),
          },
        )
        .describe("Where the salt goes before the password is hashed."),
    },
    { error: "must be an object {saltValue, saltLocation}" },
  )
  .meta({ alias: "Salt", description: "The salt that went into a hashed password." });

/**
 * The form of one declared user, from which `declaredUser.ts` is written. What its fields have to do with each other is
 * in `rules.ts`, what CIAM does with each in `fields.ts`.
 */
export const userSchema = z.strictObject({
  userName: identity.exactOptional().describe("The name to sign in with."),
  phoneNumber: phoneNumber
    .exactOptional()
    .describe(
      "The telephone number: `+86-13800008000`, `8613800008000` and `13800008000` are one. With its country it is sent as `+86-13800008000`, without as `13800008000`. Any other country has to be in the number, or be the input `phoneCountry`.",
    ),
  email: email.exactOptional().describe("The e-mail address. Upper and lower case are one address."),
  residentIdentityCard: text
    .exactOptional()
    .describe(
      "The number of the identity card: 18 characters with the birthday and a check digit, or the 15 digits of an old one. A number with a wrong date or check digit is an error.",
    ),
  nickname: text.exactOptional().describe("The name that others see."),
  address: text.exactOptional().describe("The postal address."),
  userGroups: z
    .array(filled, { error: "must be a list of groups" })
    .exactOptional()
    .describe("Ids of user groups, or names of the resource's `groups`. Groups that are not declared are left alone."),
  qqOpenId: identity.exactOptional().describe("The OpenID of a QQ account."),
  qqUnionId: identity.exactOptional().describe("The UnionID of a QQ account."),
  wechatOpenId: identity.exactOptional().describe("The OpenID of a WeChat account."),
  wechatUnionId: identity.exactOptional().describe("The UnionID of a WeChat account."),
  alipayUserId: identity.exactOptional().describe("The id of an Alipay account."),
  weComUserId: identity.exactOptional().describe("The id of a WeCom account."),
  description: text.exactOptional().describe("A note about the user."),
  birthdate: birthdate.exactOptional().describe("A date, `YYYY-MM-DD`."),
  name: text.exactOptional().describe("The real name."),
  locale: text.exactOptional().describe("The place."),
  gender: text
    .exactOptional()
    .describe("`MALE`, `FEMALE` or `UNKNOWN`, in any case; the service's own example sends other words."),
  identityVerificationMethod: text
    .exactOptional()
    .describe("How the real name was verified: `nameAndIdCard`, `nameIdCardAndPhone`, or a word of your own."),
  identityVerified: z
    .boolean({ error: "must be true or false" })
    .exactOptional()
    .describe("Whether the real name was verified; `true` needs `identityVerificationMethod`."),
  job: text.exactOptional().describe("The occupation."),
  nationality: text.exactOptional().describe("The nationality."),
  zone: text.exactOptional().describe("The time zone."),
  password: filled.exactOptional().describe("Plaintext, or a hash when `passwordEncryptType` says so."),
  customAttributes: z
    .array(customAttribute, { error: "must be a list of {name, value, type}" })
    .exactOptional()
    .describe("Values of the attributes that the store defines itself."),
  salt: salt.exactOptional().describe("The salt that went into a hashed password."),
  passwordEncryptType: z
    .enum(passwordEncryptTypes, {
      error: oneOf(passwordEncryptTypes, "must be SHA1, BCRYPT or MD5, or be left out for a plaintext password"),
    })
    .meta({ alias: "PasswordEncryptType", about: "How a password is hashed; a plaintext password has none." })
    .exactOptional()
    .describe("The hash that `password` is; leave it out for a plaintext password."),
  indexedAttribute1: indexed.exactOptional().describe("At most 512 characters, and can be queried."),
  indexedAttribute2: indexed.exactOptional().describe("At most 512 characters, and can be queried."),
  indexedAttribute3: indexed.exactOptional().describe("At most 512 characters, and can be queried."),
  indexedAttribute4: indexed.exactOptional().describe("At most 512 characters, and can be queried."),
  indexedAttribute5: indexed
    .exactOptional()
    .describe(
      "At most 512 characters, and can be queried. Carries the owner mark unless `ownerAttribute` says otherwise.",
    ),
}) satisfies z.ZodType<DeclaredUser>;

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  // The 30th of February would be the 2nd of March.
  return date.getUTCDate() === Number(value.slice(8));
}

/** A declared user by its name. */
export interface KeyedUser {
  readonly ref: UserRef;
  readonly user: DeclaredUser;
}
