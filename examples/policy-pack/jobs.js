const ciam = require("pulumi-tencentcloud-ciam");
const { programFolder } = require("./programFolder");

/** The type of a job by the classes of the package, and by the plugin. */
const TYPES = new Set([ciam.UserImportJob.__pulumiType, "ciam:index:UserImportJob"]);

/**
 * A UserImportJob as a rule sees it; `inputs` are those after the provider's own check.
 *
 * @typedef {{
 *   readonly stack: string,
 *   readonly users: readonly ciam.UserOf[],
 *   readonly inputs: Readonly<Record<string, unknown>>,
 * }} Job
 */

/**
 * A rule names what breaks it; the policy reports all of it at once.
 *
 * @typedef {(job: Job, args: import("@pulumi/policy").ResourceValidationArgs) => Iterable<string>} Rule
 */

/**
 * @param {Omit<import("@pulumi/policy").ResourceValidationPolicy, "validateResource">} policy
 * @param {Rule} rule
 * @returns {import("@pulumi/policy").ResourceValidationPolicy}
 */
function forJobs(policy, rule) {
  return {
    ...policy,
    validateResource: (args, report) => {
      if (!TYPES.has(args.type)) return;
      const job = {
        stack: stackOf(args.urn),
        users: ciam.usersOf(args.props, { directory: programFolder }),
        inputs: args.props,
      };
      const violations = [...rule(job, args)];
      if (violations.length > 0) report(shortened(violations).join("\n"));
    },
  };
}

/**
 * @param {string} urn `urn:pulumi:STACK::PROJECT::…`
 */
function stackOf(urn) {
  return urn.slice("urn:pulumi:".length, urn.indexOf("::"));
}

/** Stacks with real people in them. */
const productionStacks = /** @type {const} */ ({
  type: "array",
  items: { type: "string" },
  default: ["prod", "production"],
});

/** Who breaks a rule for one user often breaks it for all of them. */
const SHOWN = 20;

/** @param {readonly string[]} violations */
function shortened(violations) {
  if (violations.length <= SHOWN) return violations;
  return [...violations.slice(0, SHOWN), `and ${violations.length - SHOWN} more`];
}

/** @param {ciam.UserOf} user */
function nameOf({ set, key }) {
  return `${set}/${key}`;
}

module.exports = { forJobs, nameOf, productionStacks };
