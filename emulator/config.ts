import { z } from "zod";
import { ConfigError } from "./configError";

/**
 * Every number and habit of the service that is not settled. Each says whether it is documented; what is not is a
 * guess with its reason, and a switch, so that a program can be tried against the other answer too.
 */
const limits = {
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
  maxStores: z.int().min(1).default(100).describe("User stores; more are refused with QuotaLimitExceeded. Unknown."),
  maxUsersPerStore: z
    .int()
    .min(1)
    .default(2_000_000)
    .describe("Users of a store; more are refused with QuotaLimitExceeded. Unknown; keeps this machine alive."),
} as const;

const jobs = {
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
  importedUserStatus: z
    .enum(["NOT_ENABLED", "NORMAL"])
    .default("NOT_ENABLED")
    .describe("Status of an imported user. Unknown; CreateUser's published reply shows NOT_ENABLED."),
  importedUserDataSource: z
    .string()
    .default("批量导入")
    .describe("UserDataSourceEnum of an imported user. Unknown; the field holds display text."),
} as const;

const writes = {
  attributePatterns: z
    .strictObject({
      UserName: pattern("^[^\\s\\p{C}](?:[^\\p{C}]{0,126}[^\\s\\p{C}])?$"),
      PhoneNumber: pattern("^(?:(?:\\+86-?)?1\\d{10}|\\+(?!86)\\d{1,3}-\\d{5,14})$"),
      Email: pattern("^[^\\s@]+@[^\\s@.]+(?:\\.[^\\s@.]+)+$"),
    })
    .prefault({})
    .describe(
      "Rules of the identity attributes; in the cloud only the console shows them. Unknown; these take what the documentation's examples send.",
    ),
  identityMatching: z
    .enum(["normalised", "exact"])
    .default("normalised")
    .describe("Whether a@x and A@x, +86-1… and 1…, are the same identity. Unknown; the careful answer."),
  deletedIdentities: z
    .enum(["free", "taken"])
    .default("free")
    .describe("Whether identities of a deleted user can be used again. Unknown."),
  storedForms: z
    .strictObject({
      emailLowerCase: z.boolean().default(false),
      genderUpperCase: z.boolean().default(false),
      phonePrefix: z.boolean().default(false),
      sortedGroups: z.boolean().default(false),
      birthdateOffsetMs: z.int().default(0),
    })
    .prefault({})
    .describe("Forms in which values are kept. Unknown; as they were sent, and a date as its midnight in UTC."),
  deleteUnknownIds: z
    .enum(["ignore", "refuse"])
    .default("ignore")
    .describe("What DeleteUsers does with unknown ids. Inferred: the action lists no UserNotFound."),
  updateEmptyString: z
    .enum(["clear", "keep", "refuse"])
    .default("clear")
    .describe("What UpdateUser does with an empty string. Unknown; nothing else could clear a value."),
  updateOmittedFields: z
    .enum(["keep", "clear"])
    .default("keep")
    .describe("What UpdateUser does to fields that are left out. Inferred: all but the ids are optional."),
  userGroupMode: z
    .enum(["replace", "add"])
    .default("replace")
    .describe("Whether UserGroup of UpdateUser is the whole list. Inferred: nothing else could take a group away."),
} as const;

const reads = {
  readLagMs: z.int().min(0).default(0).describe("How long a new user stays out of lists. Unknown."),
  listOrder: z
    .enum(["created", "reverse", "unstable"])
    .default("created")
    .describe("Order of users and jobs where none is asked for. Unknown."),
  masking: z.boolean().default(true).describe("Whether reads without Original are masked. Documented."),
  conditionMatch: z
    .enum(["contains", "equals"])
    .default("contains")
    .describe("How the filter `condition` compares. Unknown; it is the console's search box."),
  unknownFilterKeys: z
    .enum(["ignore", "refuse"])
    .default("ignore")
    .describe("What lists do with other filter keys. Inferred: a released client sends one and depends on an answer."),
  describeUserNeedsFilter: z
    .boolean()
    .default(false)
    .describe("Whether DescribeUser without Filters is refused. Unknown; an error text hints at it."),
} as const;

const gateway = {
  actionSet: z
    .enum(["mainland", "international"])
    .default("mainland")
    .describe("international lacks the eight store and group actions. Documented."),
  regions: z
    .array(z.string())
    .default([])
    .describe("Regions that are served; empty: any, and none is needed. Unknown."),
  unknownParameters: z
    .enum(["refuse", "ignore"])
    .default("refuse")
    .describe("What happens to parameters that an action does not have. Documented."),
  token: z
    .string()
    .nullable()
    .default(null)
    .describe("The X-TC-Token that calls need; null: none is looked at. Documented for temporary keys."),
} as const;

const switches = { ...limits, ...jobs, ...writes, ...reads, ...gateway } as const;

export const configSchema = z.strictObject(switches);

/** How the emulator behaves. */
export type EmulatorConfig = z.output<typeof configSchema>;
/** The switches to set; the others keep their defaults. */
export type EmulatorSettings = z.input<typeof configSchema>;

/** Checks settings and lays them over a configuration, members of a group of switches one by one. */
export function configured(settings: unknown, over?: EmulatorConfig): EmulatorConfig {
  const merged = over && isRecord(settings) ? layered(over, settings) : settings;
  const parsed = configSchema.safeParse(merged);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ConfigError(
    `emulator config: ${issue ? `${issue.path.map(String).join(".") || "it"}: ${issue.message}` : "not valid"}`,
  );
}

/** Each switch with its default and the reason for it. */
export function describeConfig(): { name: string; default: unknown; why: string }[] {
  const defaults: Record<string, unknown> = configSchema.parse({});
  return Object.entries(switches).map(([name, schema]) => ({
    name,
    default: defaults[name],
    why: schema.description ?? "",
  }));
}

function layered(over: EmulatorConfig, settings: Record<string, unknown>): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...over };
  for (const [name, value] of Object.entries(settings)) {
    const before = merged[name];
    merged[name] = isRecord(before) && isRecord(value) ? { ...before, ...value } : value;
  }
  return merged;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function pattern(byDefault: string) {
  return z
    .string()
    .refine((text) => {
      try {
        return new RegExp(text, "u") instanceof RegExp;
      } catch {
        return false;
      }
    }, "not a regular expression")
    .default(byDefault);
}
