import { forJobs } from "./jobs";

export const mostUsers = forJobs(
  {
    name: "most-users",
    description: "A set has no more users than somebody can look through.",
    configSchema: { properties: { perSet: { type: "integer", default: 10_000 } } },
  },
  function* ({ users }, args) {
    const { perSet } = args.getConfig<{ perSet: number }>();
    const sizes = new Map<string, number>();
    for (const { set } of users) sizes.set(set, (sizes.get(set) ?? 0) + 1);
    for (const [set, size] of sizes) if (size > perSet) yield `${set} has ${size} users: ${perSet} is the most`;
  },
);

/** The provider's own brake is the flag: here nobody loosens it for good, or lets more through than a policy allows. */
export const deletionsNeedAFlag = forJobs(
  {
    name: "deletions-need-a-flag",
    description: "Who removes many users says how many with acceptDeletions, in the change that removes them.",
    configSchema: {
      properties: {
        withoutFlag: { type: "integer", default: 50 },
        withFlag: { type: "integer", default: 500 },
      },
    },
  },
  function* ({ inputs: { acceptDeletions, deletionLimit } }, args) {
    const { withoutFlag, withFlag } = args.getConfig<{ withoutFlag: number; withFlag: number }>();
    const count = (deletionLimit as { count?: unknown } | undefined)?.count;
    if (typeof count === "number" && count > withoutFlag) {
      yield `deletionLimit.count is ${count}: ${withoutFlag} is the most that may go without acceptDeletions`;
    }
    if (typeof acceptDeletions === "number" && acceptDeletions > withFlag) {
      yield `acceptDeletions is ${acceptDeletions}: more than ${withFlag} at once is not for a pull request`;
    }
  },
);
