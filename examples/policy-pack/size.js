const { forJobs } = require("./jobs");

const mostUsers = forJobs(
  {
    name: "most-users",
    description: "A set has no more users than somebody can look through.",
    configSchema: { properties: { perSet: { type: "integer", default: 10_000 } } },
  },
  function* ({ users }, args) {
    /** @type {{ perSet: number }} */
    const { perSet } = args.getConfig();
    /** @type {Map<string, number>} */
    const sizes = new Map();
    for (const { set } of users) sizes.set(set, (sizes.get(set) ?? 0) + 1);
    for (const [set, size] of sizes) if (size > perSet) yield `${set} has ${size} users: ${perSet} is the most`;
  },
);

/** The provider's own brake is the flag: here nobody loosens it for good, or lets more through than a policy allows. */
const deletionsNeedAFlag = forJobs(
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
    /** @type {{ withoutFlag: number, withFlag: number }} */
    const { withoutFlag, withFlag } = args.getConfig();
    const count = /** @type {{ count?: unknown } | undefined} */ (deletionLimit)?.count;
    if (typeof count === "number" && count > withoutFlag) {
      yield `deletionLimit.count is ${count}: ${withoutFlag} is the most that may go without acceptDeletions`;
    }
    if (typeof acceptDeletions === "number" && acceptDeletions > withFlag) {
      yield `acceptDeletions is ${acceptDeletions}: more than ${withFlag} at once is not for a pull request`;
    }
  },
);

module.exports = { mostUsers, deletionsNeedAFlag };
