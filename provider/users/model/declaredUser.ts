// Written by `make reference` from `user.ts`: change that.

/** An attribute that the store defines itself, and its value. */
export interface CustomAttribute {
  /** The attribute's code, as the store has it. */
  name: string;

  /** Its value. */
  value: string;

  /** The attribute's type, for instance `STRING`; left out, the service takes its own default. */
  type?: string;
}

/** The salt that went into a hashed password. */
export interface Salt {
  /** The salt itself. */
  saltValue: string;

  /** Where the salt goes before the password is hashed. */
  saltLocation: {
    /** `HEAD`: before the password, `TAIL`: after it, `OTHER`: by the rule. */
    saltLocationType: "HEAD" | "TAIL" | "OTHER";

    /** Where exactly; CIAM does not document the grammar of its expression. */
    saltLocationRule?: {
      /** The expression. */
      regex: string;
    };
  };
}

/** How a password is hashed; a plaintext password has none. */
export type PasswordEncryptType = "SHA1" | "BCRYPT" | "MD5";

/**
 * A user as a program or a file declares it. A field that is left out is not ours: it is neither sent nor
 * compared. An empty string empties the field.
 */
export interface DeclaredUser {
  /** The name to sign in with. An identity. */
  userName?: string;

  /**
   * The telephone number: `+86-13800008000`, `8613800008000` and `13800008000` are one. With its country it is sent
   * as `+86-13800008000`, without as `13800008000`. Any other country has to be in the number, or be the input
   * `phoneCountry`. An identity.
   */
  phoneNumber?: string;

  /** The e-mail address. Upper and lower case are one address. An identity. */
  email?: string;

  /**
   * The number of the identity card: 18 characters with the birthday and a check digit, or the 15 digits of an old
   * one. A number with a wrong date or check digit is an error. Import only. Always a secret.
   */
  residentIdentityCard?: string;

  /** The name that others see. */
  nickname?: string;

  /** The postal address. */
  address?: string;

  /** Ids of user groups, or names of the resource's `groups`. Groups that are not declared are left alone. */
  userGroups?: string[];

  /** The OpenID of a QQ account. An identity. Import only. */
  qqOpenId?: string;

  /** The UnionID of a QQ account. An identity. Import only. */
  qqUnionId?: string;

  /** The OpenID of a WeChat account. An identity. Import only. */
  wechatOpenId?: string;

  /** The UnionID of a WeChat account. An identity. Import only. */
  wechatUnionId?: string;

  /** The id of an Alipay account. An identity. Import only. */
  alipayUserId?: string;

  /** The id of a WeCom account. An identity. Import only. */
  weComUserId?: string;

  /** A note about the user. Import only. */
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

  /** The occupation. Import only. */
  job?: string;

  /** The nationality. Import only. */
  nationality?: string;

  /** The time zone. Import only. */
  zone?: string;

  /** Plaintext, or a hash when `passwordEncryptType` says so. Always a secret. Never read back. */
  password?: string;

  /** Values of the attributes that the store defines itself. */
  customAttributes?: CustomAttribute[];

  /** The salt that went into a hashed password. Always a secret. Never read back. */
  salt?: Salt;

  /** The hash that `password` is; leave it out for a plaintext password. Never read back. */
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
