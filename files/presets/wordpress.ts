import type { Preset } from "./preset";
import { BLOCKED, DELETED, NO_FIELD, NOT_A_HASH_OF_CIAM, RECORD, ROLES } from "./reasons";

const source = [
  "https://github.com/wp-cli/entity-command (src/User_Command.php)",
  "https://wp-kama.com/2907/bcrypt-and-blake2b-a-new-password-hashing-algorithm-in-wordpress-6-8",
] as const;

const columns = {
  user_login: "userName",
  user_email: "email",
  display_name: "nickname",
  description: "description",
} as const;

const joined = [{ field: "name", from: ["first_name", "last_name"], separator: " " }] as const;

const ignored = {
  ID: RECORD,
  user_nicename: RECORD,
  nickname: "is what the site shows less often than display_name",
  user_url: NO_FIELD,
  user_registered: RECORD,
  user_activation_key: RECORD,
  user_status: RECORD,
  roles: ROLES,
  role: ROLES,
  caps: ROLES,
  cap_key: ROLES,
  allcaps: ROLES,
  filter: RECORD,
  url: RECORD,
};

const leftOut = [
  { column: "spam", is: ["1"], why: BLOCKED },
  { column: "deleted", is: ["1"], why: DELETED },
] as const;

const credentials = {
  taken: [
    // By a plug-in: WordPress itself puts SHA-384 before bcrypt and "$wp" before the hash.
    { column: "user_pass", as: "BCRYPT", otherwise: NOT_A_HASH_OF_CIAM },
    // Before WordPress 2.5.
    { column: "user_pass", as: "MD5", otherwise: NOT_A_HASH_OF_CIAM },
  ],
  dropped: {},
} as const;

export const wordpress: Preset = {
  name: "wordpress",
  title: "WordPress",
  formats: [
    {
      kind: "titled",
      name: "csv",
      title: "wp user list --format=csv, or rows of wp_users",
      source,
      verified: "2026-11-28",
      files: ["csv"],
      titles: ["user_login", "user_email"],
      columns,
      joined,
      key: ["user_login"],
      ignored,
      nulls: ["NULL"],
      leftOut,
      credentials,
    },
    {
      kind: "tree",
      name: "json",
      title: "wp user list --format=json",
      source,
      verified: "2026-11-28",
      files: ["json"],
      members: ["user_login"],
      columns,
      joined,
      key: ["user_login"],
      ignored,
      leftOut,
      credentials,
    },
  ],
  drops: [
    "Most passwords stay: hashes that begin with $wp$ (WordPress 6.8 and later) or $P$ (before) are none that CIAM takes. Plain bcrypt of a plug-in and MD5 of old sites are taken.",
    "Roles and what plug-ins keep of a user stay, unless `columns` names it.",
  ],
};
