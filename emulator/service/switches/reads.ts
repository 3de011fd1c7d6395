import { z } from "zod";

/** The results and form of reads. */
export const reads = {
  readLagMs: z.int().min(0).default(0).describe("How long a new user stays out of lists. Unknown."),
  storeLagMs: z
    .int()
    .min(0)
    .default(0)
    .describe("How long a new user store stays out of ListUserStore. Unknown; the console asks again after creating."),
  listOrder: z
    .enum(["created", "reverse", "unstable"])
    .default("created")
    .describe("Order of users and jobs where none is asked for. Unknown."),
  masking: z.boolean().default(true).describe("Whether reads without Original are masked. Documented."),
  maskedFields: z
    .array(z.enum(["PhoneNumber", "Email", "ResidentIdentityCard", "Name", "Address"]))
    .default(["PhoneNumber", "Email", "ResidentIdentityCard", "Name", "Address"])
    .describe("Which fields are masked then. Unknown; these are personal."),
  userGroupNames: z
    .boolean()
    .default(false)
    .describe("Whether users come with UserGroupNames. Unknown; the published reply has none."),
  emptyLists: z
    .enum(["empty", "null"])
    .default("empty")
    .describe("What stands where a reply has nothing to list. Unknown; the documents allow null."),
  unknownUserById: z
    .enum(["null", "refuse"])
    .default("null")
    .describe("What DescribeUserById does with an unknown id. Inferred: the action lists no UserNotFound."),
  betweenSeparator: z
    .string()
    .min(1)
    .default(",")
    .describe("What stands between the two ends in a condition with `between`. Unknown."),
  conditionMatch: z
    .enum(["contains", "equals"])
    .default("contains")
    .describe("How the filter `condition` compares. Unknown; it is the console's search box."),
  groupPagesFrom: z
    .literal([0, 1])
    .default(1)
    .describe(
      "Where ListUserGroups of version 2021-04-20 begins to count its Page. Unknown; answers count from 1, and Page 0 of the vendor's example is then the first one too.",
    ),
  unknownFilterKeys: z
    .enum(["ignore", "refuse"])
    .default("ignore")
    .describe("What lists do with other filter keys. Inferred: a released client sends one and depends on an answer."),
  notEqualFindsEmpty: z
    .boolean()
    .default(true)
    .describe("Whether `!=` finds users without the attribute. Unknown; nothing is not equal to a value."),
  describeUserNeedsFilter: z
    .boolean()
    .default(false)
    .describe("Whether DescribeUser without Filters is refused. Unknown; an error text hints at it."),
} as const;
