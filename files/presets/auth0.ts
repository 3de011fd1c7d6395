import type { Preset, Tree } from "./preset";
import { BLOCKED, LINKED, METADATA, NOT_A_HASH_OF_CIAM, PICTURE, RECORD, SECOND_FACTOR, UNVERIFIABLE } from "./reasons";

/** The default fields of an export, by the titles that it gives them. */
const exported = {
  source: [
    "https://auth0.com/docs/manage-users/user-migration/bulk-user-exports",
    "https://github.com/auth0-extensions/auth0-user-import-export-extension (client/reducers/export.js, defaultFields)",
  ],
  verified: "2026-11-28",
  columns: { Email: "email", Name: "name", Nickname: "nickname" },
  joined: [{ field: "name", from: ["Given Name", "Family Name"], separator: " " }],
  key: ["Id"],
  ignored: {
    "Email Verified": UNVERIFIABLE,
    Picture: PICTURE,
    Connection: RECORD,
    "Created At": RECORD,
    "Updated At": RECORD,
  },
  credentials: { taken: [], dropped: {} },
} satisfies Partial<Tree>;

/** From the bulk exports and imports, the Management API, and exports whose fields were named one by one. */
const profiles: Tree = {
  kind: "tree",
  name: "profiles",
  title: "bulk import file, or users of the Management API",
  source: [
    "https://auth0.com/docs/manage-users/user-migration/bulk-user-import-database-schema-and-examples",
    "https://github.com/auth0/docs (articles/users/references/user-profile-structure.md)",
  ],
  verified: "2026-11-28",
  files: ["json", "ndjson"],
  members: ["user_id", "username", "email"],
  columns: {
    username: "userName",
    email: "email",
    phone_number: "phoneNumber",
    name: "name",
    nickname: "nickname",
  },
  joined: [{ field: "name", from: ["given_name", "family_name"], separator: " " }],
  key: ["user_id", "username"],
  ignored: {
    email_verified: UNVERIFIABLE,
    phone_verified: UNVERIFIABLE,
    picture: PICTURE,
    app_metadata: METADATA,
    user_metadata: METADATA,
    identities: LINKED,
    multifactor: SECOND_FACTOR,
    created_at: RECORD,
    updated_at: RECORD,
    last_ip: RECORD,
    last_login: RECORD,
    logins_count: RECORD,
    last_password_reset: RECORD,
    password_set_date: RECORD,
  },
  leftOut: [{ column: "blocked", is: ["true"], why: BLOCKED }],
  credentials: {
    taken: [
      { column: "password_hash", as: "BCRYPT", otherwise: NOT_A_HASH_OF_CIAM },
      {
        column: "custom_password_hash.hash.value",
        as: "BCRYPT",
        when: { "custom_password_hash.algorithm": ["bcrypt"] },
        otherwise: NOT_A_HASH_OF_CIAM,
      },
      {
        column: "custom_password_hash.hash.value",
        as: "SHA1",
        when: { "custom_password_hash.algorithm": ["sha1"], "custom_password_hash.salt.value": [""] },
        otherwise: NOT_A_HASH_OF_CIAM,
      },
      {
        column: "custom_password_hash.hash.value",
        as: "MD5",
        when: { "custom_password_hash.algorithm": ["md5"], "custom_password_hash.salt.value": [""] },
        otherwise: NOT_A_HASH_OF_CIAM,
      },
    ],
    dropped: {
      custom_password_hash: "has a salt whose place and encoding are its own; `map` can make salt of it",
    },
  },
};

export const auth0: Preset = {
  name: "auth0",
  title: "Auth0",
  formats: [
    {
      ...exported,
      kind: "tree",
      name: "export",
      title: "export job in JSON, which has one object in each line",
      files: ["ndjson"],
      members: ["Id"],
    },
    {
      ...exported,
      kind: "titled",
      name: "csv",
      title: "export job in CSV",
      files: ["csv"],
      titles: ["Id", "Email"],
      // Against formulas in a spreadsheet.
      cellPrefix: "'",
    },
    profiles,
  ],
  drops: [
    "Exports have no passwords: Auth0 gives hashes to whom it is asked for by a ticket.",
    "The parts of a name become one name.",
    "Metadata, linked accounts, roles, organisations and second factors stay.",
  ],
};
