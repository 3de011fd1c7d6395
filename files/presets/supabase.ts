import type { Preset } from "./preset";
import { BLOCKED, DELETED, METADATA, NOT_A_HASH_OF_CIAM, RECORD, ROLES, SECOND_FACTOR, UNVERIFIABLE } from "./reasons";

const TOKEN = "is a token of a message that was sent";

const source = [
  "https://github.com/supabase/auth (internal/models/user.go)",
  "https://workos.com/docs/migrate/supabase",
  "https://github.com/clerk/migration-tool (samples/supabase.csv, the header row)",
] as const;

const columns = {
  email: "email",
  phone: "phoneNumber",
  "raw_user_meta_data.full_name": "name",
  "raw_user_meta_data.name": "name",
} as const;

const ignored = {
  instance_id: RECORD,
  aud: RECORD,
  role: ROLES,
  is_super_admin: ROLES,
  is_sso_user: RECORD,
  email_confirmed_at: UNVERIFIABLE,
  phone_confirmed_at: UNVERIFIABLE,
  confirmed_at: UNVERIFIABLE,
  invited_at: RECORD,
  confirmation_token: TOKEN,
  confirmation_sent_at: RECORD,
  recovery_token: TOKEN,
  recovery_sent_at: RECORD,
  email_change_token_current: TOKEN,
  email_change_token_new: TOKEN,
  email_change: RECORD,
  email_change_sent_at: RECORD,
  email_change_confirm_status: RECORD,
  phone_change: RECORD,
  phone_change_token: TOKEN,
  phone_change_sent_at: RECORD,
  reauthentication_token: TOKEN,
  reauthentication_sent_at: SECOND_FACTOR,
  last_sign_in_at: RECORD,
  raw_app_meta_data: METADATA,
  raw_user_meta_data: METADATA,
  created_at: RECORD,
  updated_at: RECORD,
  banned_reason: RECORD,
};

const leftOut = [
  { column: "deleted_at", filled: true, why: DELETED },
  { column: "banned_until", filled: true, why: BLOCKED },
  { column: "is_anonymous", is: ["true", "t"], why: "has nothing to sign in with" },
] as const;

const credentials = {
  taken: [{ column: "encrypted_password", as: "BCRYPT", otherwise: NOT_A_HASH_OF_CIAM }],
  dropped: {},
} as const;

export const supabase: Preset = {
  name: "supabase",
  title: "Supabase Auth",
  formats: [
    {
      kind: "titled",
      name: "csv",
      title: "rows of auth.users in CSV",
      source,
      verified: "2026-11-28",
      files: ["csv"],
      titles: ["id", "email"],
      jsonCells: ["raw_user_meta_data"],
      columns,
      key: ["id"],
      ignored,
      nulls: ["NULL", "null"],
      leftOut,
      credentials,
    },
    {
      kind: "tree",
      name: "json",
      title: "rows of auth.users in JSON",
      source,
      verified: "2026-11-28",
      files: ["json", "ndjson"],
      members: ["encrypted_password", "raw_user_meta_data"],
      columns,
      key: ["id"],
      ignored,
      leftOut,
      credentials,
    },
  ],
  drops: [
    "Hashes by bcrypt are taken. Others, which come from older moves (Argon2, Firebase's scrypt), are dropped.",
    "Metadata stays, but for a full name. Linked accounts and second factors stay.",
    "Whoever is or was banned until some day is left out, whether or not the day has passed.",
  ],
};
