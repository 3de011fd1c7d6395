import { z } from "zod";

/** The course of jobs and their reports. */
export const jobs = {
  jobPendingMs: z.int().min(0).default(300).describe("How long a job is PENDING. Unknown; long enough to be seen."),
  jobProcessingMs: z.int().min(0).default(300).describe("How long a job is PROCESSING, besides its users. Unknown."),
  jobProcessingMsPerThousandUsers: z
    .int()
    .min(0)
    .default(100)
    .describe("Added to that for each thousand users. Unknown."),
  jobRetentionMs: z
    .int()
    .min(0)
    .nullable()
    .default(null)
    .describe("How long ListJobs remembers a job after its end; null: for ever. Unknown."),
  duplicatePolicy: z
    .enum(["fail", "skip", "update"])
    .default("fail")
    .describe(
      "What an import does to a user with a taken identity, in the store or earlier in the job. Inferred: the import creates, and errors for taken identities exist.",
    ),
  partialFailure: z
    .enum(["COMPLETED", "FAILED"])
    .default("COMPLETED")
    .describe("How a job ends that refused some users. Inferred: there is no status for a partial success."),
  failureList: z
    .enum(["FailedUsers", "ErrorDetails", "both"])
    .default("FailedUsers")
    .describe(
      "Where a job tells who failed. FailedUsers is documented for imports; what ErrorDetails is for is unknown.",
    ),
  failedUserIdentification: z
    .enum(["identity", "id", "index"])
    .default("identity")
    .describe(
      "What stands for a refused user: its first identity, a made-up id, its place in the request. Unknown; an identity is what both sides know.",
    ),
  failedReason: z
    .enum(["message and code", "message", "code"])
    .default("message and code")
    .describe("What a reason for a refused user says. Unknown; a text that has the code in it suits most readers."),
  unknownJobIds: z
    .enum(["ignore", "refuse"])
    .default("ignore")
    .describe("What ListJobs does with unknown ids. Unknown; the action lists no error for them."),
  repeatedImportMs: z
    .int()
    .min(0)
    .default(0)
    .describe(
      "For how long the same import, sent again, is refused with RequestLimitExceeded.RepeatRequest; 0: never. Unknown; the code exists, what it looks at is not said.",
    ),
  importedUserStatus: z
    .enum(["NOT_ENABLED", "NORMAL"])
    .default("NOT_ENABLED")
    .describe("Status of an imported user. Unknown; CreateUser's published reply shows NOT_ENABLED."),
  importedUserDataSource: z
    .string()
    .default("批量导入")
    .describe("UserDataSourceEnum of an imported user. Unknown; the field holds display text."),
} as const;
