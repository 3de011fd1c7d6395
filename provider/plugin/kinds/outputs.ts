import { z } from "zod";

/*
 * What the resources tell besides their inputs, described: the schema of the plugin is written from it.
 */

const made = {
  adopted: z.boolean().describe("True if it existed before; a destroy then leaves it in place."),
  createdDate: z.number().optional().describe("When it was created, in milliseconds since the epoch."),
  tenantId: z.string().optional().describe("The tenant it was created in, where the endpoint tells it."),
  endpoint: z.string().describe("The kind of endpoint it was created on."),
};

export const storeOutputs = z.object({
  userCount: z.int().describe("Users in the store when it was last read."),
  domain: z.string().optional().describe("Prefix of the store's own domain, if it has one."),
  ...made,
});

export const groupOutputs = z.object(made);

const count = (what: string) => z.int().describe(what);

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
  .meta({ alias: "ImportSummary", description: "Counts of the last run, or of the last refresh." });

const importJob = z
  .object({
    id: z.string().describe("Its id."),
    status: z
      .string()
      .describe("`PENDING`, `PROCESSING`, `COMPLETED`, `FAILED`, or `FORGOTTEN` when CIAM no longer lists it."),
    submitted: count("Users sent with it."),
    failed: count("Users it refused."),
    createdDate: z
      .number()
      .optional()
      .describe("When it was created, in milliseconds since the epoch, if the service says so."),
  })
  .meta({ alias: "ImportJob", description: "An import job of the last run." });

const failedUser = z
  .object({
    set: z.string().describe("The set it is in."),
    key: z.string().describe("Its key there."),
    identity: z.string().describe("Its first identity, masked."),
    code: z.string().describe("CIAM's code, or one of this provider."),
    reason: z.string().describe("Why."),
    remedy: z.string().describe("What to do about it."),
  })
  .meta({ alias: "FailedUser", description: "A user that could not be updated to match the program." });

const failedUsers = z
  .object({
    count: count("All of them."),
    users: z.array(failedUser).describe("At most 20."),
  })
  .meta({ alias: "FailedUsers", description: "At most 20 failed users by name, and the number of all." });

export const jobOutputs = z.object({
  userStoreId: z.string().describe("The store the users are in."),
  status: z
    .enum(["InSync", "Degraded", "Pending"])
    .meta({ alias: "JobStatus" })
    .describe("`InSync`, `Degraded` (some users are not as declared) or `Pending` (a job had not ended)."),
  statusReason: z
    .string()
    .describe("Why `status` is not `InSync`, in a sentence with at most 20 users by key; else empty."),
  summary: summary.describe("Counts of the last run, or of the last refresh."),
  jobs: z.array(importJob).describe("The jobs of the last run."),
  failedUsers: failedUsers.describe("Users that could not be updated to match the program."),
  record: z.string().meta({ secret: true }).describe("For refresh and destroy; its content is not an interface."),
  fileRecord: z
    .string()
    .optional()
    .describe(
      "The keys, UserIds and keyed prints of users from files; its content is not an interface. Nothing without files.",
    ),
});
