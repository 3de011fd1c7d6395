import type { UserField } from "../../../provider/users/model/fields";

/** A value that no user may have, and what is said of it. */
export interface BadValue {
  readonly field: UserField;
  readonly value: string;
  /** The whole rule, word for word. */
  readonly rule: string;
}

const each = (fields: readonly UserField[], values: readonly string[], rule: string): BadValue[] =>
  fields.flatMap((field) => values.map((value) => ({ field, value, rule })));

const NO_PASSWORD =
  'leave it out (for everybody: columns: {"password": false}); if it is the password itself, say passwordsArePlain: true';
const MASKED = "is not a phone number (a masked one, as in 138****8000, cannot be imported)";
const DATE = "is not a date of the calendar, YYYY-MM-DD";
const BLANK = "begins or ends with white space";
const LONG = "is longer than 512 characters";
const TYPE = "must be SHA1, BCRYPT or MD5, or be left out for a plaintext password";

const sha1 = "8843d7f92416211de9ebb963ff4ce28125932878";
const md5 = "5f4dcc3b5aa765d61d8327deb882cf99";
const bcrypt = "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";

export const badValues: readonly BadValue[] = [
  ...each(["userName", "wechatOpenId", "qqUnionId", "weComUserId"], ["x ", " x", "\u00a0x", "x\u3000"], BLANK),
  ...["200B", "202E", "2060", "0007", "2028", "00AD", "3164", "2800", "00A0", "FEFF"].flatMap((code) =>
    each(
      ["userName", "alipayUserId"],
      [`x${String.fromCharCode(parseInt(code, 16))}y`],
      `holds U+${code}, which no screen shows: take it out`,
    ),
  ),
  ...each(
    ["email"],
    ["nowhere", "@example.com", "x@", "x y@example.com", "x@y@example.com"],
    "is not an e-mail address",
  ),
  ...each(
    ["phoneNumber"],
    ["138****8000", "abc", "12", "+", "1380000800x", "1".repeat(40), "13800008000,13800008001"],
    MASKED,
  ),
  ...each(
    ["birthdate"],
    [
      "2000-02-30",
      "2001-02-29",
      "2000-13-01",
      "2000-00-10",
      "2000-1-1",
      "01/02/2000",
      "20000101",
      "951868800000",
      "yesterday",
      "2000-01-01T00:00:00Z",
    ],
    DATE,
  ),
  ...each(["indexedAttribute1", "indexedAttribute4"], ["x".repeat(513), "好".repeat(600)], LONG),
  ...each(["passwordEncryptType"], ["SHA256", "PLAIN"], TYPE),
  ...each(["passwordEncryptType"], ["sha1"], `${TYPE} (did you mean "SHA1"?)`),
  ...each(["passwordEncryptType"], ["bcrypt", "BCRPYT"], `${TYPE} (did you mean "BCRYPT"?)`),
  ...each(["passwordEncryptType"], ["MD5 "], `${TYPE} (did you mean "MD5"?)`),
  ...each(
    ["password"],
    [sha1, sha1.toUpperCase()],
    `looks like a hash: set passwordEncryptType to SHA1, or ${NO_PASSWORD}`,
  ),
  ...each(["password"], [md5], `looks like a hash: set passwordEncryptType to MD5, or ${NO_PASSWORD}`),
  ...each(
    ["password"],
    [bcrypt, bcrypt.replace("2b", "2y")],
    `looks like a hash: set passwordEncryptType to BCRYPT, or ${NO_PASSWORD}`,
  ),
  ...each(
    ["password"],
    ["$6$salt$hash", "$1$salt$hash", "$argon2id$v=19$x", "{SSHA}aGFzaA==", "pbkdf2_sha256$1$x"],
    `looks like a hash: CIAM imports SHA1, MD5 and BCRYPT only, so ${NO_PASSWORD}`,
  ),
  ...each(
    ["password"],
    ["****", "!", "x", "*LK*", "<redacted>"],
    `looks like a mask or the mark of a locked account, not like a password: ${NO_PASSWORD}`,
  ),
  ...each(["nickname", "address", "job", "residentIdentityCard", "password"], ["x\0y"], "holds a NUL character"),
  ...each(["identityVerificationMethod"], ["nameAndIdCard"], "nameAndIdCard needs name and residentIdentityCard"),
  ...each(
    ["identityVerificationMethod"],
    ["nameIdCardAndPhone"],
    "nameIdCardAndPhone needs name and residentIdentityCard and phoneNumber",
  ),
];

/** Values that only formats with escapes can hold. */
export const badEscapes: readonly BadValue[] = [
  ...each(
    ["userName", "nickname", "password", "address"],
    ["x\ud800", "\udfffx", "\ud800\ud800"],
    "holds half of a character (a lone surrogate)",
  ),
  ...each(["userName", "weComUserId"], [""], "is empty: leave it out instead"),
  ...each(["password"], [""], "is empty: leave it out instead"),
];

/** Values of another type than text, in JSON. */
export const badTypes: readonly { field: UserField; json: string; rule: string }[] = [
  ...(["userName", "email", "phoneNumber", "nickname", "password", "birthdate"] as const).flatMap((field) =>
    ["7", "true", "1e400", "[]", "{}", '["x"]'].map((json) => ({
      field,
      json,
      rule: "must be text: put it in quotes",
    })),
  ),
  ...["7", '"x"', "{}", "true"].map((json) => ({
    field: "userGroups" as const,
    json,
    rule: "must be a list of groups",
  })),
  ...["7", '"yes"', "[]", "0"].map((json) => ({
    field: "identityVerified" as const,
    json,
    rule: "must be true or false",
  })),
  ...["7", '"x"', "[]"].map((json) => ({
    field: "salt" as const,
    json,
    rule: "must be an object {saltValue, saltLocation}",
  })),
  ...["7", '"x"', "{}"].map((json) => ({
    field: "customAttributes" as const,
    json,
    rule: "must be a list of {name, value, type}",
  })),
  { field: "identityVerified", json: "true", rule: "true needs identityVerificationMethod" },
];
