const { forJobs, productionStacks } = require("./jobs");

/**
 * `deletionLimit` stands before a plan that removes users, not before a job that leaves the program with all of them: to
 * the provider that is the same as `pulumi destroy`, which somebody means. Pulumi itself stops at a protected resource.
 */
const jobsAreProtected = forJobs(
  {
    name: "jobs-are-protected",
    description: "In production no job takes its users along when it leaves the program.",
    configSchema: { properties: { productionStacks } },
  },
  function* ({ stack, inputs }, args) {
    /** @type {{ productionStacks: string[] }} */
    const config = args.getConfig();
    if (!config.productionStacks.includes(stack) || args.opts.protect || inputs.removalPolicy === "retain") return;
    yield 'whoever takes it out of the program deletes all its users: give it { protect: true }, or removalPolicy: "retain"';
  },
);

module.exports = { jobsAreProtected };
