import { z } from "zod";
import type { RecordedUser } from "../../users/actions";
import { parseUserSets } from "../../users/parse";
import { refId } from "../../users/ref";
import type { DeclaredUser } from "../../users/user";
import { UsageError, type Props } from "../resource";
import { argsOf } from "./args";
import { resolvedSets } from "./sets";

const managedUser = z.object({
  id: z.string(),
  origin: z.enum(["created", "adopted"]),
  /** HMAC of the declared credential; null without one. */
  credential: z.string().nullable(),
  /** Field values the service keeps in a form of its own. */
  stored: z.record(z.string(), z.unknown()).optional(),
  frozen: z.literal(true).optional(),
});

const recordSchema = z.object({
  schemaVersion: z.literal(1),
  owner: z.string(),
  urn: z.string().nullable(),
  account: z.object({ tenantId: z.string().nullable() }),
  endpoint: z.string(),
  credentialKey: z.string(),
  /** What is in force: for each user the declaration that was last brought to the store. */
  inputs: z.record(z.string(), z.unknown()),
  managed: z.record(z.string(), z.record(z.string(), managedUser)),
  /** Jobs that had not ended when the last run gave up waiting. */
  unfinishedJobs: z.array(z.string()).default([]),
});

/** All that refresh, diff and destroy need: a dynamic provider gets nothing but its outputs there. */
export type JobRecord = z.infer<typeof recordSchema>;
export type ManagedRecord = z.infer<typeof managedUser>;

export function encodeRecord(record: JobRecord): string {
  return JSON.stringify(record);
}

export function decodeRecord(props: Props): JobRecord {
  const { record } = props;
  if (typeof record !== "string") {
    throw new UsageError(
      "the state of this UserImportJob has no record; it was edited by hand or written by something else",
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(record);
  } catch {
    throw new UsageError(
      "the record in the state of this UserImportJob is damaged; restore the state from a backup (`pulumi stack history`)",
    );
  }
  const version = z.object({ schemaVersion: z.number() }).safeParse(json);
  if (version.success && version.data.schemaVersion > 1) {
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

/** The managed users of a record, each with the declaration that was last applied to it. */
export function recordedUsers(record: JobRecord): RecordedUser[] {
  const declared = new Map<string, DeclaredUser>();
  const args = argsOf(record.inputs);
  const parsed = parseUserSets(record.inputs.userSets ?? {}, {
    ownerAttribute: args.ownerAttribute,
    extraSecretFields: args.secretFields,
  });
  for (const { ref, user } of resolvedSets(parsed, args.groups).users) declared.set(refId(ref), user);
  const users: RecordedUser[] = [];
  for (const [set, entries] of Object.entries(record.managed)) {
    for (const [key, { id, origin, credential, stored, frozen }] of Object.entries(entries)) {
      const ref = { set, key };
      users.push({
        ref,
        id,
        origin,
        credential,
        user: declared.get(refId(ref)),
        ...(stored && { stored }),
        ...(frozen && { frozen }),
      });
    }
  }
  return users;
}
