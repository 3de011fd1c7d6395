import type { Preset } from "./preset";
import { BLOCKED, LINKED, METADATA, NOT_A_HASH_OF_CIAM, RECORD, SECOND_FACTOR, UNVERIFIABLE } from "./reasons";

export const kratos: Preset = {
  name: "kratos",
  title: "Ory Kratos",
  formats: [
    {
      kind: "tree",
      name: "identities",
      title: "answer of the admin API, GET /admin/identities, or a file for its import",
      source: [
        "https://github.com/ory/docs (docs/kratos/manage-identities/25_import-user-accounts-identities.mdx)",
        "https://github.com/ory/kratos (identity/identity.go, WithDeclassifiedCredentials)",
      ],
      verified: "2026-11-28",
      files: ["json", "ndjson"],
      members: ["traits"],
      columns: {
        "traits.username": "userName",
        "traits.email": "email",
        "verifiable_addresses[via=email].value": "email",
        "verifiable_addresses[via=sms].value": "phoneNumber",
      },
      joined: [{ field: "name", from: ["traits.name.first", "traits.name.last"], separator: " " }],
      key: ["id"],
      ignored: {
        schema_id: RECORD,
        schema_url: RECORD,
        state_changed_at: RECORD,
        verifiable_addresses: UNVERIFIABLE,
        recovery_addresses: RECORD,
        metadata_admin: METADATA,
        metadata_public: METADATA,
        organization_id: RECORD,
        external_id: RECORD,
        "credentials.password": RECORD,
        "credentials.oidc": LINKED,
        "credentials.saml": LINKED,
        "credentials.totp": SECOND_FACTOR,
        "credentials.lookup_secret": SECOND_FACTOR,
        "credentials.webauthn": SECOND_FACTOR,
        "credentials.passkey": SECOND_FACTOR,
        "credentials.code": SECOND_FACTOR,
        created_at: RECORD,
        updated_at: RECORD,
      },
      leftOut: [{ column: "state", is: ["inactive"], why: BLOCKED }],
      credentials: {
        taken: [{ column: "credentials.password.config.hashed_password", as: "BCRYPT", otherwise: NOT_A_HASH_OF_CIAM }],
        dropped: {},
      },
    },
  ],
  drops: [
    "Hashes by bcrypt are taken, if the export was asked for them. Those by Argon2, PBKDF2 and scrypt are dropped.",
    "Traits have names of the schema's own: those that are not username, email and name have to be named in `columns`.",
    "Linked accounts and second factors stay.",
  ],
};
