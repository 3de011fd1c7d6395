import { z } from "zod";
import { exportPropertyMap } from "../../../ciam/actions/jobs";
import { importUser } from "../../../ciam/actions/importUser";
import { filter } from "../../../ciam/actions/types";
import { user } from "../../../ciam/actions/user";

/** Raised when a line of a snapshot changes; other versions are refused. */
export const SNAPSHOT_VERSION = 1;

export const NOTE =
  "All of an emulator: users in clear, and fingerprints by which a shown password can be recognised. Keep it as you keep test data.";

const time = z.int();
const orNull = z.string().nullable();

/** The first line. It gives the number of lines of each kind, so that half a file does not pass for a whole one. */
export const header = z.strictObject({
  snapshot: z.literal(SNAPSHOT_VERSION),
  note: z.string(),
  tenantId: z.string(),
  starts: z.int().min(1),
  clock: z.strictObject({ now: time, frozen: z.boolean() }),
  lines: z.strictObject({ store: z.int(), group: z.int(), user: z.int(), taken: z.int(), job: z.int(), log: z.int() }),
});
export type Header = z.output<typeof header>;

const storedUser = z.strictObject({
  ...user.shape,
  UserId: z.string().min(1),
  UserStoreId: z.string(),
  CreatedDate: time,
  LastModifiedDate: time,
});

const importOrder = z.strictObject({
  users: z.array(importUser),
  breaksAfter: z.int().optional(),
});

const exportOrder = z.strictObject({
  format: z.enum(["NDJSON", "CSV"]),
  filters: z.array(filter),
  columns: z.array(exportPropertyMap),
});

/** The content of a line, by its kind. */
export const kinds = {
  store: z.strictObject({
    id: z.string().min(1),
    name: z.string(),
    description: orNull,
    logo: orNull,
    created: time,
  }),
  group: z.strictObject({
    id: z.string().min(1),
    store: z.string(),
    name: z.string(),
    description: orNull,
    created: time,
    modified: time,
  }),
  user: z.strictObject({ doc: storedUser, credential: orNull, deleted: z.boolean() }),
  /** An identity that a deleted user still blocks. */
  taken: z.strictObject({ store: z.string(), attribute: z.string(), value: z.string(), user: z.string() }),
  job: z.strictObject({
    id: z.string().min(1),
    store: z.string(),
    type: z.enum(["IMPORT_USER", "EXPORT_USER"]),
    format: z.enum(["NDJSON", "CSV"]),
    created: time,
    processing: time,
    ends: time,
    payload: z.union([importOrder, exportOrder]).nullable(),
    settled: z.union([z.literal(0), z.literal(1)]),
    status: orNull,
    failures: z.array(z.strictObject({ identification: z.string(), reason: z.string() })).nullable(),
    result: orNull,
  }),
  log: z.strictObject({
    store: z.string(),
    at: time,
    event: z.string(),
    doc: z.record(z.string(), z.unknown()),
  }),
} as const;

export type Kind = keyof typeof kinds;
export type Line<K extends Kind> = z.output<(typeof kinds)[K]>;
