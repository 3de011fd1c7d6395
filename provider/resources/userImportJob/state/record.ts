import { deflateRawSync, inflateRawSync } from "node:zlib";
import { z } from "zod";
import { allUserFields, indexedAttributes } from "../../../users/model/fields";
import { origins } from "../../../users/model/mark";
import type { Props } from "../../resource";
import { without } from "../../../../text/values";
import { UsageError } from "../../../../ciam/errors";

const managedUser = z.object({
  id: z.string(),
  origin: z.enum(origins),
  /** HMAC of the credential the user was given; null without one, and for orphans, of whom that is not known. */
  credential: z.string().nullable(),
  /** The groups it was declared with, by id, where not all of them are in force: they can still be withdrawn. */
  given: z.array(z.string()).optional(),
  /** Field values the service keeps in a form of its own. */
  stored: z.record(z.string(), z.unknown()).optional(),
  /** Whether this job froze it. */
  frozen: z.literal(true).optional(),
  /** Whether it left the sets frozen by others. */
  leftFrozen: z.literal(true).optional(),
  /** Whether it left the sets frozen, and a refresh found it unfrozen: nobody declares it. */
  unfrozen: z.literal(true).optional(),
  /**
   * Field → print of the value that a refresh saw where another one is in force: of fields which only an import can set,
   * and in which a program may follow the store.
   */
  seen: z.record(z.string(), z.string()).optional(),
  /** Of one who left the sets: what was declared of it last, by prints. No fields where that is not known. */
  left: z
    .object({ fields: z.array(z.enum(allUserFields)), prints: z.string(), groups: z.array(z.string()) })
    .optional(),
});

/** The first version knew users by value only: it would take those of files for gone. */
export const BY_VALUE = 1;
const BY_FILE = 2;

/** What of a record stands in the inputs that an engine keeps beside the outputs; see `besideInputs.ts`. */
const besideSchema = z.object({
  /** Fingerprint of those inputs. */
  inputs: z.string(),
  /** The inputs that are in force as they stand there. */
  same: z.array(z.string()),
  /** Set → keys of users who stand there and are not in force. */
  absent: z.record(z.string(), z.array(z.string())),
});

const recordSchema = z.object({
  schemaVersion: z.literal([BY_VALUE, BY_FILE]),
  owner: z.string(),
  urn: z.string().nullable(),
  account: z.object({ tenantId: z.string().nullable() }),
  endpoint: z.string(),
  credentialKey: z.string(),
  /** What is in force: for each user the declaration that was last brought to the store. */
  inputs: z.record(z.string(), z.unknown()),
  managed: z.record(z.string(), z.record(z.string(), managedUser)),
  /** What is known of the users of files without looking at any of them. */
  files: z
    .object({
      /** The key of all prints, in hex. */
      printKey: z.string(),
      /** Every set → the digest of its file if all of its users are in force, else null. */
      settled: z.record(z.string(), z.string().nullable()),
      /** How many of them are managed. */
      managed: z.number(),
      /** How many of them are somebody else's accounts, which were left alone. */
      strangers: z.number(),
      /** True if an update has something to do for one of them whatever the files have. */
      isRestless: z.boolean(),
    })
    .optional(),
  /** Attributes that carried the owner mark before this one: whoever could not be changed has it there still. */
  formerOwnerAttributes: z.array(z.enum(indexedAttributes)).optional(),
  /**
   * Set → key → what a refresh found otherwise than declared and what is in force since: the user is gone, or field →
   * fingerprint of the declared value.
   */
  otherwise: z
    .record(z.string(), z.record(z.string(), z.union([z.literal("gone"), z.record(z.string(), z.string())])))
    .optional(),
  /**
   * Present after a refresh: the inputs in the state are its own, and not those that the last run was asked for. Whether
   * they have a difference that no program has, for users of files.
   */
  refreshed: z.enum(["with drift", "without drift"]).optional(),
  /** The UserIds of those whom another job takes over and had not marked yet. */
  handOvers: z.array(z.string()).optional(),
  /** Whether the last run ended before its plan was done. */
  endedEarly: z.literal(true).optional(),
  /** The `acceptDeletions` of the last run that removed all whom it was to remove: it accepts no other change. */
  spentAcceptance: z.number().optional(),
  /** Mark of all that the last run was asked for. */
  declared: z.string().optional(),
  /** Jobs that had not ended when the last run gave up waiting. */
  unfinishedJobs: z.array(z.string()).default([]),
  /** When the last import was sent of which that run could not say what became, in milliseconds since the epoch. */
  inDoubtSince: z.number().optional(),
  /** Of a record without its inputs: where they are. */
  beside: besideSchema.optional(),
});

const packedSchema = z.object({ schemaVersion: z.literal([BY_VALUE, BY_FILE]), packed: z.string() });

/** All that refresh, diff and destroy need: a dynamic provider gets nothing but its outputs there. */
export type JobRecord = z.infer<typeof recordSchema>;
export type ManagedRecord = z.infer<typeof managedUser>;

/**
 * One text for the state. It is packed because it holds every declared user, and because Pulumi's SDK writes outputs, the
 * secret ones too, into the debug events of `pulumi up --json` as they are. Packing is no encryption: the secret of the
 * output is.
 */
export function encodeRecord(job: JobRecord): string {
  const schemaVersion = job.files ? BY_FILE : BY_VALUE;
  const record = without(job, "schemaVersion");
  const packed = deflateRawSync(JSON.stringify(record)).toString("base64");
  return JSON.stringify({ schemaVersion, ...(job.beside && { beside: true }), packed });
}

/** Whether a record leaves its inputs to those beside it, told without unpacking it. */
export function standsBesideInputs(record: string): boolean {
  return /^\{"schemaVersion":\d+,"beside":true,/.test(record);
}

export function decodeRecord({ record }: Props): JobRecord {
  if (typeof record !== "string") {
    throw new UsageError(
      "the state of this UserImportJob has no record; it was edited by hand or written by something else",
    );
  }
  const json = unpacked(record);
  const version = z.object({ schemaVersion: z.number() }).safeParse(json);
  if (version.success && version.data.schemaVersion > BY_FILE) {
    throw new UsageError(
      `the state was written by a newer pulumi-tencentcloud-ciam (record version ${String(version.data.schemaVersion)}); update the package in this program`,
    );
  }
  const result = recordSchema.safeParse(json);
  if (!result.success)
    throw new UsageError(
      `the record in the state of this UserImportJob is damaged at ${result.error.issues[0]?.path.join(".") ?? "its root"}`,
    );
  return result.data;
}

function unpacked(record: string): unknown {
  try {
    const outer: unknown = JSON.parse(record);
    const { data } = packedSchema.safeParse(outer);
    if (!data) return outer;
    const inner: unknown = JSON.parse(inflateRawSync(Buffer.from(data.packed, "base64")).toString("utf8"));
    return { ...(inner as object), schemaVersion: data.schemaVersion };
  } catch {
    throw new UsageError(
      "the record in the state of this UserImportJob is damaged; restore the state from a backup (`pulumi stack history`)",
    );
  }
}
