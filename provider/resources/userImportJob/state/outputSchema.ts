import { z } from "zod";

const count = (what: string) => z.int().describe(what);

/** Counts of the last run, or of the last look at the store. */
const summary = z
  .object({
    declared: count("Users in the sets."),
    created: count("Users the last run imported."),
    adopted: count("Existing users that the last run adopted."),
    updated: count("Users whose fields, password or status the last run changed."),
    removed: count("Users the last run deleted, froze or released."),
    failed: count("Users that could not be updated to match the program."),
    skipped: count('Existing users left alone under `conflictPolicy: "skip"`.'),
    drifted: count("Users that differ from their declaration, which did not change."),
    orphans: count("Users that carry this job's mark but are not declared."),
    unmanaged: count("Users of the store that this resource does not manage."),
  })
  .meta({ alias: "ImportSummary", about: "Counts of the last run, or of the last refresh." });

const importJob = z
  .object({
    id: z.string().describe("CIAM's id of it; `listJobs` and `ciam jobs` know it by this."),
    status: z
      .string()
      .describe("`PENDING`, `PROCESSING`, `COMPLETED`, `FAILED`, or `FORGOTTEN` when CIAM no longer lists it."),
    submitted: count("Users sent with it."),
    failed: count("Users it refused."),
    createdDate: z
      .number()
      .nullable()
      .describe("When it was created, in milliseconds since the epoch; null if the service does not say."),
  })
  .meta({ alias: "ImportJob", description: "An import job of the last run." });

const failedUser = z
  .object({
    set: z.string().describe("The name of its set."),
    key: z.string().describe("Its key in that set."),
    identity: z.string().describe("Its first identity, masked."),
    code: z.string().describe("CIAM's code, or one of this provider, as in `Conflict.UserExists`."),
    reason: z.string().describe("Why, in words of CIAM or of the provider, without any value of the user."),
    remedy: z.string().describe("What to do about it, in a sentence."),
  })
  .meta({ alias: "FailedUser", description: "A user that could not be updated to match the program." });

const failedUsers = z
  .object({
    count: count("All of them."),
    users: z.array(failedUser).describe("The first 20, by set and key."),
  })
  .meta({ alias: "FailedUsers", about: "At most 20 failed users by name, and the number of all." });

/**
 * What a UserImportJob tells, described: the types of the class, the schema of the plugin and its pages are written from
 * it, and `outputsOf` makes it.
 */
export const jobOutputs = z.object({
  userStoreId: z.string().describe("The store the users are in."),
  status: z
    .enum(["InSync", "Degraded", "Pending"])
    .meta({ alias: "JobStatus", about: "How the users of a job stand to their declaration." })
    .describe(
      "`InSync`, `Degraded` (some users are not as declared) or `Pending` (an import job had not ended), after the last run or refresh.",
    ),
  statusReason: z
    .string()
    .describe("Why `status` is not `InSync`, in a sentence with at most 20 users by key; else empty."),
  summary: summary.describe("Counts of the last run; a refresh counts `drifted`, `orphans` and `unmanaged` anew."),
  jobs: z
    .array(importJob)
    .describe("The import jobs of the last run; a refresh asks again for those that had not ended."),
  failedUsers: failedUsers.describe(
    "Users that the last run could not update to match the program; a refresh leaves them as they are.",
  ),
  record: z.string().meta({ secret: true }).describe("For refresh and destroy; its content is not an interface."),
  fileRecord: z
    .string()
    .optional()
    .describe(
      "Keys, UserIds and keyed prints of the users of `userFiles`, packed; its content is not an interface. Nothing without files.",
    ),
});

export type JobOutputs = z.infer<typeof jobOutputs>;
