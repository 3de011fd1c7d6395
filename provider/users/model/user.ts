import type { UserRef } from "./ref";
import { z } from "zod";
import { suggestion } from "../../../text/suggest";

/** One of the store's own attributes and its value. */
export interface CustomAttribute {
  /** The attribute's code as the store has it. */
  name: string;
  value: string;
  /** The attribute's type, for instance `STRING`; left out, the service takes its own default. */
  type?: string;
}

/** Where the salt goes before a password is hashed. */
interface SaltLocation {
  /** `HEAD`: before the password, `TAIL`: after it, `OTHER`: by the rule. */
  saltLocationType: "HEAD" | "TAIL" | "OTHER";
  /** Where exactly; CIAM does not document the grammar of its expression. */
  saltLocationRule?: { regex: string };
}

/** The salt that went into a hashed password. */
export interface Salt {
  saltValue: string;
  saltLocation: SaltLocation;
}

/** How a password is hashed; a plaintext password has none. */
export type PasswordEncryptType = "SHA1" | "BCRYPT" | "MD5";

/**
 * A user as a program or a file declares it. A field that is left out is not ours: it is neither sent nor compared.
 * An empty string empties the field.
 */
export interface DeclaredUser {
  /** Identity. The name to sign in with. */
  userName?: string;
  /**
   * Identity. `+86-13800008000`, `8613800008000` and `13800008000` are one number; with its country it is sent as
   * `+86-13800008000`, without as `13800008000`. Another country has to be there, or be the input `phoneCountry`.
   */
  phoneNumber?: string;
  /** Identity. Upper and lower case are one address. */
  email?: string;
  /**
   * The number of the identity card: 18 characters with the birthday and a check digit, or the 15 digits of an old one; one
   * whose date or check digit is wrong is an error. Import only; always a secret.
   */
  residentIdentityCard?: string;
  nickname?: string;
  address?: string;
  /** Ids of user groups, or names of the resource's `groups`. Groups that are not declared are left alone. */
  userGroups?: string[];
  /** Identity. Import only. */
  qqOpenId?: string;
  /** Identity. Import only. */
  qqUnionId?: string;
  /** Identity. Import only. */
  wechatOpenId?: string;
  /** Identity. Import only. */
  wechatUnionId?: string;
  /** Identity. Import only. */
  alipayUserId?: string;
  /** Identity. Import only. */
  weComUserId?: string;
  /** Import only. */
  description?: string;
  /** A date, `YYYY-MM-DD`. */
  birthdate?: string;
  /** The real name. Import only. */
  name?: string;
  /** The place. Import only. */
  locale?: string;
  /** `MALE`, `FEMALE` or `UNKNOWN`, in any case; the service's own example sends other words. Import only. */
  gender?: string;
  /** How the real name was verified: `nameAndIdCard`, `nameIdCardAndPhone`, or a word of your own. Import only. */
  identityVerificationMethod?: string;
  /** Whether the real name was verified; `true` needs `identityVerificationMethod`. Import only. */
  identityVerified?: boolean;
  /** Import only. */
  job?: string;
  /** Import only. */
  nationality?: string;
  /** The time zone. Import only. */
  zone?: string;
  /** Plaintext, or a hash when `passwordEncryptType` says so. Always a secret; never read back. */
  password?: string;
  /** The store's own attributes. */
  customAttributes?: CustomAttribute[];
  /** The salt of a hashed password. Always a secret; never read back. */
  salt?: Salt;
  /** The hash that `password` is; leave it out for a plaintext password. */
  passwordEncryptType?: PasswordEncryptType;
  /** At most 512 characters, and can be queried. */
  indexedAttribute1?: string;
  /** At most 512 characters, and can be queried. */
  indexedAttribute2?: string;
  /** At most 512 characters, and can be queried. */
  indexedAttribute3?: string;
  /** At most 512 characters, and can be queried. */
  indexedAttribute4?: string;
  /** At most 512 characters, and can be queried. Carries the owner mark unless `ownerAttribute` says otherwise. */
  indexedAttribute5?: string;
}

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

const customAttribute = z.strictObject(
  { name: filled, value: text, type: filled.exactOptional() },
  { error: "must be an object {name, value, type}" },
);

const salt = z.strictObject(
  {
    saltValue: filled,
    saltLocation: z.strictObject(
      {
        saltLocationType: z.enum(saltLocationTypes, {
          error: oneOf(saltLocationTypes, "must be HEAD, TAIL or OTHER"),
        }),
        saltLocationRule: z.strictObject({ regex: filled }, { error: "must be an object {regex}" }).exactOptional(),
      },
      {
        error: orMissing(
          "must be an object {saltLocationType, saltLocationRule}",
          "saltLocationType must be HEAD, TAIL or OTHER",
        ),
      },
    ),
  },
  { error: "must be an object {saltValue, saltLocation}" },
);

/** The shape of one declared user; what its fields have to do with each other is in `rules.ts`. */
export const userSchema = z.strictObject({
  userName: identity.exactOptional(),
  phoneNumber: phoneNumber.exactOptional(),
  email: email.exactOptional(),
  residentIdentityCard: text.exactOptional(),
  nickname: text.exactOptional(),
  address: text.exactOptional(),
  userGroups: z.array(filled, { error: "must be a list of groups" }).exactOptional(),
  qqOpenId: identity.exactOptional(),
  qqUnionId: identity.exactOptional(),
  wechatOpenId: identity.exactOptional(),
  wechatUnionId: identity.exactOptional(),
  alipayUserId: identity.exactOptional(),
  weComUserId: identity.exactOptional(),
  description: text.exactOptional(),
  birthdate: birthdate.exactOptional(),
  name: text.exactOptional(),
  locale: text.exactOptional(),
  gender: text.exactOptional(),
  identityVerificationMethod: text.exactOptional(),
  identityVerified: z.boolean({ error: "must be true or false" }).exactOptional(),
  job: text.exactOptional(),
  nationality: text.exactOptional(),
  zone: text.exactOptional(),
  password: filled.exactOptional(),
  customAttributes: z.array(customAttribute, { error: "must be a list of {name, value, type}" }).exactOptional(),
  salt: salt.exactOptional(),
  passwordEncryptType: z
    .enum(passwordEncryptTypes, {
      error: oneOf(passwordEncryptTypes, "must be SHA1, BCRYPT or MD5, or be left out for a plaintext password"),
    })
    .exactOptional(),
  indexedAttribute1: indexed.exactOptional(),
  indexedAttribute2: indexed.exactOptional(),
  indexedAttribute3: indexed.exactOptional(),
  indexedAttribute4: indexed.exactOptional(),
  indexedAttribute5: indexed.exactOptional(),
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
