import type { Preset, Tree } from "./preset";
import { BLOCKED, GROUPS, LINKED, MACHINE, RECORD, ROLES, SECOND_FACTOR, UNVERIFIABLE } from "./reasons";

const user = {
  kind: "tree",
  source: [
    "https://keycloak.org/docs-api/21.0.2/javadocs/org/keycloak/representations/idm/UserRepresentation.html",
    "https://docs.redhat.com/en/documentation/red_hat_build_of_keycloak/26.2/html/server_configuration_guide/importexport-",
  ],
  verified: "2026-11-28",
  files: ["json"],
  members: ["username"],
  columns: { username: "userName", email: "email" },
  joined: [{ field: "name", from: ["firstName", "lastName"], separator: " " }],
  key: ["username"],
  ignored: {
    id: RECORD,
    self: RECORD,
    origin: RECORD,
    createdTimestamp: RECORD,
    emailVerified: UNVERIFIABLE,
    userProfileMetadata: RECORD,
    totp: SECOND_FACTOR,
    disableableCredentialTypes: RECORD,
    requiredActions: RECORD,
    federationLink: RECORD,
    federatedIdentities: LINKED,
    socialLinks: LINKED,
    groups: GROUPS,
    realmRoles: ROLES,
    clientRoles: ROLES,
    applicationRoles: ROLES,
    clientConsents: ROLES,
    notBefore: RECORD,
    access: ROLES,
  },
  leftOut: [
    { column: "enabled", is: ["false"], why: BLOCKED },
    { column: "serviceAccountClientId", filled: true, why: MACHINE },
  ],
  credentials: {
    taken: [],
    dropped: {
      credentials: "is made by PBKDF2 or Argon2, is a second factor, or is a first password: CIAM takes none of them",
    },
  },
} satisfies Partial<Tree>;

export const keycloak: Preset = {
  name: "keycloak",
  title: "Keycloak",
  formats: [
    { ...user, name: "realm", title: "export of a realm, or its file of users", at: "users" },
    { ...user, name: "api", title: "answer of the Admin API, or of kcadm.sh get users" },
  ],
  drops: [
    "No password comes along: Keycloak hashes with PBKDF2 or Argon2, which CIAM does not take.",
    "An attribute (`attributes.…[0]`), a telephone number among them, has a name of the realm's own: it has to be named in `columns`.",
    "Roles, groups, linked accounts and second factors stay. Service accounts are left out.",
  ],
};
