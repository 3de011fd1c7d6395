import { z } from "zod";
import { importUser } from "./importUser";
import { action, answer, filter, optionalText, text, time } from "./types";

/** An import or export job. An import names its failed users, and none of the others. */
const job = answer({
  Id: z.string(),
  /** PENDING, PROCESSING, COMPLETED or FAILED. */
  Status: z.string(),
  /** IMPORT_USER or EXPORT_USER. */
  Type: text,
  CreatedDate: time,
  /** NDJSON or CSV. */
  Format: text,
  /** The address of an export's result. */
  Location: text,
  ErrorDetails: z.array(answer({ UserId: text, Error: text })).nullish(),
  FailedUsers: z.array(answer({ FailedUserIdentification: text, FailedReason: text })).nullish(),
});
export type CiamJob = z.output<typeof job>;

export function isImport({ Type }: Pick<CiamJob, "Type">): boolean {
  return Type === "IMPORT_USER";
}

/** Import and export jobs end in one of these; an unknown word counts as still running. */
export function hasEnded(job: Pick<CiamJob, "Status">): boolean {
  return job.Status === "COMPLETED" || hasFailed(job);
}

/** True if the job ended before it was done: it took some of its users first. */
export function hasFailed({ Status }: Pick<CiamJob, "Status">): boolean {
  return Status === "FAILED";
}

export const exportPropertyMap = z.strictObject({ UserPropertyCode: z.string(), ColumnName: z.string() });
export type ExportPropertyMap = z.output<typeof exportPropertyMap>;

/** Starts an import. It takes no idempotency token, so a second call imports again. */
export const CreateApiImportUserJob = action("CreateApiImportUserJob", {
  kind: "write",
  endpoints: "all",
  request: { UserStoreId: z.string(), DataFlowUserCreateList: z.array(importUser) },
  response: { Job: job },
});

/** Filters take `condition` and `userGroupId`; without ExportPropertyMaps every attribute is exported. */
export const CreateFileExportUserJob = action("CreateFileExportUserJob", {
  kind: "write",
  endpoints: "all",
  request: {
    UserStoreId: z.string(),
    /** NDJSON or CSV. */
    Format: optionalText,
    Filters: z.array(filter).optional(),
    ExportPropertyMaps: z.array(exportPropertyMap).optional(),
  },
  response: { Job: job },
});

/** All jobs of the store when no ids are given; not paged. */
export const ListJobs = action("ListJobs", {
  kind: "read",
  endpoints: "all",
  request: { UserStoreId: z.string(), JobIds: z.array(z.string()).optional() },
  response: { JobSet: z.array(job).nullish() },
});
