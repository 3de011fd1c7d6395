import type { Preset } from "./preset";
import { BLOCKED, LINKED, METADATA, PICTURE, RECORD, UNVERIFIABLE } from "./reasons";

const SCRYPT = "is made by Firebase's own scrypt, with keys of the project, which CIAM cannot check";

const source = [
  "https://firebase.google.com/docs/cli/auth",
  "https://github.com/firebase/firebase-tools (src/accountExporter.ts)",
] as const;

const providers = ["google", "facebook", "twitter", "github"] as const;
const providerColumns = providers.flatMap((provider) => [
  `${provider}.rawId`,
  `${provider}.email`,
  `${provider}.displayName`,
  `${provider}.photoUrl`,
]);

export const firebase: Preset = {
  name: "firebase",
  title: "Firebase Authentication",
  formats: [
    {
      kind: "untitled",
      name: "csv",
      title: "firebase auth:export accounts.csv",
      source,
      verified: "2026-11-28",
      files: ["csv"],
      // The exporter ends each line with a comma.
      header: [
        "localId",
        "email",
        "emailVerified",
        "passwordHash",
        "salt",
        "displayName",
        "photoUrl",
        ...providerColumns,
        "createdAt",
        "lastSignedInAt",
        "phoneNumber",
        "disabled",
        "customAttributes",
        "",
      ],
      columns: { email: "email", phoneNumber: "phoneNumber", displayName: "nickname" },
      key: ["localId"],
      ignored: {
        emailVerified: UNVERIFIABLE,
        photoUrl: PICTURE,
        ...Object.fromEntries(providerColumns.map((column) => [column, LINKED])),
        createdAt: RECORD,
        lastSignedInAt: RECORD,
        customAttributes: METADATA,
      },
      leftOut: [{ column: "disabled", is: ["true"], why: BLOCKED }],
      credentials: { taken: [], dropped: { passwordHash: SCRYPT, salt: SCRYPT } },
    },
    {
      kind: "tree",
      name: "json",
      title: "firebase auth:export accounts.json",
      source,
      verified: "2026-11-28",
      files: ["json"],
      at: "users",
      members: ["localId"],
      columns: { email: "email", phoneNumber: "phoneNumber", displayName: "nickname" },
      key: ["localId"],
      ignored: {
        emailVerified: UNVERIFIABLE,
        photoUrl: PICTURE,
        providerUserInfo: LINKED,
        createdAt: RECORD,
        lastSignedInAt: RECORD,
        customAttributes: METADATA,
      },
      leftOut: [{ column: "disabled", is: ["true"], why: BLOCKED }],
      credentials: { taken: [], dropped: { passwordHash: SCRYPT, salt: SCRYPT } },
    },
  ],
  drops: [
    "No password comes along: Firebase hashes with its own scrypt, which CIAM cannot check.",
    "Custom claims, linked accounts and second factors stay.",
    "A display name with a quotation mark in it breaks the CSV that firebase-tools writes: the JSON is safer.",
  ],
};
