import { z } from "zod";

/** The limits of the service. */
export const limits = {
  ratePerSecond: z
    .int()
    .min(0)
    .default(20)
    .describe("Calls a second for each action and key, in any window of one second; 0: no limit. Documented."),
  bodyLimit: z
    .int()
    .min(1)
    .default(10 * 1024 * 1024)
    .describe("Largest request body in bytes. Documented as 10 MB; which megabyte is unknown, so the larger one."),
  clockSkewMs: z.int().min(0).default(300_000).describe("How far the time of a request may be off. Documented."),
  jobsAtOnce: z.int().min(1).default(2).describe("Valid (unfinished) jobs at once. Documented."),
  jobLimitScope: z
    .enum(["store", "tenant"])
    .default("store")
    .describe("Over what the valid jobs are counted. Unknown; jobs belong to a store."),
  jobLimitCountsExports: z
    .boolean()
    .default(true)
    .describe("Whether exports count as well. Unknown; the export lists the same error."),
  maxImportUsers: z
    .int()
    .min(1)
    .nullable()
    .default(null)
    .describe("Users in one import; null: only the body limit holds. Unknown; no number is published."),
  maxPageSize: z
    .int()
    .min(1)
    .default(1000)
    .describe("Largest PageSize. Unknown; large enough that no example comes near it."),
  pageSizePolicy: z
    .enum(["refused", "silent"])
    .default("refused")
    .describe("Whether a larger page is an error or silently shortened. Unknown; an error is noticed."),
  maxDeleteUsers: z.int().min(1).default(1000).describe("Ids in one DeleteUsers. Unknown."),
  maxDeleteGroups: z.int().min(1).default(1000).describe("Ids in one DeleteUserGroups. Unknown."),
  maxStores: z.int().min(1).default(100).describe("User stores; more are refused with QuotaLimitExceeded. Unknown."),
  maxUsersPerStore: z
    .int()
    .min(1)
    .default(2_000_000)
    .describe("Users of a store; more are refused with QuotaLimitExceeded. Unknown; keeps this machine alive."),
  maxGroupsPerStore: z
    .int()
    .min(1)
    .default(1000)
    .describe("Groups of a store; more are refused with QuotaLimitExceeded. Unknown."),
  maxDatabaseMB: z
    .int()
    .min(1)
    .default(4096)
    .describe(
      "Most that the database may take, in memory or as a file; writes beyond it are refused with ResourceInsufficient. Not of the service; keeps this machine alive. Unknown there.",
    ),
} as const;
