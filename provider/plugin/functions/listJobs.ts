import { z } from "zod";
import { jobsOf, type JobInfo } from "../../lookUps/jobs";
import { Secret } from "../../users/input/envelope/secret";
import { pluginFunction } from "./function";
import { date, userStoreId } from "./values";

const failure = z
  .object({
    identification: z
      .string()
      .describe("The service's name for the user, often an identity in full; empty if it gives none."),
    reason: z.string().describe("Why it was refused."),
  })
  .meta({ alias: "JobFailure", description: "A user that a job refused." });

const job = z
  .object({
    id: z.string().describe("Its id."),
    type: z.string().describe("`IMPORT_USER` or `EXPORT_USER`. CIAM does not tell who started it."),
    status: z.string().describe("`PENDING`, `PROCESSING`, `COMPLETED` or `FAILED`."),
    format: z.string().describe("`NDJSON` or `CSV`."),
    createdDate: date.optional(),
    location: z
      .string()
      .optional()
      .describe("The address of a finished export's file, a secret: anybody with the address can read the users."),
    failedUsers: z.array(failure).describe("The users that an import refused."),
  })
  .meta({ alias: "JobInfo", description: "An import or export job as it is now." });

export const listJobs = pluginFunction({
  name: "listJobs",
  description: "The import and export jobs of a user store, the newest first.",
  inputs: z.strictObject({
    userStoreId,
    jobIds: z
      .array(z.string())
      .optional()
      .describe(
        "Only these jobs; ids that the store does not know are ignored. Default: all that the store remembers.",
      ),
  }),
  outputs: z.object({ jobs: z.array(job).describe("The jobs.") }),
  answer: async (calls, args) => ({ jobs: (await jobsOf(calls, args.userStoreId, args.jobIds)).map(told) }),
});

function told({ location, ...job }: JobInfo): object {
  return location === null ? job : { ...job, location: new Secret(location) };
}
