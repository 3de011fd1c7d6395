import { encodeRecord, type JobRecord } from "../../../provider/resources/userImportJob/state/record";

/** The record of a resource with these UserIds, set → key → id. */
export function aRecord(ids: Record<string, Record<string, string>>, more: Partial<JobRecord> = {}): string {
  const managed = Object.fromEntries(
    Object.entries(ids).map(([set, users]) => [
      set,
      Object.fromEntries(
        Object.entries(users).map(([key, id]) => [key, { id, origin: "created" as const, credential: null }]),
      ),
    ]),
  );
  return encodeRecord({
    schemaVersion: 1,
    owner: "shop/dev/staff#00000000",
    urn: null,
    account: { tenantId: null },
    endpoint: "other",
    credentialKey: "00",
    inputs: {},
    unfinishedJobs: [],
    managed,
    ...more,
  });
}
