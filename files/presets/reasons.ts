/** The reasons why things of other systems are not taken, as far as several systems share them. */

export const RECORD = "is the other system's own record";
export const UNVERIFIABLE =
  "has no field in CIAM: identityVerified is about a person's real name, not about an address or a number";
export const NO_FIELD = "has no field in CIAM; `columns` can make it one of the store's attributes";
export const GROUPS =
  "is no group of the store yet; `columns` can make it userGroups once the resource's `groups` names them";
export const PICTURE = "is a picture, and CIAM keeps none";
export const IN_NAME = "is already in name";
export const OTHER_ADDRESS = "is a further address, and CIAM keeps one";
export const OTHER_NUMBER = "is a further number, and CIAM keeps one";
export const LANGUAGE = "is a language, and CIAM's locale is a place";
export const SECOND_FACTOR = "is a second factor, which users set up again";
export const METADATA = "holds whatever the application put there; `columns` can take parts of it";
export const LINKED = "is an account at a third party, which users link again";
export const ROLES = "is a permission in the other system";

/** For a user that is blocked there, and could sign in here. */
export const BLOCKED = "may not sign in there, and everybody who is imported may sign in";
export const MACHINE = "is no person";
export const DELETED = "is deleted there";

export const NOT_A_HASH_OF_CIAM = "is no hash that CIAM takes, which are BCRYPT, MD5 and SHA1";
export const INITIAL_PASSWORD = "is a first password that others know; `columns` can make it password";
