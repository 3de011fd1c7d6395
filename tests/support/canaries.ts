import type { DeclaredUser } from "../../provider/users/model/user";

/**
 * Values that must never be seen, each named after its place in a user, the account's credentials or a file. They are
 * made up and long enough to occur nowhere by chance; every tier plants some and looks for all.
 */
export const canaries = {
  password: 'Canary "one" \\ Zoë & söns?/71',
  newPassword: "Canary-password-new-72",
  filePassword: "Canary-password-file-73",
  jsonPassword: "Canary-password-json-74",
  yamlPassword: "Canary-password-yaml-75",
  refusedPassword: "Canary-password-refused-76",
  defaultPassword: "Canary-password-default-77",
  sha1Hash: "8843d7f92416211de9ebb963ff4ce28125932878",
  md5Hash: "8b1a9953c4611296a827abf8c47804d7",
  bcryptHash: "$2b$10$CanaryBcryptHash78CanOe.8uPgxJyg2vFmCJZTAc4nSIp3vYxy6",
  salt: "Canary-salt-79",
  fileSalt: "Canary-salt-file-80",
  saltRule: "Canary-salt-rule-81",
  card: "110101199003070011",
  fileCard: "11010119900307002X",
  secretNickname: "Canary-nickname-82",
  secretAddress: "Canary-address-83",
  secretAttribute: "Canary-attribute-84",
  secretIdentity: "Canary-wechat-85",
  secretId: "CANARYSECRETID00000000000000000086",
  secretKey: "CanarySecretKey0000000000000087",
  securityToken: "Canary-security-token-88",
} as const satisfies Record<string, string>;

/** Looks for values, each under its name, in every encoding. */
export class Lookout {
  private readonly spellings: readonly { readonly name: string; readonly text: string }[];

  constructor(values: Readonly<Record<string, string>> = canaries) {
    this.spellings = Object.entries(values).flatMap(([name, value]) =>
      Object.entries(encodings(value)).map(([how, text]) => ({ name: `${name} (${how})`, text })),
    );
  }

  /**
   * The values that a text contains, with their encoding and the text before, so that a failing test shows their
   * source.
   */
  sightings(text: string): string[] {
    return this.spellings.flatMap(({ name, text: spelling }) => {
      const at = text.indexOf(spelling);
      return at < 0 ? [] : [`${name} after: ${text.slice(Math.max(0, at - 200), at)}`];
    });
  }
}

/** A value and its encodings; base64 of a longer text shows it in three forms. */
export function encodings(value: string): Record<string, string> {
  const bytes = Buffer.from(value);
  const json = JSON.stringify(value).slice(1, -1);
  const all: Record<string, string> = {
    plain: value,
    json,
    "json in json": JSON.stringify(json).slice(1, -1),
    url: encodeURIComponent(value),
    form: new URLSearchParams({ v: value }).toString().slice(2),
    hex: bytes.toString("hex"),
    HEX: bytes.toString("hex").toUpperCase(),
  };
  for (const shift of [0, 1, 2]) {
    // The first and the last letters depend on their neighbours.
    const letters = Buffer.concat([Buffer.from("\0\0".slice(0, shift)), bytes]).toString("base64");
    const inner = letters.slice([0, 2, 3][shift], Math.floor(((shift + bytes.length) * 4) / 3));
    all[`base64+${String(shift)}`] = inner;
    all[`base64url+${String(shift)}`] = inner.replaceAll("+", "-").replaceAll("/", "_");
  }
  return Object.fromEntries(Object.entries(all).filter(([how, text]) => how === "plain" || text !== value));
}

/** Fields that are secret only because the program says so. */
export const secretFields = ["nickname", "address", "customAttributes", "wechatUnionId"] as const;

const saltBefore = (saltValue: string) => ({ saltValue, saltLocation: { saltLocationType: "HEAD" } }) as const;

/** Users with every canary that a user can hold, as a program declares them; it does not mark the secrets. */
export const canaryUsers = {
  plain: { userName: "plain", password: canaries.password, residentIdentityCard: canaries.card },
  sha1: {
    userName: "sha1",
    password: canaries.sha1Hash,
    passwordEncryptType: "SHA1",
    salt: {
      saltValue: canaries.salt,
      saltLocation: { saltLocationType: "OTHER", saltLocationRule: { regex: canaries.saltRule } },
    },
  },
  md5: {
    userName: "md5",
    password: canaries.md5Hash,
    passwordEncryptType: "MD5",
    salt: saltBefore(canaries.fileSalt),
  },
  bcrypt: { userName: "bcrypt", password: canaries.bcryptHash, passwordEncryptType: "BCRYPT" },
  named: {
    userName: "named",
    wechatUnionId: canaries.secretIdentity,
    nickname: canaries.secretNickname,
    address: canaries.secretAddress,
    customAttributes: [{ name: "team", value: canaries.secretAttribute }],
  },
  refused: {
    email: "refused@nowhere",
    password: canaries.refusedPassword,
    residentIdentityCard: canaries.fileCard,
  },
} as const satisfies Record<string, DeclaredUser>;
